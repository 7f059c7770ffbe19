// SPDX-License-Identifier: MIT
#include "core/base/redaction.h"
#include "core/logging/categories.h"
#include "core/logging/log_file.h"
#include "core/logging/logging.h"
#include "tests/support/nasty_text.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTemporaryDir>
#include <QTest>

#include <csignal>
#include <sys/resource.h>

using namespace Qt::StringLiterals;
using namespace tocsin;

namespace {

constexpr auto Everybody =
    QFileDevice::ReadOther | QFileDevice::WriteOther | QFileDevice::ReadGroup | QFileDevice::WriteGroup;

QByteArray contents(const QString& path)
{
    QFile file{path};
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray{};
}

} // namespace

class TestLogging final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void secretsAreTakenOut_data();
    void secretsAreTakenOut();
    void theRestStays_data();
    void theRestStays();
    void messagesBecomeJsonLinesOfTheirOwnersAlone();
    void debugIsOffUnlessAskedFor();
    void aFullFileMakesRoom();
    void whatCannotBeWrittenIsTriedAgain();
    void aFullDiskLeavesNoHalfLines();
    void aLineIsWhatWasLoggedAndNothingElse();
};

void TestLogging::secretsAreTakenOut_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("secret");
    const QString jwt = u"eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiJ4In0.c2lnbmF0dXJl"_s;
    QTest::newRow("bearer") << u"Authorization: Bearer abc.def"_s << u"abc.def"_s;
    QTest::newRow("bearer in lower case") << u"authorization: bearer abcdef\""_s << u"abcdef"_s;
    QTest::newRow("basic") << u"Authorization: Basic YW5uOnNlY3JldA=="_s << u"YW5uOnNl"_s;
    QTest::newRow("password in an address") << u"GET https://ann:hunter2@example.org/"_s << u"hunter2"_s;
    QTest::newRow("JWT") << u"got "_s + jwt + u" from the server"_s << jwt;
    QTest::newRow("JWT's signature") << u"got "_s + jwt << u"c2lnbmF0dXJl"_s;
    QTest::newRow("JSON member") << u"{\"temp_token\":\"short\"}"_s << u"short"_s;
    QTest::newRow("JSON member, quoted") << u"{\\\"pairing_code\\\": \\\"12 34 56\\\"}"_s << u"12 34 56"_s;
    QTest::newRow("session token") << u"token 3f9c0d8e7b6a5f4e3d2c1b0a9f8e7d6c5b4a3f2e"_s << u"3f9c0d8e"_s;
    QTest::newRow("base64url token") << u"<Zm9vYmFyYmF6cXV4-_Zm9vYmFyYmF6cXV4MTIz>"_s << u"Zm9vYmFy"_s;
    QTest::newRow("phone") << u"to +14155550123."_s << u"4155550123"_s;
    QTest::newRow("phone with spaces") << u"to +1 (415) 555-0123"_s << u"0123"_s;
    QTest::newRow("code") << u"the code is 482913."_s << u"482913"_s;
    QTest::newRow("code in quotes") << u"\"482913\""_s << u"482913"_s;
}

void TestLogging::secretsAreTakenOut()
{
    QFETCH(QString, text);
    QFETCH(QString, secret);
    QVERIFY(text.contains(secret));
    QVERIFY2(!redactForLog(text).contains(secret), qPrintable(redactForLog(text)));
    QVERIFY(redactForLog(text).contains(u"***"_s));
}

void TestLogging::theRestStays_data()
{
    QTest::addColumn<QString>("text");
    QTest::newRow("UUID") << u"session 6a1f0f5e-7c3b-4a44-9a55-0f4c0a6a8e01 ended"_s;
    QTest::newRow("masked phone") << u"{\"phone\":\"+1***0123\"}"_s;
    QTest::newRow("path") << u"/home/ann/a_project_with_a_rather_long_name/and/more"_s;
    QTest::newRow("words") << u"a-rather-long-file-name-without-any-digits-in-it.txt"_s;
    QTest::newRow("numbers") << u"5 of 12345 in 1234567 ms, v1.123456"_s;
}

void TestLogging::theRestStays()
{
    QFETCH(QString, text);
    QCOMPARE(redactForLog(text), text);
}

