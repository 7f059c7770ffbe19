// SPDX-License-Identifier: MIT
// Claude Code as far as it can be seen from outside, a process and a transcript, with the real programs.
#include "tests/e2e/stage.h"

#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QTest>

#include <csignal>
#include <sys/prctl.h>

using namespace tocsin;
using namespace Qt::StringLiterals;

namespace {
const QString Phone = u"+14155550123"_s;
const QStringList Headless{u"--headless"_s, u"--token-store=file"_s};

QJsonObject of(const QString& session, const QJsonObject& more = {})
{
    QJsonObject changes{
        {u"session_id"_s, session}, {u"session_title"_s, session}, {u"cwd"_s, u"/srv/"_s + session}};
    for (auto field = more.begin(); field != more.end(); ++field)
        changes.insert(field.key(), field.value());
    return changes;
}
} // namespace

class TestKilledClaude final : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init()
    {
        m_stage = std::make_unique<Stage>();
        // The sessions of one test are not to come back in the next one.
        m_stage->setEnvironment(u"XDG_STATE_HOME"_s, m_stage->folder() + u"/state"_s);
        QVERIFY(m_stage->startServer());
        startClaude();
    }
    void cleanup()
    {
        if (QTest::currentTestFailed())
            qInfo().noquote() << "the app said:" << m_stage->appOutput();
        m_stage.reset();
        m_claude->kill();
        m_claude->waitForFinished();
        m_claude.reset();
    }

    void whoIsKilledAtWorkIsTextedAboutAndStopped()
    {
        QVERIFY(m_stage->startApp(Headless));
        QVERIFY(m_stage->logIn(Phone));
        say(u"session-start"_s, of(u"shop"_s));
        say(u"user-prompt-submit"_s, of(u"shop"_s));
        QTRY_COMPARE_WITH_TIMEOUT(sessionNow(u"texts"_s), u"on"_s, 10'000);
        m_claude->kill();
        QTRY_COMPARE_WITH_TIMEOUT(m_stage->texts().size(), 1, 10'000);
        QCOMPARE(m_stage->texts().first(), u"⚠️ Claude: \"shop\"\nStopped: Claude Code ended "
                                           u"unexpectedly\n\nReply STOP to disable"_s);
        QCOMPARE(sessionNow(u"state"_s), u"lost"_s);
        QCOMPARE(sessionNow(u"texts"_s), u"off"_s);
        QTRY_VERIFY_WITH_TIMEOUT(m_stage->serverOutput().contains("/stop"), 10'000);
    }

    void whoWasKilledWhileTheAppWasAwayIsToldOnce()
    {
        QVERIFY(m_stage->startApp(Headless));
        QVERIFY(m_stage->logIn(Phone));
        QCOMPARE(m_stage->stopApp(), 0);
        say(u"session-start"_s, of(u"shop"_s));
        say(u"user-prompt-submit"_s, of(u"shop"_s));
        m_claude->kill();
        QVERIFY(m_claude->waitForFinished());
        QVERIFY(m_stage->startApp(Headless));
        QTRY_COMPARE_WITH_TIMEOUT(m_stage->texts().size(), 1, 15'000);
        QVERIFY(m_stage->texts().first().contains(u"ended unexpectedly"_s));
    }

    void whoEndedWhileTheAppWasAwayIsNotLost()
    {
        QVERIFY(m_stage->startApp(Headless));
        QVERIFY(m_stage->logIn(Phone));
        say(u"user-prompt-submit"_s, of(u"shop"_s));
        QTRY_COMPARE_WITH_TIMEOUT(sessionNow(u"texts"_s), u"on"_s, 10'000);
        QCOMPARE(m_stage->stopApp(), 0);
        say(u"stop"_s, of(u"shop"_s));
        say(u"session-end"_s, of(u"shop"_s, {{u"reason"_s, u"other"_s}}));
        m_claude->kill();
        QVERIFY(m_claude->waitForFinished());
        say(u"user-prompt-submit"_s, of(u"bakery"_s));
        QVERIFY(m_stage->startApp(Headless));
        // The other session of that process is lost indeed.
        QTRY_COMPARE_WITH_TIMEOUT(sessionNow(u"state"_s), u"lost"_s, 15'000);
        QTRY_VERIFY_WITH_TIMEOUT(m_stage->texts().join(u' ').contains("bakery"_L1), 15'000);
        const QString texts = m_stage->texts().join(u'\n');
        QVERIFY2(!texts.contains("\"shop\"\nError"_L1), qPrintable(texts));
    }

    void whoEndsAfterItsWorkIsNotMissed()
    {
        QVERIFY(m_stage->startApp(Headless));
        QVERIFY(m_stage->logIn(Phone));
        say(u"user-prompt-submit"_s, of(u"shop"_s));
        QTRY_COMPARE_WITH_TIMEOUT(sessionNow(u"texts"_s), u"on"_s, 10'000);
        say(u"stop"_s, of(u"shop"_s));
        m_claude->kill();
        QTRY_COMPARE_WITH_TIMEOUT(sessionNow(u"state"_s), QString{}, 10'000);
        QTRY_COMPARE(m_stage->texts().size(), 1);
        QVERIFY(m_stage->texts().first().startsWith(u"✅"_s));
    }

    void whoRefusesAPermissionIsNotWaitedForAnyMore()
    {
        const QString transcript = m_stage->folder() + u"/shop.jsonl"_s;
        QVERIFY(m_stage->startApp(Headless));
        const QJsonObject shop = of(u"shop"_s, {{u"transcript_path"_s, transcript}});
        say(u"user-prompt-submit"_s, shop);
        say(u"permission-request"_s, shop);
        QTRY_COMPARE(sessionNow(u"state"_s), u"waiting"_s);
        QFile file{transcript};
        QVERIFY(file.open(QIODevice::WriteOnly));
        const QJsonObject entry{
            {u"type"_s, u"user"_s},
            {u"timestamp"_s, QDateTime::currentDateTimeUtc().toString(Qt::ISODateWithMs)},
            {u"message"_s, QJsonObject{{u"content"_s, u"[Request interrupted by user for tool use]"_s}}}};
        file.write(QJsonDocument{entry}.toJson(QJsonDocument::Compact) + '\n');
        file.close();
        QTRY_COMPARE_WITH_TIMEOUT(sessionNow(u"state"_s), u"idle"_s, 20'000);
    }

private:
    /// What hooks name as their Claude process.
    void startClaude()
    {
        m_claude = std::make_unique<QProcess>();
        m_claude->setChildProcessModifier([] { ::prctl(PR_SET_PDEATHSIG, SIGKILL); });
        m_claude->start(u"sleep"_s, {u"600"_s});
        QVERIFY(m_claude->waitForStarted());
        m_stage->setEnvironment(u"CLAUDE_PID"_s, QString::number(m_claude->processId()));
    }
    void say(const QString& payload, const QJsonObject& changes) const
    {
        const Ran ran = m_stage->hook(payload, changes);
        QCOMPARE(ran.exitCode, 0);
        QCOMPARE(ran.out + ran.err, QString{});
    }
    /// Of the only session; empty when there is none.
    [[nodiscard]] QString sessionNow(const QString& field) const
    {
        return m_stage->status().value(u"sessions"_s)[0][field].toString();
    }

    std::unique_ptr<Stage> m_stage;
    std::unique_ptr<QProcess> m_claude;
};

QTEST_GUILESS_MAIN(TestKilledClaude)
#include "test_killed_claude.moc"
