// SPDX-License-Identifier: MIT
#include "core/pipeline/session_text.h"

#include <QCoreApplication>

namespace tocsin {

using namespace Qt::StringLiterals;

namespace {
struct Words
{
    Q_DECLARE_TR_FUNCTIONS(SessionWords)
};
} // namespace

QString wireName(DeliveryStatus state)
{
    switch (state) {
    case DeliveryStatus::Off:
        return u"off"_s;
    case DeliveryStatus::Starting:
        return u"starting"_s;
    case DeliveryStatus::On:
        return u"on"_s;
    case DeliveryStatus::Unreachable:
        return u"unreachable"_s;
    case DeliveryStatus::NeedsLogin:
        return u"needs_login"_s;
    }
    return {};
}

QString words(SessionState state, std::optional<AlertKind> dialog)
{
    if (state == SessionState::Waiting && dialog == AlertKind::Permission)
        return Words::tr("needs permission");
    if (state == SessionState::Waiting && dialog == AlertKind::Question)
        return Words::tr("has a question");
    switch (state) {
    case SessionState::Idle:
        return Words::tr("idle");
    case SessionState::Working:
        return Words::tr("working");
    case SessionState::Waiting:
        return Words::tr("waiting");
    case SessionState::Done:
        return Words::tr("finished");
    case SessionState::Error:
        return Words::tr("stopped");
    case SessionState::Quiet:
        return Words::tr("no activity");
    case SessionState::Ended:
        return Words::tr("ended");
    case SessionState::Lost:
        return Words::tr("ended unexpectedly");
    }
    return {};
}

QString words(DeliveryStatus state)
{
    switch (state) {
    case DeliveryStatus::Off:
        return Words::tr("texts off");
    case DeliveryStatus::Starting:
        return Words::tr("texts starting");
    case DeliveryStatus::On:
        return Words::tr("texts on");
    case DeliveryStatus::Unreachable:
        return Words::tr("texts waiting for the server");
    case DeliveryStatus::NeedsLogin:
        return Words::tr("texts paused until you log in");
    }
    return {};
}

} // namespace tocsin
