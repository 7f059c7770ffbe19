// SPDX-License-Identifier: MIT
#include "core/claude/transcript/transcript_tail.h"

#include <QDir>
#include <QFile>
#include <QTemporaryDir>
#include <QTest>

#include <sys/stat.h>

using namespace tocsin;
using namespace Qt::StringLiterals;

class TestTranscriptTail final : public QObject
{
    Q_OBJECT

    std::unique_ptr<QTemporaryDir> m_dir;

    [[nodiscard]] QString path() const { return m_dir->filePath(u"t.jsonl"_s); }
    void append(const QByteArray& bytes) const
    {
        QFile file{path()};
        QVERIFY(file.open(QIODevice::Append));
        QCOMPARE(file.write(bytes), bytes.size());
    }
    static QByteArrayList all(TranscriptTail& tail)
    {
        QByteArrayList lines;
        for (bool hasMore = true; hasMore;) {
            const TranscriptTail::Read read = tail.readOn();
            lines += read.lines;
            hasMore = read.hasMore;
        }
        return lines;
    }

private Q_SLOTS:
    void init() { m_dir = std::make_unique<QTemporaryDir>(); }

    void waitsForTheFileAndForTheEndsOfLines()
    {
        TranscriptTail tail{path()};
        QCOMPARE(all(tail), QByteArrayList{});
        append("one\ntw");
        QCOMPARE(all(tail), QByteArrayList{"one"});
        QCOMPARE(all(tail), QByteArrayList{});
        append("o\n\nthree\n");
        QCOMPARE(all(tail), (QByteArrayList{"two", "", "three"}));
    }
    void readsALargeFileFromNearItsEnd()
    {
        const QByteArray line(999, 'x');
        for (int i = 0; i < 100; ++i)
            append((line + '\n').repeated(1'000));
        append("last\n");
        TranscriptTail tail{path()};
        const QByteArrayList lines = all(tail);
        QCOMPARE(lines.size(), TranscriptTail::LookBack / 1'000 + 1);
        QCOMPARE(lines.first(), line);
        QCOMPARE(lines.last(), "last"_ba);
    }
    void skipsAheadWhenItIsFarBehind()
    {
        append("first\n");
        TranscriptTail tail{path()};
        QCOMPARE(all(tail), QByteArrayList{"first"});
        append(QByteArray(100, 'x').append('\n').repeated(200'000));
        append("last\n");
        const QByteArrayList lines = all(tail);
        QVERIFY(lines.size() < TranscriptTail::LookBack / 100);
        QCOMPARE(lines.last(), "last"_ba);
    }
    void readsABoundedPartAtATime()
    {
        append("begin\n");
        TranscriptTail tail{path()};
        QCOMPARE(all(tail), QByteArrayList{"begin"});
        append(QByteArray(1'023, 'x').append('\n').repeated(2'048));
        TranscriptTail::Read read = tail.readOn();
        QVERIFY(read.hasMore);
        QCOMPARE(read.lines.size(), TranscriptTail::MaxRead / 1'024);
        QCOMPARE(read.lines.size() + all(tail).size(), 2'048);
    }
    void leavesOutWhatIsTooLong()
    {
        append("one\n");
        TranscriptTail tail{path()};
        QCOMPARE(all(tail), QByteArrayList{"one"});
        append(QByteArray(TranscriptTail::MaxLine * 2, 'x'));
        QCOMPARE(all(tail), QByteArrayList{});
        append("the end of it\ntwo\n");
        QCOMPARE(all(tail), QByteArrayList{"two"});
        append(QByteArray(TranscriptTail::MaxLine, 'y') + '\n');
        QCOMPARE(all(tail).size(), 1);
    }
    void beginsAnewWhenTheFileIsAnother()
    {
        append("one\ntwo\n");
        TranscriptTail tail{path()};
        QCOMPARE(all(tail).size(), 2);
        QVERIFY(QFile::rename(path(), path() + u".1"_s));
        QVERIFY(!tail.readOn().isOtherFile);
        append("three\nfour\nfive\n");
        const TranscriptTail::Read read = tail.readOn();
        QVERIFY(read.isOtherFile);
        QCOMPARE(read.lines, (QByteArrayList{"three", "four", "five"}));
        QVERIFY(!tail.readOn().isOtherFile);
    }
    void beginsAnewWhenTheFileWasCut()
    {
        append("one\ntwo\nthr");
        TranscriptTail tail{path()};
        QCOMPARE(all(tail).size(), 2);
        QVERIFY(QFile::resize(path(), 0));
        append("new\n");
        const TranscriptTail::Read read = tail.readOn();
        QVERIFY(read.isOtherFile);
        QCOMPARE(read.lines, QByteArrayList{"new"});
    }
    void opensFilesOnly()
    {
        QCOMPARE(::mkfifo(QFile::encodeName(path()).constData(), 0600), 0);
        TranscriptTail pipe{path()}; // to open it would block
        QCOMPARE(all(pipe), QByteArrayList{});
        TranscriptTail folder{m_dir->path()};
        QCOMPARE(all(folder), QByteArrayList{});
        TranscriptTail nothing{QString{}};
        QCOMPARE(all(nothing), QByteArrayList{});
    }
};

QTEST_GUILESS_MAIN(TestTranscriptTail)
#include "test_transcript_tail.moc"
