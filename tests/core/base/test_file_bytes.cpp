// SPDX-License-Identifier: MIT
#include "core/base/file_bytes.h"

#include <QFile>
#include <QTemporaryDir>
#include <QTest>

#include <sys/stat.h>

using namespace tocsin;
using namespace Qt::StringLiterals;

class TestFileBytes final : public QObject
{
    Q_OBJECT
private:
    QTemporaryDir m_folder;

    [[nodiscard]] QString make(const QString& name, const QByteArray& content) const
    {
        QFile file{m_folder.filePath(name)};
        if (!file.open(QIODevice::WriteOnly) || file.write(content) != content.size())
            qFatal("cannot write %s", qPrintable(name));
        return file.fileName();
    }

private Q_SLOTS:
    void aFileIsReadAsItIs()
    {
        const QByteArray bytes{"a\r\nb\0\xff", 6};
        const FileBytes read = readFile(make(u"plain"_s, bytes), 6);
        QVERIFY(read);
        QCOMPARE(*read, bytes);
        QCOMPARE(*readFile(make(u"empty"_s, {}), 6), QByteArray{});
    }
    void aLinkIsFollowed()
    {
        const QString link = m_folder.filePath(u"link"_s);
        QVERIFY(QFile::link(make(u"target"_s, "x"), link));
        QCOMPARE(*readFile(link, 10), "x"_ba);
    }
    void whatCannotBeReadSaysWhy()
    {
        QCOMPARE(readFile(m_folder.filePath(u"none"_s), 10).error(), FileFault::Missing);
        QCOMPARE(readFile(m_folder.path(), 10).error(), FileFault::NotAFile);
        QCOMPARE(readFile(u"/dev/zero"_s, 10).error(), FileFault::NotAFile);
        QCOMPARE(readFile(make(u"large"_s, QByteArray(11, 'x')), 10).error(), FileFault::TooLarge);
        const QString pipe = m_folder.filePath(u"pipe"_s); // without a writer, reading it blocks
        QCOMPARE(::mkfifo(QFile::encodeName(pipe).constData(), 0600), 0);
        QCOMPARE(readFile(pipe, 10).error(), FileFault::NotAFile);
        const QString link = m_folder.filePath(u"dangling"_s);
        QVERIFY(QFile::link(m_folder.filePath(u"none"_s), link));
        QCOMPARE(readFile(link, 10).error(), FileFault::Unreadable);
    }
    void theEndOfAFileIsRead()
    {
        const QString path = make(u"long"_s, "0123456789");
        QCOMPARE(*readFileEnd(path, 4), "6789"_ba);
        QCOMPARE(*readFileEnd(path, 100), "0123456789"_ba);
        QCOMPARE(readFileEnd(m_folder.filePath(u"none"_s), 4).error(), FileFault::Missing);
    }
    void filesAreTheSameWithTheSameBytesOrFault()
    {
        const FileBytes missing{Unexpected{FileFault::Missing}};
        const FileBytes large{Unexpected{FileFault::TooLarge}};
        const FileBytes empty{QByteArray{}};
        QVERIFY(areSame(missing, missing));
        QVERIFY(!areSame(missing, large));
        QVERIFY(!areSame(missing, empty));
        QVERIFY(!areSame(empty, missing));
        QVERIFY(areSame(empty, FileBytes{QByteArray{""}}));
        QVERIFY(!areSame(empty, FileBytes{QByteArray{"x"}}));
    }
};

QTEST_GUILESS_MAIN(TestFileBytes)
#include "test_file_bytes.moc"
