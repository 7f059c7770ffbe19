// SPDX-License-Identifier: MIT
#include "core/base/utc_time.h"
#include "core/sessions/probes.h"

#include <QDir>
#include <QFile>
#include <QTemporaryDir>
#include <QTest>

using namespace tocsin;
using namespace Qt::StringLiterals;

class TestFileProbes final : public QObject
{
    Q_OBJECT

    QTemporaryDir m_dir;

    [[nodiscard]] QString path(const QString& name) const { return m_dir.filePath(name); }
    void write(const QString& name, const QByteArray& text) const
    {
        QVERIFY(QDir{}.mkpath(QFileInfo{path(name)}.path()));
        QFile file{path(name)};
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(text);
    }

private Q_SLOTS:
    void findsTheBranch()
    {
        write(u"repo/.git/HEAD"_s, "ref: refs/heads/feature/login\n");
        write(u"repo/src/deep/file"_s, "x");
        QCOMPARE(GitBranchProbe{}.branchOf(path(u"repo"_s)), u"feature/login"_s);
        QCOMPARE(GitBranchProbe{}.branchOf(path(u"repo/src/deep"_s)), u"feature/login"_s);
    }
    void followsAWorktreesFile()
    {
        write(u"main/.git/worktrees/wt/HEAD"_s, "ref: refs/heads/side\n");
        write(u"wt/.git"_s, "gitdir: " + path(u"main/.git/worktrees/wt"_s).toUtf8() + "\n");
        QCOMPARE(GitBranchProbe{}.branchOf(path(u"wt"_s)), u"side"_s);
    }
    void followsASubmodulesRelativeFile()
    {
        write(u"super/.git/modules/sub/HEAD"_s, "ref: refs/heads/inner\n");
        write(u"super/sub/.git"_s, "gitdir: ../.git/modules/sub\n");
        QCOMPARE(GitBranchProbe{}.branchOf(path(u"super/sub"_s)), u"inner"_s);
    }
    void knowsNoBranchWhereThereIsNone()
    {
        write(u"detached/.git/HEAD"_s, "3f2a9c\n");
        write(u"odd/.git"_s, "something else\n");
        QVERIFY(QDir{}.mkpath(path(u"plain"_s)));
        for (const QString& folder :
             {path(u"detached"_s), path(u"odd"_s), path(u"plain"_s), path(u"missing"_s), QString{}})
            QCOMPARE(GitBranchProbe{}.branchOf(folder), QString{});
    }
    void seesWhenATranscriptWasWritten()
    {
        write(u"t.jsonl"_s, "{}\n");
        const QDateTime time = utcAt(QDate{2026, 2, 1}, QTime{14, 0});
        QFile file{path(u"t.jsonl"_s)};
        QVERIFY(file.open(QIODevice::ReadWrite));
        QVERIFY(file.setFileTime(time, QFileDevice::FileModificationTime));
        file.close();
        QCOMPARE(FileTranscriptProbe{}.modifiedAt(path(u"t.jsonl"_s)), time);
        QVERIFY(!FileTranscriptProbe{}.modifiedAt(path(u"none.jsonl"_s)));
        QVERIFY(!FileTranscriptProbe{}.modifiedAt(m_dir.path()));
        QVERIFY(!FileTranscriptProbe{}.modifiedAt({}));
    }
};

QTEST_GUILESS_MAIN(TestFileProbes)
#include "test_file_probes.moc"
