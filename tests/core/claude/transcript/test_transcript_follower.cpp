// SPDX-License-Identifier: MIT
#include "core/claude/transcript/transcript_follower.h"

#include <QDir>
#include <QFile>
#include <QJsonDocument>
#include <QJsonObject>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

using namespace tocsin;
using namespace Qt::StringLiterals;

class TestTranscriptFollower final : public QObject
{
    Q_OBJECT

    std::unique_ptr<QTemporaryDir> m_dir;
    std::unique_ptr<TranscriptFollower> m_follower;
    QStringList m_seen;

    [[nodiscard]] QString path(const QString& name) const { return m_dir->filePath(name); }
    void append(const QString& name, const QByteArray& line) const
    {
        QFile file{path(name)};
        QVERIFY(file.open(QIODevice::Append));
        file.write(line);
    }
    static QByteArray interrupt(int second)
    {
        const QJsonObject entry{
            {u"type"_s, u"user"_s},
            {u"timestamp"_s, u"2026-02-01T14:00:%1.000Z"_s.arg(second)},
            {u"message"_s, QJsonObject{{u"content"_s, u"[Request interrupted by user]"_s}}}};
        return QJsonDocument{entry}.toJson(QJsonDocument::Compact) + '\n';
    }
    [[nodiscard]] QString sawLast() const { return m_seen.isEmpty() ? QString{} : m_seen.last(); }

private Q_SLOTS:
    void init()
    {
        m_dir = std::make_unique<QTemporaryDir>();
        m_follower = std::make_unique<TranscriptFollower>();
        m_seen.clear();
        connect(m_follower.get(), &TranscriptFollower::eventsRead, this,
                [this](const QString& sessionId, const TranscriptEvents& signs) {
                    for (const TranscriptEvent& sign : signs)
                        m_seen += u"%1 %2 %3"_s.arg(sessionId)
                                      .arg(static_cast<int>(sign.kind))
                                      .arg(sign.at.time().second());
                });
    }

    void tellsTheSessionWhatItsFileSays()
    {
        append(u"a"_s, interrupt(10));
        append(u"b"_s, interrupt(20));
        m_follower->follow({{u"A"_s, path(u"a"_s)}, {u"B"_s, path(u"b"_s)}});
        QTRY_COMPARE(m_seen.size(), 2);
        append(u"b"_s, interrupt(21));
        QTRY_COMPARE(sawLast(), u"B 4 21"_s);
        append(u"a"_s, interrupt(11));
        QTRY_COMPARE(sawLast(), u"A 4 11"_s);
        QCOMPARE(m_seen.size(), 4);
    }
    void aHalfLineWaitsForItsEnd()
    {
        append(u"a"_s, interrupt(10));
        m_follower->follow({{u"A"_s, path(u"a"_s)}});
        QTRY_COMPARE(m_seen.size(), 1);
        const QByteArray line = interrupt(11);
        append(u"a"_s, line.left(50));
        append(u"b"_s, interrupt(20));
        m_follower->follow({{u"A"_s, path(u"a"_s)}, {u"B"_s, path(u"b"_s)}});
        QTRY_COMPARE(sawLast(), u"B 4 20"_s);
        QCOMPARE(m_seen.size(), 2);
        append(u"a"_s, line.mid(50));
        QTRY_COMPARE(sawLast(), u"A 4 11"_s);
    }
    void findsAFileThatComesLater()
    {
        m_follower->follow({{u"A"_s, path(u"a"_s)}});
        append(u"a"_s, interrupt(10));
        m_follower->follow({{u"A"_s, path(u"a"_s)}}); // as with every event
        QTRY_COMPARE(sawLast(), u"A 4 10"_s);
        append(u"a"_s, interrupt(11));
        QTRY_COMPARE(sawLast(), u"A 4 11"_s);
    }
    void followsTheNameWhenTheFileIsReplaced()
    {
        append(u"a"_s, interrupt(10));
        m_follower->follow({{u"A"_s, path(u"a"_s)}});
        QTRY_COMPARE(m_seen.size(), 1);
        append(u"new"_s, interrupt(30));
        QVERIFY(QFile::remove(path(u"a"_s)));
        QVERIFY(QFile::rename(path(u"new"_s), path(u"a"_s)));
        QTRY_COMPARE(sawLast(), u"A 4 30"_s);
        append(u"a"_s, interrupt(31));
        QTRY_COMPARE(sawLast(), u"A 4 31"_s);
    }
    void leavesAloneWhatIsOver()
    {
        append(u"a"_s, interrupt(10));
        append(u"b"_s, interrupt(20));
        m_follower->follow({{u"A"_s, path(u"a"_s)}, {u"B"_s, path(u"b"_s)}});
        QTRY_COMPARE(m_seen.size(), 2);
        m_follower->follow({{u"B"_s, path(u"b"_s)}});
        append(u"a"_s, interrupt(11));
        append(u"b"_s, interrupt(21));
        QTRY_COMPARE(sawLast(), u"B 4 21"_s);
        QCOMPARE(m_seen.size(), 3);
    }
    void aSessionMayGoOnInAnotherFile()
    {
        append(u"a"_s, interrupt(10));
        m_follower->follow({{u"A"_s, path(u"a"_s)}});
        QTRY_COMPARE(m_seen.size(), 1);
        append(u"c"_s, interrupt(40));
        m_follower->follow({{u"A"_s, path(u"c"_s)}});
        QTRY_COMPARE(sawLast(), u"A 4 40"_s);
    }
    void twoSessionsMayShareAFile()
    {
        append(u"a"_s, interrupt(10));
        m_follower->follow({{u"A"_s, path(u"a"_s)}, {u"B"_s, path(u"a"_s)}});
        QTRY_COMPARE(m_seen.size(), 2);
        m_follower->follow({{u"B"_s, path(u"a"_s)}});
        append(u"a"_s, interrupt(11));
        QTRY_COMPARE(sawLast(), u"B 4 11"_s);
    }
};

QTEST_GUILESS_MAIN(TestTranscriptFollower)
#include "test_transcript_follower.moc"
