// SPDX-License-Identifier: MIT
#include "core/base/text.h"
#include "core/claude/hooks/error_classifier.h"

#include <QTest>

using namespace tocsin;
using namespace Qt::StringLiterals;

class TestErrorClassifier final : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void tellsWhatBlocks_data()
    {
        QTest::addColumn<QString>("error");
        QTest::addColumn<QString>("line");
        const QString no;
        QTest::newRow("permission denied")
            << u"Exit code 1\nbash: /etc/x: Permission denied"_s << u"bash: /etc/x: Permission denied"_s;
        QTest::newRow("rate limit") << u"429: Rate limit exceeded"_s << u"429: Rate limit exceeded"_s;
        QTest::newRow("fatal") << u"fatal: not a git repository"_s << u"fatal: not a git repository"_s;
        QTest::newRow("crash") << u"the server crashed"_s << u"the server crashed"_s;
        QTest::newRow("connection refused")
            << u"connect ECONNREFUSED\nconnection refused"_s << u"connection refused"_s;
        QTest::newRow("unauthorized") << u"401 Unauthorized"_s << u"401 Unauthorized"_s;
        QTest::newRow("authentication failed")
            << u"remote: Authentication failed"_s << u"remote: Authentication failed"_s;
        QTest::newRow("npm ERR!") << u"npm notice\nnpm ERR! code E403"_s << u"npm ERR! code E403"_s;
        QTest::newRow("install failed") << u"Install failed"_s << u"Install failed"_s;
        QTest::newRow("build failed") << u"BUILD FAILED in 3s"_s << u"BUILD FAILED in 3s"_s;
        QTest::newRow("no space left")
            << u"write: No space left on device"_s << u"write: No space left on device"_s;
        QTest::newRow("out of memory") << u"java: Out of memory"_s << u"java: Out of memory"_s;
        QTest::newRow("timed out") << u"Command timed out after 2m"_s << u"Command timed out after 2m"_s;
        QTest::newRow("quota exceeded") << u"Disk quota exceeded"_s << u"Disk quota exceeded"_s;

        QTest::newRow("file not found") << u"File not found: a.txt"_s << no;
        QTest::newRow("no such file") << u"cat: crash.log: No such file or directory"_s << no;
        QTest::newRow("does not exist") << u"fatal: path 'x' does not exist in 'HEAD'"_s << no;
        QTest::newRow("syntax error") << u"bash: syntax error near 'fatal'"_s << no;
        QTest::newRow("SyntaxError") << u"SyntaxError: Unexpected token"_s << no;
        QTest::newRow("lint output") << u"3:7 error 'x' is not defined no-undef"_s << no;
        QTest::newRow("test output") << u"Tests: 3 failed, 20 passed"_s << no;
        QTest::newRow("exit code only") << u"Exit code 3\nsome output\nsome error"_s << no;
        QTest::newRow("empty") << u""_s << no;

        QTest::newRow("test output with one of the above")
            << u"Tests: 3 failed\nfatal: worker crash"_s << u"fatal: worker crash"_s;
        QTest::newRow("a harmless line beside a blocking one")
            << u"x: No such file or directory\nnpm ERR! gone"_s << u"npm ERR! gone"_s;
        QTest::newRow("colours are not kept")
            << u"\x1b[31mfatal:\x1b[0m red\t alert"_s << u"fatal: red alert"_s;
    }
    void tellsWhatBlocks()
    {
        QFETCH(QString, error);
        QFETCH(QString, line);
        QCOMPARE(ErrorClassifier{}.blockingLine(error).value_or(QString{}), line);
    }
    void cutsLongLines()
    {
        const auto line = ErrorClassifier{}.blockingLine(u"fatal: "_s + QString{2000, u'x'});
        QVERIFY(line);
        QCOMPARE(line->size(), MaxErrorText);
    }
    void theUsersListReplacesTheBuiltInOne()
    {
        const ErrorClassifier classifier{{u"licen[cs]e expired"_s}};
        QVERIFY(classifier.blockingLine(u"Your LICENCE expired"_s));
        QVERIFY(!classifier.blockingLine(u"fatal: x"_s));
    }
    void theUsersOwnPatternMayBlockOnHarmlessWords()
    {
        const ErrorClassifier classifier{{u"does not exist"_s, u"fatal"_s}};
        QVERIFY(classifier.blockingLine(u"table users does not exist"_s));
        QVERIFY(!classifier.blockingLine(u"fatal: no such file"_s));
    }
    void reportsAndIgnoresWhatIsNoRegularExpression()
    {
        const ErrorClassifier classifier{{u"("_s, u""_s, u"boom"_s}};
        QCOMPARE(classifier.badPatterns(), (QStringList{u"("_s, u""_s}));
        QVERIFY(classifier.blockingLine(u"boom"_s));
        QVERIFY(!classifier.blockingLine(u"anything"_s));
    }
};

QTEST_GUILESS_MAIN(TestErrorClassifier)
#include "test_error_classifier.moc"
