// SPDX-License-Identifier: MIT
#pragma once

#include "tests/support/fake_bus_service.h"

#include <QProcess>
#include <QStringList>
#include <QTemporaryDir>

namespace tocsin::test {

/// xdg-desktop-portal as a child process, and in place of the desktop's part of it a service of this process.
/// Needs a private session bus.
class OwnPortal final
{
public:
    enum class Answer : uint8_t { Yes, No };

    OwnPortal();
    ~OwnPortal();

    [[nodiscard]] bool start();
    void stop(); ///< as a crash
    /// It no longer answers.
    void pause();
    void goOn();

    void press(const QString& activationToken);

    QString session;          ///< its path; empty: none is open
    QStringList descriptions; ///< of what was bound last
    Answer answer{Answer::Yes};

private:
    QVariantList createSession(const QDBusMessage& call);
    QVariantList bind(const QDBusMessage& call);
    void sendToProcess(int signal) const;

    QTemporaryDir m_folder;
    FakeBusService m_desktop{{QStringLiteral("org.freedesktop.impl.portal.desktop.test")}};
    QProcess m_process;
    bool m_isDesktopUp{false};
};

} // namespace tocsin::test
