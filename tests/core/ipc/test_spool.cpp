// SPDX-License-Identifier: MIT
#include "core/ipc/spool.h"
#include "core/ipc/spool_writer.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

#include <array>
#include <fcntl.h>
#include <memory>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

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
        setTime(name, QDateTime::currentDateTime().addSecs(-seconds));
    }
    /// Of the folder itself, without a name. QFile cannot open one.
    void setTime(const QString& name, const QDateTime& time) const
    {
        const qint64 ms = time.toMSecsSinceEpoch();
        const timespec when{.tv_sec = ms / 1000, .tv_nsec = ms % 1000 * 1'000'000};
        const std::array<timespec, 2> times{when, when};
        QCOMPARE(
            ::utimensat(AT_FDCWD, QFile::encodeName(m_folder + u'/' + name).constData(), times.data(), 0), 0);
    }
    static void confirmAll(const QSignalSpy& spy)
    {
        for (const auto& call : spy)
            call.at(1).value<SpoolEntry>().confirm();
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
        confirmAll(received);
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
        QTest::ignoreMessage(QtWarningMsg, QRegularExpression{u"dropped: .*renamed to"_s});
        Spool spool{m_folder};
        QSignalSpy received{&spool, &Spool::requestReceived};
        QCOMPARE(spool.drain(), 1);
        QCOMPARE(idsOf(received), QStringList{u"good"_s});
        confirmAll(received);
        QCOMPARE(QDir{m_folder}.entryList(QDir::Files),
                 QStringList{u"b.00000000000000000000.bad.json.bad"_s});
    }

    void aFolderThatHasNotChangedIsNotReadAgain()
    {
        const QDateTime longAgo = QDateTime::currentDateTime().addSecs(-3600);
        write("b", 1, "first");
        setTime({}, longAgo);
        Spool spool{m_folder};
        QSignalSpy received{&spool, &Spool::requestReceived};
        QCOMPARE(spool.drain(), 1);
        write("b", 2, "second");
        setTime({}, longAgo); // as if nothing had come
        QCOMPARE(spool.drain(), 0);
        write("b", 3, "third");
        QCOMPARE(spool.drain(), 2);
    }

    void aFolderThatChangedJustNowIsReadAgain()
    {
        write("b", 1, "first");
        Spool spool{m_folder};
        QSignalSpy received{&spool, &Spool::requestReceived}; // keeps the receipts
        QCOMPARE(spool.drain(), 1);
        const QDateTime time = QFileInfo{m_folder}.lastModified();
        write("b", 2, "second");
        // The file system's clock may not have ticked meanwhile.
        setTime({}, time);
        QCOMPARE(spool.drain(), 1);
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
        QCOMPARE(QDir{m_folder}.entryList({u"*.tmp"_s}, QDir::Files | QDir::Hidden),
                 QStringList{u".new.tmp"_s});
    }

    void whatArrivesLaterIsTakenToo()
    {
        Spool spool{m_folder};
        spool.watch();
        QSignalSpy received{&spool, &Spool::requestReceived};
        write("b", 1, "later");
        QTRY_COMPARE(idsOf(received), QStringList{u"later"_s});
        confirmAll(received);
        QVERIFY(QDir{m_folder}.isEmpty());
    }

    void aFileStaysUntilItsReceiverConfirms()
    {
        write("b", 1, "kept");
        {
            Spool spool{m_folder};
            QSignalSpy received{&spool, &Spool::requestReceived};
            QCOMPARE(spool.drain(), 1);
            QCOMPARE(spool.drain(), 0); // it is with its receiver
            QVERIFY(!QDir{m_folder}.isEmpty());
        } // as after a crash
        Spool next{m_folder};
        QSignalSpy received{&next, &Spool::requestReceived};
        QCOMPARE(next.drain(), 1);
        confirmAll(received);
        confirmAll(received);
        QVERIFY(QDir{m_folder}.isEmpty());
    }

    void whatNobodyConfirmedIsHandedOnAgain()
    {
        write("b", 1, "refused at first");
        Spool spool{m_folder};
        int times = 0;
        connect(&spool, &Spool::requestReceived, this,
                [&times](const QJsonObject&, const SpoolEntry& receipt) {
                    if (++times == 2)
                        receipt.confirm();
                });
        spool.watch();
        QCOMPARE(times, 1);
        QTRY_COMPARE_WITH_TIMEOUT(times, 2, 10'000);
        QVERIFY(QDir{m_folder}.isEmpty());
    }

    void holdsAtMost16MiB()
    {
        QVERIFY(QDir{}.mkpath(m_folder));
        QFile large{m_folder + u"/b.00000000000000000001.large.json"_s};
        QVERIFY(large.open(QIODevice::WriteOnly));
        QVERIFY(large.resize(MaxSpoolBytes - 2));
        QVERIFY(!writeSpoolFile(m_folder, {.bootId = "b", .monotonicNs = 2, .id = "fits"}, "{}"));
        QCOMPARE(writeSpoolFile(m_folder, {.bootId = "b", .monotonicNs = 3, .id = "more"}, "{}"),
                 SpoolError::Full);
    }

    void onlySoManyFilesAreSetAside()
    {
        for (int i = 0; i < Spool::MaxQuarantined + 5; ++i) {
            QVERIFY(!writeSpoolFile(
                m_folder,
                {.bootId = "b", .monotonicNs = static_cast<quint64>(i), .id = QByteArray::number(i)},
                "nonsense"));
            QTest::ignoreMessage(QtWarningMsg, QRegularExpression{u"dropped: .*renamed to"_s});
        }
        write("b", 999, "good");
        Spool spool{m_folder};
        QCOMPARE(spool.drain(), 1);
        QCOMPARE(QDir{m_folder}.entryList({u"*.bad"_s}).size(), Spool::MaxQuarantined);
    }

    void aFileThatCannotBeOpenedNowIsTriedAgain()
    {
        write("b", 1, "first");
        write("b", 2, "second");
        Spool spool{m_folder};
        QSignalSpy received{&spool, &Spool::requestReceived};
        // The first one's receiver takes the last descriptor there is.
        rlimit before{};
        QCOMPARE(::getrlimit(RLIMIT_NOFILE, &before), 0);
        const int last = ::dup(0);
        ::close(last);
        rlimit few = before;
        few.rlim_cur = static_cast<rlim_t>(last) + 1;
        QCOMPARE(::setrlimit(RLIMIT_NOFILE, &few), 0);
        int held = -1;
        const auto hold = connect(&spool, &Spool::requestReceived, this, [&held] { held = ::dup(0); });
        spool.drain();
        disconnect(hold);
        ::close(held);
        QCOMPARE(::setrlimit(RLIMIT_NOFILE, &before), 0);
        QCOMPARE(idsOf(received), QStringList{u"first"_s});
        QVERIFY(QDir{m_folder}.entryList({u"*.bad"_s}).isEmpty());
        spool.drain();
        QCOMPARE(idsOf(received), (QStringList{u"first"_s, u"second"_s}));
    }
};

QTEST_GUILESS_MAIN(TestSpool)
#include "test_spool.moc"
