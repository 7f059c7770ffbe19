// SPDX-License-Identifier: MIT
// What a person pastes into a bug report, from the real programs after something has happened.
#include "tests/e2e/stage.h"

#include <QDir>
#include <QHostInfo>
#include <QTest>

using namespace tocsin;
using namespace Qt::StringLiterals;

class TestDiagnostics final : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void tellsHowTocsinIsAndNamesNobody()
    {
        Stage stage;
        QVERIFY(stage.startServer());
        QVERIFY(stage.startApp({u"--headless"_s, u"--token-store=file"_s, u"--log-level=debug"_s}));
        QVERIFY(stage.logIn(u"+14155550123"_s));
        const QJsonObject session{{u"session_id"_s, u"s1"_s},
                                  {u"session_title"_s, u"takeover of Initech"_s},
                                  {u"cwd"_s, QDir::homePath() + u"/initech"_s}};
        QJsonObject prompt = session;
        prompt.insert(u"prompt"_s, u"the plan nobody may know"_s);
        QCOMPARE(stage.hook(u"user-prompt-submit"_s, prompt).exitCode, 0);
        QJsonObject failure = session;
        failure.insert(u"tool_use_id"_s, u"toolu_1"_s);
        failure.insert(u"error"_s, u"Exit code 1\nFAILED tests/test_crash_recovery.py"_s);
        QCOMPARE(stage.hook(u"post-tool-use-failure"_s, failure).exitCode, 0);
        QCOMPARE(stage.hook(u"permission-request"_s, session).exitCode, 0);
        QCOMPARE(
            stage.bridge({u"hook"_s}, "{\"hook_event_name\":\"Nonsense\",\"session_id\":\"s1\"}").exitCode,
            0);
        QCOMPARE(stage.bridge({u"hook"_s}, "not JSON").exitCode, 0);

        const Ran ran = stage.bridge({u"status"_s, u"--diagnostics"_s});
        QCOMPARE(ran.exitCode, 0);
        const QString text = ran.out;
        for (const QString& told :
             {u"Tocsin " TOCSIN_VERSION ""_s, u"Qt: "_s + QLatin1String{qVersion()},
              u"global shortcut: none"_s, u"login: logged in"_s, u"sessions: waiting 1"_s,
              u"history of the last 24 hours: failed_tool 1, permission 1"_s,
              u"dropped since the start: unknown_event 1"_s, u"spool: 0 waiting"_s,
              u"server: on this computer, from the environment"_s, u"\"reason\":\"malformed\""_s})
            QVERIFY2(text.contains(told), qPrintable(told + u"\nis not in\n"_s + text));
        for (const QString& secret : {u"4155550123"_s, u"Initech"_s, u"nobody may know"_s, u"eyJ"_s,
                                      QDir::homePath(), QHostInfo::localHostName(), u"\"debug\""_s})
            QVERIFY2(!text.contains(secret, Qt::CaseInsensitive), qPrintable(secret + u"\nis in\n"_s + text));
        stage.stopApp();
        QVERIFY(stage.startApp({u"--headless"_s, u"--token-store=file"_s}));
        const QString later = stage.bridge({u"status"_s, u"--diagnostics"_s}).out;
        QVERIFY2(later.contains(u"history of the last 24 hours: failed_tool 1, permission 1"_s),
                 qPrintable(later));
        stage.stopApp();
        QCOMPARE(stage.bridge({u"status"_s, u"--diagnostics"_s}).exitCode, 69);
    }
};

QTEST_GUILESS_MAIN(TestDiagnostics)
#include "test_diagnostics.moc"
