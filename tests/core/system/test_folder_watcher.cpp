// SPDX-License-Identifier: MIT
#include "core/system/folder_watcher.h"

#include <QDir>
#include <QFile>
#include <QTemporaryDir>
#include <QTest>

#include <memory>

using namespace tocsin;
using namespace Qt::StringLiterals;

class TestFolderWatcher final : public QObject
{
    Q_OBJECT

    std::unique_ptr<QTemporaryDir> m_dir;
    std::unique_ptr<FolderWatcher> m_watcher;
    QStringList m_seen;

    [[nodiscard]] QString folder(const QString& name) const { return m_dir->filePath(name); }
    void write(const QString& name, const QByteArray& bytes = "x") const
    {
        QFile file{m_dir->filePath(name)};
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(bytes);
    }
    /// What was told until a last change, which is not among it.
    QStringList seenSoFar()
    {
        write(u"a/end"_s);
        const bool came = QTest::qWaitFor([this] { return m_seen.contains(u"a end"_s); });
        QStringList seen = came ? m_seen : QStringList{u"nothing came"_s};
        seen.removeAll(u"a end"_s);
        seen.removeDuplicates();
        m_seen.clear();
        return seen;
    }

private Q_SLOTS:
    void init()
    {
        m_dir = std::make_unique<QTemporaryDir>();
        QVERIFY(QDir{m_dir->path()}.mkdir(u"a"_s) && QDir{m_dir->path()}.mkdir(u"b"_s));
        m_watcher = makeFolderWatcher();
        QVERIFY(m_watcher);
        m_seen.clear();
        connect(m_watcher.get(), &FolderWatcher::changed, this,
                [this](const QString& path, const QString& name) {
                    m_seen += QDir{path}.dirName() + u' ' + name;
                });
        connect(m_watcher.get(), &FolderWatcher::lost, this,
                [this](const QString& path) { m_seen += QDir{path}.dirName() + u" lost"_s; });
        QVERIFY(m_watcher->watch(folder(u"a"_s)));
    }
    void tellsWhichEntryChanged()
    {
        write(u"a/one"_s);
        write(u"b/elsewhere"_s);
        QCOMPARE(seenSoFar(), QStringList{u"a one"_s});
        write(u"a/one"_s, "in place");
        QCOMPARE(seenSoFar(), QStringList{u"a one"_s});
        QVERIFY(QFile::rename(folder(u"b/elsewhere"_s), folder(u"a/two"_s)));
        QCOMPARE(seenSoFar(), QStringList{u"a two"_s});
        QVERIFY(QFile::link(folder(u"b"_s), folder(u"a/three"_s)));
        QCOMPARE(seenSoFar(), QStringList{u"a three"_s});
        QVERIFY(QFile::remove(folder(u"a/one"_s)));
        QCOMPARE(seenSoFar(), QStringList{u"a one"_s});
    }
    void tellsOfAFileWhenItIsClosed()
    {
        write(u"a/one"_s);
        static_cast<void>(seenSoFar());
        QFile file{folder(u"a/one"_s)};
        QVERIFY(file.open(QIODevice::WriteOnly | QIODevice::Unbuffered));
        file.write("half");
        QCOMPARE(seenSoFar(), QStringList{});
        file.close();
        QCOMPARE(seenSoFar(), QStringList{u"a one"_s});
    }
    void watchesSeveralFoldersOrOneUnderTwoNames()
    {
        QVERIFY(QFile::link(folder(u"a"_s), folder(u"link"_s)));
        QVERIFY(m_watcher->watch(folder(u"b"_s)));
        QVERIFY(m_watcher->watch(folder(u"link"_s)));
        write(u"b/one"_s);
        write(u"a/two"_s);
        QStringList seen = seenSoFar();
        seen.removeAll(u"link end"_s);
        seen.sort();
        QCOMPARE(seen, (QStringList{u"a two"_s, u"b one"_s, u"link two"_s}));
        m_watcher->unwatch(folder(u"link"_s));
        m_watcher->unwatch(folder(u"b"_s));
        write(u"b/three"_s);
        write(u"a/four"_s);
        QCOMPARE(seenSoFar(), QStringList{u"a four"_s});
    }
    void whatIsNoFolderIsNotWatched()
    {
        QVERIFY(!m_watcher->watch(folder(u"none"_s)));
        write(u"file"_s);
        QVERIFY(!m_watcher->watch(folder(u"file"_s)));
        QVERIFY(!m_watcher->watch({}));
    }
    void tellsOnceThatAFolderIsLost()
    {
        QVERIFY(m_watcher->watch(folder(u"b"_s)));
        QVERIFY(QDir{m_dir->path()}.rmdir(u"b"_s));
        QCOMPARE(seenSoFar(), QStringList{u"b lost"_s});
        QVERIFY(QDir{m_dir->path()}.mkdir(u"b"_s));
        write(u"b/one"_s);
        QCOMPARE(seenSoFar(), QStringList{});
        QVERIFY(m_watcher->watch(folder(u"b"_s)));
        write(u"b/two"_s);
        QCOMPARE(seenSoFar(), QStringList{u"b two"_s});
    }
    void findsOutThatAnotherFolderIsUnderThePath()
    {
        QVERIFY(QDir{m_dir->path()}.mkpath(u"c/d"_s));
        QVERIFY(m_watcher->watch(folder(u"c/d"_s)));
        QVERIFY(QFile::rename(folder(u"c"_s), folder(u"c.old"_s)));
        QVERIFY(QDir{m_dir->path()}.mkpath(u"c/d"_s));
        QVERIFY(m_watcher->watch(folder(u"c/d"_s)));
        write(u"c.old/d/one"_s);
        write(u"c/d/two"_s);
        QCOMPARE(seenSoFar(), QStringList{u"d two"_s});
    }
};

QTEST_GUILESS_MAIN(TestFolderWatcher)
#include "test_folder_watcher.moc"
