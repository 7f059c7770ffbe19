// SPDX-License-Identifier: MIT
// The real app: a key pressed in another program brings the request window to the front.
#include "tests/app/shortcut/own_kglobalaccel.h"

#include <QProcess>
#include <QTest>

using namespace tocsin;
using namespace tocsin::test;
using namespace Qt::StringLiterals;

namespace {

constexpr auto Within = 20'000;

QString xdotool(const QStringList& arguments)
{
    QProcess process;
    process.start(u"xdotool"_s, arguments);
    process.waitForFinished();
    return QString::fromUtf8(process.readAllStandardOutput()).trimmed();
}

QString activeWindow()
{
    return xdotool({u"getactivewindow"_s, u"getwindowname"_s});
}

} // namespace

class TestOpenByShortcut final : public QObject
{
    Q_OBJECT

    OwnKGlobalAccel m_service;
    QProcess m_app;
    QProcess m_terminal;

    /// In the terminal: the latest input of the person is there.
    static void clickAndType()
    {
        xdotool({u"mousemove"_s, u"20"_s, u"20"_s, u"click"_s, u"1"_s});
        QTRY_COMPARE_WITH_TIMEOUT(activeWindow(), u"work"_s, Within);
        xdotool({u"type"_s, u"abc"_s});
    }

    /// As a person would: once more if nothing happens. On a busy machine xdotool's keys may get lost.
    static bool pressOpens()
    {
        for (int times = 0; times < 4; ++times) {
            OwnKGlobalAccel::press();
            if (QTest::qWaitFor([] { return activeWindow() == u"Sessions — Tocsin"_s; }, Within / 4))
                return true;
        }
        return false;
    }

private Q_SLOTS:
    void initTestCase()
    {
        QVERIFY(m_service.start());
        m_app.setProcessChannelMode(QProcess::ForwardedChannels);
        m_app.start(QStringLiteral(TOCSIN_BIN_DIR "/tocsin"), {u"--hidden"_s, u"--token-store=file"_s});
        m_terminal.start(u"xterm"_s, {u"-T"_s, u"work"_s, u"-geometry"_s, u"40x10+0+0"_s, u"-e"_s, u"cat"_s});
        QTRY_COMPARE_WITH_TIMEOUT(OwnKGlobalAccel::shownName(), u"Tocsin: Open Requests"_s, Within);
        QTRY_VERIFY_WITH_TIMEOUT(OwnKGlobalAccel::isActive(), Within);
        m_service.setKey();
        QTRY_COMPARE_WITH_TIMEOUT(activeWindow(), u"work"_s, Within);
    }
    void cleanupTestCase()
    {
        for (QProcess* process : {&m_app, &m_terminal}) {
            process->terminate();
            if (!process->waitForFinished(20'000))
                process->kill();
            process->waitForFinished();
        }
    }

    void opensTheWindowInFrontOfWhatThePersonTypesIn()
    {
        clickAndType();
        QVERIFY(pressOpens());
    }

    void bringsAWindowThatIsOpenToTheFront()
    {
        clickAndType();
        QVERIFY(pressOpens());
    }

    void diagnosticsNameTheService()
    {
        QProcess bridge;
        bridge.start(QStringLiteral(TOCSIN_BIN_DIR "/tocsin-hookbridge"), {u"status"_s, u"--diagnostics"_s});
        QVERIFY(bridge.waitForFinished());
        const QByteArray text = bridge.readAllStandardOutput();
        QVERIFY2(text.contains("global shortcut: org.kde.kglobalaccel\n"), text.constData());
    }

    void theKeyIsLetGoWhenTocsinEnds()
    {
        m_app.terminate();
        QVERIFY(m_app.waitForFinished(20'000));
        QTRY_VERIFY_WITH_TIMEOUT(!OwnKGlobalAccel::isActive(), Within);
    }
};

QTEST_GUILESS_MAIN(TestOpenByShortcut)
#include "test_open_by_shortcut.moc"