void TestLogging::messagesBecomeJsonLinesOfTheirOwnersAlone()
{
    const QTemporaryDir folder;
    const QString file = folder.filePath(u"log/tocsin.log"_s);
    {
        const Logging logging{file, LogLevel::Error};
        qCInfo(logAuth) << "code 482913 for +14155550123";
        qCWarning(logApi) << "line\nbreak";
    }
    const QList<QByteArray> lines = contents(file).trimmed().split('\n');
    QCOMPARE(lines.size(), 2);
    const QJsonObject first = QJsonDocument::fromJson(lines.at(0)).object();
    QCOMPARE(first.value("level"_L1).toString(), u"info"_s);
    QCOMPARE(first.value("category"_L1).toString(), u"tocsin.auth"_s);
    QCOMPARE(first.value("message"_L1).toString(), u"code ****** for +***"_s);
    QVERIFY(QDateTime::fromString(first.value("at"_L1).toString(), Qt::ISODateWithMs).isValid());
    QVERIFY((QFileInfo{file}.permissions() & Everybody) == 0);
    QVERIFY((QFileInfo{folder.filePath(u"log"_s)}.permissions() & Everybody) == 0);
}

void TestLogging::debugIsOffUnlessAskedFor()
{
    const QTemporaryDir folder;
    const QString file = folder.filePath(u"tocsin.log"_s);
    {
        const Logging logging{file};
        qCDebug(logAuth) << "hidden";
    }
    QVERIFY(!contents(file).contains("hidden"));
    {
        const Logging logging{file, logLevel(u"debug"_s).value_or(LogLevel::Error)};
        qCDebug(logAuth) << "shown";
    }
    QVERIFY(contents(file).contains("shown"));
    QVERIFY(!logLevel(u"loud"_s));
}

void TestLogging::aFullFileMakesRoom()
{
    const QTemporaryDir folder;
    LogFile log{folder.filePath(u"t.log"_s), 100};
    for (int i = 0; i < 40; ++i)
        log.append(QByteArray{40, static_cast<char>('a' + i % 26)});
    const QStringList files = QDir{folder.path()}.entryList(QDir::Files, QDir::Name);
    QCOMPARE(files, (QStringList{u"t.log"_s, u"t.log.1"_s, u"t.log.2"_s, u"t.log.3"_s, u"t.log.4"_s}));
    for (const QString& file : files)
        QVERIFY(QFileInfo{folder.filePath(file)}.size() <= 100);
    QVERIFY(contents(folder.filePath(u"t.log"_s)).contains(static_cast<char>('a' + 39 % 26)));
}

void TestLogging::whatCannotBeWrittenIsTriedAgain()
{
    const QTemporaryDir folder;
    const QString path = folder.filePath(u"log"_s);
    QFile inTheWay{path};
    QVERIFY(inTheWay.open(QIODevice::WriteOnly));
    LogFile log{path + u"/t.log"_s};
    log.append("lost");
    QVERIFY(inTheWay.remove());
    for (int i = 0; i <= LogFile::TryOpenEvery; ++i)
        log.append("kept");
    QVERIFY(contents(path + u"/t.log"_s).startsWith("kept\n"));
}

void TestLogging::aFullDiskLeavesNoHalfLines()
{
    const QTemporaryDir folder;
    const QString path = folder.filePath(u"t.log"_s);
    LogFile log{path};
    log.append("first");
    // A limit on the file's size does what a full disk does: it takes a part, and then nothing.
    rlimit before{};
    QCOMPARE(::getrlimit(RLIMIT_FSIZE, &before), 0);
    rlimit few = before;
    few.rlim_cur = 10;
    const auto handler = std::signal(SIGXFSZ, SIG_IGN);
    QCOMPARE(::setrlimit(RLIMIT_FSIZE, &few), 0);
    log.append("second");
    log.append("third");
    QCOMPARE(::setrlimit(RLIMIT_FSIZE, &before), 0);
    std::signal(SIGXFSZ, handler);
    log.append("fourth");
    log.append("fifth");
    QCOMPARE(contents(path), "first\nseco\nfourth\nfifth\n"_ba);
}

void TestLogging::aLineIsWhatWasLoggedAndNothingElse()
{
    const QTemporaryDir folder;
    const QString path = folder.filePath(u"t.log"_s);
    {
        const Logging logging{path, LogLevel::Error};
        qCWarning(logApi).noquote() << u"\x1b[2Jerased\r\n{\"at\":\"forged\"}\u202Edesrever\u2066\u200B"_s;
        for (const QString& text : test::nastyTexts())
            qCWarning(logApi).noquote() << text;
        qCWarning(logApi).noquote() << u"code 48\u200B29\u200D13 here"_s;
    }
    const QByteArray all = contents(path);
    QCOMPARE(all.count('\n'), 2 + test::nastyTexts().size());
    QVERIFY(test::isPlain(QString::fromUtf8(all).remove(u'\n')));
    for (const QString& hidden : {u"\x1b"_s, u"\u202E"_s, u"\u2066"_s, u"\u200B"_s})
        QVERIFY(!QString::fromUtf8(all).contains(hidden));
    QVERIFY(!all.contains("u001b"));
    QVERIFY(all.contains("code ****** here"));
}

QTEST_GUILESS_MAIN(TestLogging)
#include "test_logging.moc"
