// SPDX-License-Identifier: MIT
// The real app and the real xdg-desktop-portal: a key that the desktop reports opens the window.
#include "tests/app/shortcut/own_portal.h"

#include <QProcess>
#include <QSettings>
#include <QTest>

#include <memory>

using namespace tocsin::test;
using namespace Qt::StringLiterals;

namespace {

constexpr auto Within = 20'000;
const QString Key = u"answers/desktop_shortcut"_s;

QString settingsFile()
{
    return qEnvironmentVariable("XDG_CONFIG_HOME") + u"/tocsin/tocsin.conf"_s;
}

bool isOnInFile()
{
    const QSettings settings{settingsFile(), QSettings::IniFormat};
    return settings.value(Key).toBool();
}

bool isWindowOpen()
{
    QProcess xdotool;
    xdotool.start(u"xdotool"_s, {u"search"_s, u"--onlyvisible"_s, u"--name"_s, u"Sessions"_s});
    xdotool.waitForFinished();
    return !xdotool.readAllStandardOutput().isEmpty();
}

} // namespace

class TestOpenByPortal final : public QObject
{
    Q_OBJECT

    std::unique_ptr<OwnPortal> m_portal;
    QProcess m_app;

    void start(OwnPortal::Answer answer)
    {
        QSettings settings{settingsFile(), QSettings::IniFormat};
        settings.setValue(Key, true);
        settings.sync();
        m_portal->answer = answer;
        m_app.setProcessChannelMode(QProcess::ForwardedChannels);
        m_app.start(QStringLiteral(TOCSIN_BIN_DIR "/tocsin"), {u"--hidden"_s, u"--token-store=file"_s});
    }

private Q_SLOTS:
    void init()
    {
        m_portal = std::make_unique<OwnPortal>();
        QVERIFY(m_portal->start());
    }
    void cleanup()
    {
        m_app.terminate();
        if (!m_app.waitForFinished(Within))
            m_app.kill();
        m_app.waitForFinished();
        m_portal.reset();
    }

    void theKeyOpensTheWindow()
    {
        start(OwnPortal::Answer::Yes);
        QTRY_COMPARE_WITH_TIMEOUT(m_portal->descriptions, QStringList{u"open-requests: Open Requests"_s},
                                  Within);
        QVERIFY(!isWindowOpen());
        // A key that is pressed before the app has the answer does nothing.
        bool isOpen = false;
        for (int times = 0; times < 20 && !isOpen; ++times) {
            m_portal->press({});
            isOpen = QTest::qWaitFor(&isWindowOpen, Within / 20);
        }
        QVERIFY(isOpen);
        m_app.terminate();
        QVERIFY(m_app.waitForFinished(Within));
        QTRY_VERIFY_WITH_TIMEOUT(m_portal->session.isEmpty(), Within);
    }

    void aRefusalTurnsTheSettingOff()
    {
        start(OwnPortal::Answer::No);
        QTRY_VERIFY_WITH_TIMEOUT(!isOnInFile(), Within);
    }
};

QTEST_GUILESS_MAIN(TestOpenByPortal)
#include "test_open_by_portal.moc"
