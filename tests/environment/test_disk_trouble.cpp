// SPDX-License-Identifier: MIT
// The real programs on a disk that is full, or that may only be read.
#include "tests/e2e/stage.h"
#include "tests/environment/mounts.h"

#include <QJsonArray>
#include <QTest>

using namespace tocsin;
using namespace tocsin::test;
using namespace Qt::StringLiterals;

namespace {
const QString Phone = u"+14155550123"_s;
const QByteArray Told{"Free up disk space"};
const QStringList Headless{u"--headless"_s, u"--token-store=file"_s};

QJsonObject of(const QString& session)
{
    return {{u"session_id"_s, session}, {u"session_title"_s, session}, {u"cwd"_s, u"/srv/"_s + session}};
}
} // namespace

class TestDiskTrouble final : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init()
    {
        m_stage = std::make_unique<Stage>();
        QVERIFY(m_stage->startServer());
        const QString home = m_place.filePath(u"home"_s);
        m_disk = std::make_unique<Disk>(home, 512 * 1024);
        QVERIFY(m_disk->isMounted());
        m_stage->setEnvironment(u"HOME"_s, home);
        for (const QString& name : {u"CONFIG"_s, u"STATE"_s, u"DATA"_s, u"CACHE"_s})
            m_stage->setEnvironment(u"XDG_%1_HOME"_s.arg(name), home + u'/' + name);
    }
    void cleanup()
    {
        if (QTest::currentTestFailed())
            qInfo().noquote() << "the app said:" << m_said + m_stage->appOutput();
        m_said.clear();
        m_stage.reset();
        m_disk.reset();
    }

    void aDiskThatFillsUpStopsNoAlert()
    {
        QVERIFY(m_stage->startApp(Headless));
        QVERIFY(m_stage->logIn(Phone));
        say(u"user-prompt-submit"_s, u"shop"_s);
        QTRY_COMPARE_WITH_TIMEOUT(textsOf(u"shop"_s), u"on"_s, 10'000);
        QVERIFY(m_disk->fill());
        say(u"permission-request"_s, u"shop"_s);
        // What comes next answers it, and a text that has not left yet would rightly be held back.
        QTRY_COMPARE_WITH_TIMEOUT(m_stage->texts().size(), 1, 10'000);
        say(u"stop-failure"_s, u"shop"_s);
        say(u"user-prompt-submit"_s, u"bank"_s);
        say(u"stop-failure"_s, u"bank"_s);
        QTRY_COMPARE_WITH_TIMEOUT(m_stage->texts().size(), 3, 10'000);

        QVERIFY(m_disk->makeRoom());
        say(u"user-prompt-submit"_s, u"mill"_s);
        say(u"stop-failure"_s, u"mill"_s);
        QTRY_COMPARE_WITH_TIMEOUT(m_stage->texts().size(), 4, 10'000);
        m_said += m_stage->appOutput();
        QCOMPARE(m_said.count(Told), 1);
        // Told again only after it was well in between.
        QTRY_VERIFY_WITH_TIMEOUT(QFile::exists(m_place.filePath(u"home/STATE/tocsin/state.db"_s)), 10'000);
        QCOMPARE(m_stage->stopApp(), 0);
    }

    void aFullDiskAtTheStart()
    {
        QVERIFY(m_disk->fill());
        QVERIFY(m_stage->startApp(Headless));
        QVERIFY(m_stage->logIn(Phone)); // in memory alone, and said so
        say(u"user-prompt-submit"_s, u"shop"_s);
        say(u"stop-failure"_s, u"shop"_s);
        QTRY_COMPARE_WITH_TIMEOUT(m_stage->texts().size(), 1, 10'000);
        m_said += m_stage->appOutput();
        QCOMPARE(m_said.count(Told), 1);

        QVERIFY(m_disk->makeRoom());
        say(u"user-prompt-submit"_s, u"bank"_s);
        m_stage->killApp();
        QVERIFY(m_stage->startApp(Headless));
        QTRY_COMPARE_WITH_TIMEOUT(m_stage->status().value(u"sessions"_s).toArray().size(), 2, 10'000);
        QCOMPARE(m_stage->stopApp(), 0);
    }

    void withoutTheAppAHookOnAFullDiskLeavesClaudeAlone()
    {
        QVERIFY(m_disk->fill());
        say(u"stop-failure"_s, u"shop"_s);
        QVERIFY(m_disk->makeRoom());
        QVERIFY(m_stage->startApp(Headless));
        QVERIFY(m_stage->status().value(u"sessions"_s).toArray().isEmpty());
    }

    void aHomeThatMayOnlyBeRead()
    {
        QVERIFY(m_disk->setReadOnly());
        say(u"stop-failure"_s, u"away"_s); // nowhere to put it: Claude is left alone
        QVERIFY(m_stage->startApp(Headless));
        QVERIFY(m_stage->logIn(Phone));
        say(u"user-prompt-submit"_s, u"shop"_s);
        say(u"stop-failure"_s, u"shop"_s);
        QTRY_COMPARE_WITH_TIMEOUT(m_stage->texts().size(), 1, 10'000);
        m_said += m_stage->appOutput();
        QCOMPARE(m_said.count(Told), 1);
        QCOMPARE(m_stage->stopApp(), 0);
    }

private:
    void say(const QString& payload, const QString& session) const
    {
        const Ran ran = m_stage->hook(payload, of(session));
        QCOMPARE(ran.exitCode, 0);
        QCOMPARE(ran.out + ran.err, QString{});
    }
    [[nodiscard]] QString textsOf(const QString& session) const
    {
        for (const QJsonValue& entry : m_stage->status().value(u"sessions"_s).toArray()) {
            if (entry[u"id"_s].toString() == session)
                return entry[u"texts"_s].toString();
        }
        return {};
    }

    QTemporaryDir m_place;
    std::unique_ptr<Stage> m_stage;
    std::unique_ptr<Disk> m_disk;
    QByteArray m_said;
};

QTEST_GUILESS_MAIN(TestDiskTrouble)
#include "test_disk_trouble.moc"
