// SPDX-License-Identifier: MIT
#include "app/primary_instance.h"

#include "core/ipc/local_client.h"
#include "core/ipc/local_server.h"

#include <QDeadlineTimer>

namespace tocsin {

using namespace Qt::StringLiterals;

namespace {
struct Words
{
    Q_DECLARE_TR_FUNCTIONS(PrimaryInstance)
};

bool raiseOther(const QString& socketPath)
{
    const Expected<QByteArray, FrameError> frame = encodeFrame({{u"type"_s, u"raise"_s}});
    return frame && exchange(socketPath, *frame, QDeadlineTimer{2'000}).hasValue();
}
} // namespace

std::optional<StartProblem> becomePrimary(LocalServer& server, const QString& socketPath, bool hidden)
{
    const std::optional<ListenError> error = server.listen(socketPath);
    if (!error)
        return std::nullopt;
    switch (*error) {
    case ListenError::AnotherInstance:
        if (hidden || raiseOther(socketPath))
            return StartProblem{.isMistake = false, .message = Words::tr("Tocsin is running already.")};
        return StartProblem{.message = Words::tr("Tocsin is running already, but does not answer. Quit it "
                                                 "and start it again.")};
    case ListenError::UnsafeFolder:
        return StartProblem{.message = Words::tr("Others could write in the folder of %1, so Tocsin does not "
                                                 "use it. Give the folder to yourself, mode 0700.")
                                           .arg(socketPath)};
    case ListenError::PathTooLong:
        return StartProblem{.message = Words::tr("The path %1 is too long for a socket. Set TOCSIN_SOCKET to "
                                                 "a shorter one.")
                                           .arg(socketPath)};
    case ListenError::Refused:
        break;
    }
    return StartProblem{.message = Words::tr("Tocsin cannot listen at %1: %2. Check the folder, or set "
                                             "TOCSIN_SOCKET to another path.")
                                       .arg(socketPath, server.systemError())};
}

} // namespace tocsin
