// SPDX-License-Identifier: MIT
#include "core/ipc/paths.h"
#include "core/ipc/private_folder.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QTemporaryDir>
#include <QTest>

#include <sys/stat.h>
#include <unistd.h>

using namespace tocsin;
using namespace Qt::StringLiterals;

class TestIpcPaths final : public QObject
{
    Q_OBJECT

    static mode_t modeOf(const QString& path)
    {
        struct stat info
        {};
        return ::stat(QFile::encodeName(path).constData(), &info) == 0 ? info.st_mode & 07777 : 0;
    }

private Q_SLOTS:
    void socketFollowsTheEnvironment()
    {
        qputenv("XDG_RUNTIME_DIR", "/run/user/7");
        qunsetenv("TOCSIN_SOCKET");
        QCOMPARE(socketPath(), u"/run/user/7/tocsin/tocsin.sock"_s);
        QVERIFY(!socketPathFromEnvironment());
        qputenv("TOCSIN_SOCKET", "/tmp/other.sock");
        QCOMPARE(socketPath(), u"/tmp/other.sock"_s);
        QVERIFY(socketPathFromEnvironment());
        qputenv("TOCSIN_SOCKET", "relative.sock");
        QCOMPARE(socketPath(), u"/run/user/7/tocsin/tocsin.sock"_s);
        qunsetenv("TOCSIN_SOCKET");
    }

    void aRelativeOrEmptyRuntimeFolderIsIgnored()
    {
        qunsetenv("TOCSIN_SOCKET");
        qunsetenv("XDG_RUNTIME_DIR");
        const QString unset = socketPath();
        // Whether this machine has the user's own folder is not ours to decide.
        QVERIFY(unset == u"/tmp/tocsin-%1/tocsin.sock"_s.arg(::getuid()) ||
                unset == u"/run/user/%1/tocsin/tocsin.sock"_s.arg(::getuid()));
        for (const char* value : {"", "run/user/7", "."}) {
            qputenv("XDG_RUNTIME_DIR", value);
            QCOMPARE(socketPath(), unset);
        }
    }

    void aRuntimeFolderOfAnotherUserIsIgnored()
    {
        const QTemporaryDir dir;
        QString others = u"/"_s;
        if (::geteuid() == 0) {
            others = dir.path();
            QCOMPARE(::chown(QFile::encodeName(others).constData(), 1, 1), 0);
        }
        qputenv("XDG_RUNTIME_DIR", "");
        const QString unset = socketPath();
        qputenv("XDG_RUNTIME_DIR", QFile::encodeName(others));
        QCOMPARE(socketPath(), unset);
    }

    void stateFollowsTheEnvironment()
    {
        qputenv("XDG_STATE_HOME", "/var/state");
        QCOMPARE(spoolDir(), u"/var/state/tocsin/spool"_s);
        QCOMPARE(logDir(), u"/var/state/tocsin/log"_s);
        qputenv("XDG_STATE_HOME", "not/absolute");
        qputenv("HOME", "/home/ada");
        QCOMPARE(spoolDir(), u"/home/ada/.local/state/tocsin/spool"_s);
    }

    void pathFunctionsTouchNothing()
    {
        const QTemporaryDir dir;
        qputenv("XDG_STATE_HOME", QFile::encodeName(dir.path()));
        qputenv("XDG_RUNTIME_DIR", QFile::encodeName(dir.path()));
        static_cast<void>(socketPath() + spoolDir() + logDir());
        QVERIFY(QDir{dir.path()}.isEmpty());
    }

    void privateFolderIsMadeWithItsParents()
    {
        const QTemporaryDir dir;
        const QString path = dir.filePath(u"a/b/c"_s);
        QVERIFY(!makePrivateFolder(path));
        QCOMPARE(modeOf(path), mode_t{0700});
        QCOMPARE(modeOf(dir.filePath(u"a"_s)), mode_t{0700});
        QVERIFY(!makePrivateFolder(path));
    }

    void privateFolderIsClosedToOthers()
    {
        const QTemporaryDir dir;
        const QString path = dir.filePath(u"open"_s);
        QVERIFY(QDir{}.mkdir(path));
        QCOMPARE(::chmod(QFile::encodeName(path).constData(), 0777), 0);
        QVERIFY(!makePrivateFolder(path));
        QCOMPARE(modeOf(path), mode_t{0700});
    }

    void privateFolderIsNeitherAFileNorALink()
    {
        const QTemporaryDir dir;
        QFile file{dir.filePath(u"file"_s)};
        QVERIFY(file.open(QIODevice::WriteOnly));
        QCOMPARE(makePrivateFolder(file.fileName()), FolderError::NotAFolder);
        QCOMPARE(makePrivateFolder(file.fileName() + u"/below"_s), FolderError::CannotCreate);
        QVERIFY(QFile::link(dir.path(), dir.filePath(u"link"_s)));
        QCOMPARE(makePrivateFolder(dir.filePath(u"link"_s)), FolderError::NotAFolder);
    }

    void chosenFolderIsLeftAsItIs()
    {
        const QTemporaryDir dir;
        const QByteArray path = QFile::encodeName(dir.path());
        QCOMPARE(::chmod(path.constData(), 0755), 0);
        QVERIFY(!checkChosenFolder(dir.path()));
        QCOMPARE(modeOf(dir.path()), mode_t{0755});
        QCOMPARE(::chmod(path.constData(), 01777), 0);
        QVERIFY(!checkChosenFolder(dir.path())); // as /tmp
        QCOMPARE(::chmod(path.constData(), 0777), 0);
        QCOMPARE(checkChosenFolder(dir.path()), FolderError::NotPrivate);
    }
};

QTEST_GUILESS_MAIN(TestIpcPaths)
#include "test_ipc_paths.moc"
