// SPDX-License-Identifier: MIT
// The samples were written by Claude Code 2.1.197, 2.1.330 and 2.1.332, one for each set of keys and each
// state that was seen.
#include "core/claude/status/claude_status.h"
#include "core/system/system_info.h"

#include <QCoreApplication>
#include <QFile>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTest>

using namespace tocsin;
using namespace Qt::StringLiterals;

namespace {

QByteArrayList samplesOf(const QString& version)
{
    QFile file{u"" TOCSIN_SOURCE_DIR "/tests/data/status/"_s + version + u".jsonl"_s};
    if (!file.open(QIODevice::ReadOnly))
        return {};
    QByteArrayList lines = file.readAll().split('\n');
    lines.removeLast();
    return lines;
}

QString described(const ClaudeStatus& status)
{
    static const QStringList Names{u"unknown"_s, u"idle"_s, u"busy"_s, u"waiting"_s, u"shell"_s};
    const QString name = Names.at(static_cast<int>(status.state));
    return status.waitingFor.isEmpty() ? name : name + u": "_s + status.waitingFor;
}

ClaudeStatus statusOf(const QByteArray& fields)
{
    return parseClaudeStatus(R"({"pid":7,)" + fields + '}').value_or(ClaudeStatus{});
}

} // namespace

class TestClaudeStatus final : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void understandsEachVersion_data()
    {
        QTest::addColumn<QStringList>("states");
        const QStringList all{u"busy"_s,
                              u"idle"_s,
                              u"shell"_s,
                              u"unknown"_s,
                              u"waiting: dialog open"_s,
                              u"waiting: permission prompt"_s};
        QTest::newRow("2.1.197") << all;
        QStringList newer = all;
        newer.insert(5, u"waiting: input needed"_s);
        QTest::newRow("2.1.330") << newer;
        QTest::newRow("2.1.332") << newer;
    }
    void understandsEachVersion()
    {
        QFETCH(QStringList, states);
        QStringList seen;
        for (const QByteArray& sample : samplesOf(QString::fromLatin1(QTest::currentDataTag()))) {
            const std::optional<ClaudeStatus> status = parseClaudeStatus(sample);
            QVERIFY2(status, sample.constData());
            const QJsonObject written = QJsonDocument::fromJson(sample).object();
            QCOMPARE(status->pid, written.value("pid"_L1).toInteger());
            QCOMPARE(status->procStart, written.value("procStart"_L1).toString());
            QCOMPARE(status->sessionId, written.value("sessionId"_L1).toString());
            QCOMPARE(status->cwd, u"/home/user/demo"_s);
            QCOMPARE(status->kind, u"interactive"_s);
            QVERIFY(status->entrypoint == u"cli"_s || status->entrypoint == u"sdk-cli"_s);
            QVERIFY(status->name.startsWith(u"demo-"_s));
            QVERIFY(!status->isNamedByPerson);
            QCOMPARE(status->pidNamespace,
                     written.contains("pidDomain"_L1) ? u"pid:[4026531836]"_s : QString{});
            QCOMPARE(status->updatedAt.isValid(), written.contains("status"_L1));
            if (status->updatedAt.isValid())
                QCOMPARE(status->updatedAt.toMSecsSinceEpoch(),
                         written.value("statusUpdatedAt"_L1).toInteger());
            seen += described(*status);
        }
        seen.removeDuplicates();
        seen.sort();
        QCOMPARE(seen, states);
    }
    void makesNothingOfAHalfWrittenFile()
    {
        for (const QString& version : {u"2.1.197"_s, u"2.1.330"_s, u"2.1.332"_s}) {
            for (const QByteArray& sample : samplesOf(version)) {
                for (qsizetype size = 0; size < sample.size(); ++size)
                    QVERIFY2(!parseClaudeStatus(sample.first(size)), sample.first(size).constData());
                // Nor of a shorter one over the end of a longer one.
                QVERIFY(!parseClaudeStatus(sample + sample.last(5)));
            }
        }
    }
    void makesNothingOfNonsense()
    {
        for (const QByteArray& nonsense :
             {""_ba, "null"_ba, "17"_ba, "[1]"_ba, "{}"_ba, "\xff\xfe"_ba, R"({"pid":0})"_ba,
              R"({"pid":-4})"_ba, R"({"pid":"4"})"_ba, R"({"pid":1e99})"_ba, R"({"pid":null})"_ba})
            QVERIFY2(!parseClaudeStatus(nonsense), nonsense.constData());
    }
    void toleratesWhatItDoesNotKnow()
    {
        const ClaudeStatus strange = statusOf(
            R"("status":"dreaming","waitingFor":["x"],"sessionId":5,"procStart":17,"cwd":{},"statusUpdatedAt":"now")");
        QCOMPARE(described(strange), u"unknown"_s);
        QCOMPARE(strange.sessionId, QString{});
        QVERIFY(!strange.updatedAt.isValid());
        for (const QByteArray& time : {"-1"_ba, "0"_ba, "1e300"_ba, "4000000000000001"_ba})
            QVERIFY(!statusOf(R"("statusUpdatedAt":)" + time).updatedAt.isValid());
        QCOMPARE(described(statusOf(R"("status":"waiting","waitingFor":"sandbox request")")),
                 u"waiting: sandbox request"_s);
        QCOMPARE(statusOf(R"("pidDomain":"darwin:x")").pidNamespace, QString{});
        QVERIFY(statusOf(R"("name":"Release","nameSource":"user")").isNamedByPerson);
    }
    void knowsItsProcessFromOthers_data()
    {
        QTest::addColumn<QByteArray>("written");
        QTest::addColumn<QString>("startTime");
        QTest::addColumn<QString>("pidNamespace");
        QTest::addColumn<bool>("isSame");
        const auto row = [](const char* name, const QByteArray& written, const QString& startTime,
                            const QString& pidNamespace, bool isSame) {
            QTest::newRow(name) << written << startTime << pidNamespace << isSame;
        };
        const QString ours = u"pid:[1]"_s;
        row("its own", R"("procStart":"157477","pidDomain":"linux:a:pid:[1]")", u"157477"_s, ours, true);
        row("its pid's earlier process", R"("procStart":"57477")", u"157477"_s, ours, false);
        row("a container's", R"("procStart":"157477","pidDomain":"linux:a:pid:[2]")", u"157477"_s, ours,
            false);
        row("an older client's", R"("procStart":"157477")", u"157477"_s, ours, true);
        row("start unknown here", R"("procStart":"157477")", {}, {}, true);
        row("start not written", R"("x":1)", u"157477"_s, ours, true);
        row("macOS", R"("procStart":"Thu Nov 26 02:31:14 2026")", u"1795660274123456"_s, {}, true);
        row("macOS, two spaces", R"("procStart":"Wed Nov  4 02:31:14 2026")", u"1793759474000001"_s, {},
            true);
        row("macOS, a second later", R"("procStart":"Thu Nov 26 02:31:14 2026")", u"1795660275000000"_s, {},
            false);
        row("not a time", R"("procStart":"soon")", u"157477"_s, ours, false);
    }
    void knowsItsProcessFromOthers()
    {
        QFETCH(QByteArray, written);
        QFETCH(QString, startTime);
        QFETCH(QString, pidNamespace);
        QFETCH(bool, isSame);
        const ClaudeStatus status = statusOf(written);
        QCOMPARE(isOfProcess(status, {.pid = 7, .startTime = startTime, .pidNamespace = pidNamespace}),
                 isSame);
        QVERIFY(!isOfProcess(status, {.pid = 8, .startTime = startTime, .pidNamespace = pidNamespace}));
    }
    void writesTheStartTimeAsThisSystemSaysIt()
    {
        // What Claude Code does on Linux: field 22 of its own /proc/<pid>/stat.
        const qint64 pid = QCoreApplication::applicationPid();
        QFile stat{u"/proc/%1/stat"_s.arg(pid)};
        if (!stat.open(QIODevice::ReadOnly))
            QSKIP("no /proc");
        const QByteArray text = stat.readAll();
        const QByteArray start = text.mid(text.lastIndexOf(')') + 2).split(' ').at(19);
        const QJsonObject document{{u"pid"_s, pid}, {u"procStart"_s, QString::fromLatin1(start)}};
        const auto status = parseClaudeStatus(QJsonDocument{document}.toJson());
        QVERIFY(status);
        const QString known = QString::fromLatin1(processInfo(pid).startTime);
        QVERIFY(!known.isEmpty());
        QVERIFY(isOfProcess(*status, {.pid = pid, .startTime = known}));
        QVERIFY(!isOfProcess(*status, {.pid = pid, .startTime = known + u'0'}));
    }
};

QTEST_GUILESS_MAIN(TestClaudeStatus)
#include "test_claude_status.moc"
