// SPDX-License-Identifier: MIT
#include "core/claude/hooks/config_folder.h"
#include "core/claude/hooks/question_timeout.h"

#include <QFile>
#include <QTemporaryDir>
#include <QTest>

#include <sys/stat.h>

using namespace tocsin;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

void write(const QString& path, const QByteArray& content)
{
    QFile file{path};
    QVERIFY(file.open(QIODevice::WriteOnly | QIODevice::Truncate));
    file.write(content);
}

} // namespace

class TestQuestionTimeout final : public QObject
{
    Q_OBJECT

    QTemporaryDir m_folder;
    [[nodiscard]] QString managed() const { return m_folder.filePath(u"managed.json"_s); }
    [[nodiscard]] QString own() const { return m_folder.filePath(u"settings.json"_s); }
    [[nodiscard]] std::optional<std::chrono::seconds> timeout() const
    {
        return questionTimeout(m_folder.path(), managed());
    }

private Q_SLOTS:
    void cleanup()
    {
        QFile::remove(own());
        QFile::remove(managed());
    }

    void isWhatThePersonSet_data()
    {
        QTest::addColumn<QByteArray>("content");
        QTest::addColumn<int>("seconds");
        QTest::newRow("a minute") << QByteArray{R"({"askUserQuestionTimeout": "60s"})"} << 60;
        QTest::newRow("five") << QByteArray{R"({"model": "x", "askUserQuestionTimeout": "5m"})"} << 300;
        QTest::newRow("ten") << QByteArray{R"({"askUserQuestionTimeout": "10m"})"} << 600;
        QTest::newRow("never") << QByteArray{R"({"askUserQuestionTimeout": "never"})"} << 0;
        QTest::newRow("another word") << QByteArray{R"({"askUserQuestionTimeout": "2m"})"} << 0;
        QTest::newRow("a number") << QByteArray{R"({"askUserQuestionTimeout": 60})"} << 0;
        QTest::newRow("of remote dialogs") << QByteArray{R"({"dialogExpiry": "60s"})"} << 0;
        QTest::newRow("not set") << QByteArray{"{}"} << 0;
        QTest::newRow("no JSON") << QByteArray{"askUserQuestionTimeout 60s"} << 0;
        QTest::newRow("no object") << QByteArray{R"(["askUserQuestionTimeout", "60s"])"} << 0;
        QTest::newRow("empty") << QByteArray{} << 0;
        QTest::newRow("too large") << QByteArray{2 * 1024 * 1024, ' '} +
                                          R"({"askUserQuestionTimeout": "60s"})"
                                   << 0;
    }
    void isWhatThePersonSet()
    {
        QFETCH(QByteArray, content);
        QFETCH(int, seconds);
        write(own(), content);
        QCOMPARE(timeout().value_or(0s).count(), seconds);
    }

    void theAdministratorGoesFirst()
    {
        write(own(), R"({"askUserQuestionTimeout": "60s"})");
        QCOMPARE(timeout(), std::optional{60s});
        write(managed(), R"({"askUserQuestionTimeout": "never"})");
        QVERIFY(!timeout());
        write(managed(), R"({"askUserQuestionTimeout": "10m"})");
        QCOMPARE(timeout(), std::optional<std::chrono::seconds>{10min});
        write(managed(), R"({"model": "x"})");
        QCOMPARE(timeout(), std::optional{60s});
    }

    void withoutFilesItWaitsForEver()
    {
        QVERIFY(!timeout());
        QVERIFY(!questionTimeout({}, managed()));
        QVERIFY(!questionTimeout(u"/missing"_s, u"/missing"_s));
        QCOMPARE(::mkfifo(QFile::encodeName(own()).constData(), 0600), 0);
        QVERIFY(!timeout());
    }

    void theFolderIsThatOfTheTranscript()
    {
        QCOMPARE(configFolderOf(u"/home/me/.claude/projects/-home-me-shop/s.jsonl"_s), u"/home/me/.claude"_s);
        for (const QString& other : {QString{}, u"projects/a/s.jsonl"_s, u"/a/b/s.jsonl"_s,
                                     u"/a/projects/b/s.json"_s, u"/a/projects/s.jsonl"_s})
            QCOMPARE(configFolderOf(other), QString{});
    }
};

QTEST_APPLESS_MAIN(TestQuestionTimeout)
#include "test_question_timeout.moc"
