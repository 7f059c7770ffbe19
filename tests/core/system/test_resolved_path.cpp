// SPDX-License-Identifier: MIT
#include "core/system/resolved_path.h"

#include <QDir>
#include <QFile>
#include <QTemporaryDir>
#include <QTest>

using namespace tocsin;
using namespace Qt::StringLiterals;

class TestResolvedPath final : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void followsLinks()
    {
        const QTemporaryDir folder;
        const QDir top{QDir{folder.path()}.canonicalPath()};
        const auto at = [&](const QString& name) { return top.filePath(name); };
        QVERIFY(top.mkpath(u"keys"_s));
        QVERIFY(QFile{at(u"keys/there"_s)}.open(QIODevice::WriteOnly));
        QVERIFY(QFile::link(u"keys"_s, at(u"folder"_s)));
        QVERIFY(QFile::link(u"keys/there"_s, at(u"file"_s)));
        QVERIFY(QFile::link(u"keys/later"_s, at(u"dangling"_s)));
        QVERIFY(QFile::link(u"dangling"_s, at(u"twice"_s)));
        QVERIFY(QFile::link(u"round"_s, at(u"round"_s)));

        QCOMPARE(resolvedPath(at(u"keys/there"_s)), at(u"keys/there"_s));
        QCOMPARE(resolvedPath(at(u"file"_s)), at(u"keys/there"_s));
        QCOMPARE(resolvedPath(at(u"folder/there"_s)), at(u"keys/there"_s));
        QCOMPARE(resolvedPath(at(u"folder/new"_s)), at(u"keys/new"_s));
        QCOMPARE(resolvedPath(at(u"folder/new/deep/file"_s)), at(u"keys/new/deep/file"_s));
        QCOMPARE(resolvedPath(at(u"dangling"_s)), at(u"keys/later"_s));
        QCOMPARE(resolvedPath(at(u"twice"_s)), at(u"keys/later"_s));
        QCOMPARE(resolvedPath(at(u"keys/../folder/there"_s)), at(u"keys/there"_s));
        QCOMPARE(resolvedPath(at(u"new/file"_s)), at(u"new/file"_s));
        QCOMPARE(resolvedPath(at(u"round"_s)), at(u"round"_s));
        QCOMPARE(resolvedPath(u"/"_s), u"/"_s);
    }
};

QTEST_APPLESS_MAIN(TestResolvedPath)
#include "test_resolved_path.moc"
