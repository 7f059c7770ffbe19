// SPDX-License-Identifier: MIT
#include "core/claude/status/status_file.h"

#include <QDir>
#include <QFile>
#include <QTemporaryDir>
#include <QTest>

#include <memory>
#include <sys/stat.h>
#include <unistd.h>

using namespace tocsin;
using namespace Qt::StringLiterals;

class TestStatusFile final : public QObject
{
    Q_OBJECT

    std::unique_ptr<QTemporaryDir> m_dir;

    [[nodiscard]] QString path(const QString& name) const { return m_dir->filePath(name); }
    void write(const QString& name, const QByteArray& bytes) const
    {
        QFile file{path(name)};
        QVERIFY(file.open(QIODevice::WriteOnly));
        QCOMPARE(file.write(bytes), bytes.size());
    }

private Q_SLOTS:
    void init() { m_dir = std::make_unique<QTemporaryDir>(); }

    void isInTheFolderOfItsTranscripts_data()
    {
        QTest::addColumn<QString>("folder");
        const auto row = [](const char* transcript, const QString& folder) {
            QTest::newRow(transcript) << folder;
        };
        row("/home/user/.claude/projects/-home-user-demo/a.jsonl", u"/home/user/.claude/sessions"_s);
        row("/srv/my config/projects/x/a.jsonl", u"/srv/my config/sessions"_s);
        row("/projects/x/a.jsonl", u"/sessions"_s);
        row("/home/user/.claude//projects/./x/a.jsonl", u"/home/user/.claude/sessions"_s);
        row("/home/user/projects/x/y/a.jsonl", {});
        row("/home/user/.claude/projects/a.jsonl", {});
        row("/home/user/.claude/projects/../x/a.jsonl", {});
        row("/home/user/.claude/projects/x/a.json", {});
        row("projects/x/a.jsonl", {});
        row("a.jsonl", {});
        row("", {});
    }
    void isInTheFolderOfItsTranscripts()
    {
        QFETCH(QString, folder);
        const QString transcript = QString::fromLatin1(QTest::currentDataTag());
        QCOMPARE(statusFolderOf(transcript), folder);
    }
    void isNamedAfterThePidAlone()
    {
        QCOMPARE(statusPath(u"/x/sessions"_s, 42), u"/x/sessions/42.json"_s);
        QCOMPARE(pidOfStatusFile(u"42.json"_s), 42);
        for (const QString& other :
             {u"42.0123abcd.key"_s, u"42.key"_s, u"42"_s, u".json"_s, u"json"_s, u""_s, u"42.json.tmp"_s,
              u"a42.json"_s, u"-42.json"_s, u"+42.json"_s, u"4 2.json"_s, u"42.5.json"_s, u"٤٢.json"_s,
              u"99999999999999999999.json"_s})
            QCOMPARE(pidOfStatusFile(other), 0);
    }
    void isRead()
    {
        write(u"42.json"_s, "{\"pid\":42}");
        QCOMPARE(readStatusFile(path(u"42.json"_s)), "{\"pid\":42}"_ba);
        write(u"43.json"_s, {});
        QCOMPARE(readStatusFile(path(u"43.json"_s)), ""_ba);
        QCOMPARE(readStatusFile(path(u"44.json"_s)), std::nullopt);
    }
    void anythingElseIsNotRead()
    {
        write(u"secret"_s, "secret");
        QVERIFY(QFile::link(path(u"secret"_s), path(u"1.json"_s)));
        QCOMPARE(readStatusFile(path(u"1.json"_s)), std::nullopt);
        QCOMPARE(::mkfifo(QFile::encodeName(path(u"2.json"_s)).constData(), 0600), 0);
        QCOMPARE(readStatusFile(path(u"2.json"_s)), std::nullopt); // to open it could block
        QVERIFY(QDir{m_dir->path()}.mkdir(u"3.json"_s));
        QCOMPARE(readStatusFile(path(u"3.json"_s)), std::nullopt);
        write(u"4.json"_s, QByteArray(64 * 1024 + 1, 'x'));
        QCOMPARE(readStatusFile(path(u"4.json"_s)), std::nullopt);
    }
    void anotherUsersIsNotRead()
    {
        if (::geteuid() != 0)
            QSKIP("only root can give a file away");
        write(u"42.json"_s, "{\"pid\":42}");
        QCOMPARE(::chown(QFile::encodeName(path(u"42.json"_s)).constData(), 65534, 65534), 0);
        QCOMPARE(readStatusFile(path(u"42.json"_s)), std::nullopt);
    }
};

QTEST_GUILESS_MAIN(TestStatusFile)
#include "test_status_file.moc"
