// SPDX-License-Identifier: MIT
#include "core/ipc/spool.h"
#include "core/ipc/spool_writer.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

#include <fcntl.h>
#include <memory>
#include <sys/stat.h>

using namespace tocsin;
using namespace Qt::StringLiterals;

class TestSpool final : public QObject
{
    Q_OBJECT

    std::unique_ptr<QTemporaryDir> m_dir;
    QString m_folder;

    void write(const QByteArray& boot, quint64 at, const QByteArray& id) const
    {
        QVERIFY(!writeSpoolFile(m_folder, {.bootId = boot, .monotonicNs = at, .id = id},
                                "{\"id\":\"" + id + "\"}"));
    }
    void setAge(const QString& name, int seconds) const
    {
        QFile file{m_folder + u'/' + name};
        QVERIFY(file.open(QIODevice::ReadWrite));
        QVERIFY(file.setFileTime(QDateTime::currentDateTime().addSecs(-seconds),
                                 QFileDevice::FileModificationTime));
    }
    static QStringList idsOf(const QSignalSpy& spy)
    {
        QStringList ids;
        for (const auto& call : spy)
            ids += call.at(0).toJsonObject().value("id"_L1).toString();
        return ids;
    }

private Q_SLOTS:
    void init()
    {
        m_dir = std::make_unique<QTemporaryDir>();
        m_folder = m_dir->filePath(u"state/spool"_s);
    }

    void fileIsPrivateAndNamedByItsPlaceInTheOrder()
    {
        write("boot", 42, "id1");
        const QString path = m_folder + u"/boot.00000000000000000042.id1.json"_s;
        struct stat info
        {};
        QCOMPARE(::stat(QFile::encodeName(path).constData(), &info), 0);
        QCOMPARE(info.st_mode & 0777, mode_t{0600});
        QCOMPARE(QDir{m_folder}.entryList(QDir::Files | QDir::Hidden).size(), 1);
    }

    void holdsAtMostAThousandFiles()
    {
        for (int i = 0; i < MaxSpoolFiles; ++i)
            write("boot", static_cast<quint64>(i), QByteArray::number(i));
        QCOMPARE(writeSpoolFile(m_folder, {.bootId = "boot", .monotonicNs = 1, .id = "more"}, "{}"),
                 SpoolError::Full);
        QCOMPARE(QDir{m_folder}.entryList(QDir::Files | QDir::Hidden).size(), MaxSpoolFiles);
    }

    void isDrainedInOrderAndEmptied()
    {
        write("b", 1'000, "second-boot-first");
        write("b", 2'000'000, "second-boot-second");
        write("z", 9, "first-boot-first");
        write("z", 10, "first-boot-second");
        setAge(u"z.00000000000000000009.first-boot-first.json"_s, 500);
        setAge(u"z.00000000000000000010.first-boot-second.json"_s, 400);
        Spool spool{m_folder};
        QSignalSpy received{&spool, &Spool::requestReceived};
        QCOMPARE(spool.drain(), 4);
        QCOMPARE(idsOf(received), (QStringList{u"first-boot-first"_s, u"first-boot-second"_s,
                                               u"second-boot-first"_s, u"second-boot-second"_s}));
        QVERIFY(QDir{m_folder}.isEmpty());
        QCOMPARE(spool.drain(), 0);
    }

    void setsAFileThatMakesNoSenseAside()
    {
        write("b", 1, "good");
        QFile bad{m_folder + u"/b.00000000000000000000.bad.json"_s};
        QVERIFY(bad.open(QIODevice::WriteOnly));
        bad.write("{\"id\":");
        bad.close();
        QTest::ignoreMessage(QtWarningMsg, QRegularExpression{u"dropped: .*set aside"_s});
        Spool spool{m_folder};
        QSignalSpy received{&spool, &Spool::requestReceived};
        QCOMPARE(spool.drain(), 1);
        QCOMPARE(idsOf(received), QStringList{u"good"_s});
        QCOMPARE(QDir{m_folder}.entryList(QDir::Files),
                 QStringList{u"b.00000000000000000000.bad.json.bad"_s});
    }

    void aMissingFolderIsAnEmptyOne()
    {
        Spool spool{m_folder};
        QCOMPARE(spool.drain(), 0);
    }

    void theWatchOutlivesItsFolder()
    {
        Spool spool{m_folder};
        spool.watch();
        QSignalSpy received{&spool, &Spool::requestReceived};
        QVERIFY(QDir{m_folder}.removeRecursively());
        QTRY_VERIFY(QDir{m_folder}.exists());
        write("b", 1, "later");
        QTRY_COMPARE(idsOf(received), QStringList{u"later"_s});
    }

    void whatABridgeLeftHalfWayGoesAfterAMinute()
    {
        write("b", 1, "whole");
        for (const QString& name : {u".old.tmp"_s, u".new.tmp"_s}) {
            QFile half{m_folder + u'/' + name};
            QVERIFY(half.open(QIODevice::WriteOnly));
        }
        setAge(u".old.tmp"_s, 61);
        Spool spool{m_folder};
        QCOMPARE(spool.drain(), 1);
        QCOMPARE(QDir{m_folder}.entryList(QDir::Files | QDir::Hidden), QStringList{u".new.tmp"_s});
    }

    void whatArrivesLaterIsTakenToo()
    {
        Spool spool{m_folder};
        spool.watch();
        QSignalSpy received{&spool, &Spool::requestReceived};
        write("b", 1, "later");
        QTRY_COMPARE(idsOf(received), QStringList{u"later"_s});
        QVERIFY(QDir{m_folder}.isEmpty());
    }
};

QTEST_GUILESS_MAIN(TestSpool)
#include "test_spool.moc"
