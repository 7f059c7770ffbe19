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
    void knowsTheMessagesOfBlockingErrors_data()
    {
        QTest::addColumn<QString>("line");
        for (const char* const line : {
                 "npm publish: permission denied",
                 "bash: /x: Permission denied",
                 "bash: line 1: /etc/hosts: Permission denied",
                 "-bash: ./deploy.sh: Permission denied",
                 "PermissionError: [Errno 13] Permission denied: '/var/lib/x'",
                 "Error: EACCES: permission denied, mkdir '/usr/local/lib/node_modules/x'",
                 "mkdir: cannot create directory '/opt/x': Permission denied",
                 "error: could not write to target/debug: Permission denied (os error 13)",
                 "git@github.com: Permission denied (publickey).",
                 "Permission denied (publickey).",
                 "permission denied (publickey)",
                 "remote: Permission to example/shop.git denied to ann.",
                 "ERROR:  permission denied for table users",
                 "permission denied while trying to connect to the Docker daemon socket at "
                 "unix:///var/run/docker.sock",
                 "denied: requested access to the resource is denied",
                 "chown: changing ownership of '/x': Operation not permitted",
                 "sudo: a password is required",
                 "sudo: a terminal is required to read the password; either use the -S option",
                 "sudo: no tty present and no askpass program specified",
                 "ann is not in the sudoers file.  This incident will be reported.",
                 "dpkg: error: requested operation requires superuser privilege",
                 "E: Could not open lock file /var/lib/dpkg/lock-frontend - open (13: Permission denied)",
                 "E: Unable to acquire the dpkg frontend lock (/var/lib/dpkg/lock-frontend), are you root?",
                 "fatal: could not read from remote repository",
                 "fatal: Could not read from remote repository.",
                 "fatal: could not read Username for 'https://github.com': terminal prompts disabled",
                 "fatal: Authentication failed for 'https://github.com/example/shop.git/'",
                 "fatal: unable to access 'https://github.com/x/': Could not resolve host: github.com",
                 "fatal: not a git repository (or any of the parent directories): .git",
                 "fatal: worker crash",
                 "remote: Authentication failed",
                 "remote: Support for password authentication was removed on August 13, 2021.",
                 "Host key verification failed.",
                 "error: failed to push some refs to 'github.com:example/shop.git'",
                 "psql: error: connection to server at \"db\" (10.0.0.5), port 5432 failed: FATAL:  password "
                 "authentication failed for user \"shop\"",
                 "FATAL ERROR: Reached heap limit Allocation failed - JavaScript heap out of memory",
                 "Error: connect ECONNREFUSED 127.0.0.1:5432",
                 "Error: connect ECONNREFUSED ::1:6379",
                 "curl: (7) Failed to connect to localhost port 3000 after 0 ms: Connection refused",
                 "ssh: connect to host build.example.org port 22: Connection refused",
                 "dial tcp 127.0.0.1:5432: connect: connection refused",
                 "connection refused",
                 "ssh: connect to host build.example.org port 22: Connection timed out",
                 "ssh: Could not resolve hostname build: Name or service not known",
                 "curl: (6) Could not resolve host: api.example.org",
                 "Error: getaddrinfo ENOTFOUND db.example.org",
                 "Cannot connect to the Docker daemon at unix:///var/run/docker.sock. Is the docker daemon "
                 "running?",
                 "Command timed out after 2m 0s",
                 "write: No space left on device",
                 "No space left on device",
                 "OSError: [Errno 28] No space left on device",
                 "cp: error writing '/x': No space left on device",
                 "npm ERR! code ENOSPC",
                 "npm ERR! code E401",
                 "npm ERR! code EACCES",
                 "npm error code E403",
                 "npm ERR! 403 403 Forbidden - PUT https://registry.example.org/x - not allowed",
                 "npm ERR! 403 Forbidden",
                 "npm error code ENEEDAUTH",
                 "ERR_PNPM_FETCH_401 GET https://registry.example.org/x: Unauthorized - 401",
                 "Killed",
                 "bash: line 1:  4711 Killed                  node build.js",
                 "signal: killed",
                 "java: Out of memory",
                 "java.lang.OutOfMemoryError: Java heap space",
                 "fork: Cannot allocate memory",
                 "torch.OutOfMemoryError: CUDA out of memory. Tried to allocate 2.00 GiB",
                 "HTTP 401 Unauthorized",
                 "HTTP/1.1 401 Unauthorized",
                 "401 Unauthorized",
                 "Error: 401 Unauthorized",
                 "Error: Request failed with status code 401",
                 "curl: (22) The requested URL returned error: 403",
                 "error: You must be logged in to the server (Unauthorized)",
                 "Error response from daemon: Get \"https://registry.example.org/v2/\": unauthorized: "
                 "authentication required",
                 "429 Too Many Requests",
                 "HTTP 429: Too Many Requests",
                 "429: Rate limit exceeded",
                 "Error: API rate limit exceeded for user ID 4711.",
                 "gh: API rate limit exceeded for 203.0.113.5. (HTTP 403)",
                 "toomanyrequests: You have reached your pull rate limit.",
                 "{\"message\":\"Bad "
                 "credentials\",\"documentation_url\":\"https://docs.github.com/rest\",\"status\":\"401\"}",
                 "To get started with GitHub CLI, please run:  gh auth login",
                 "gh: To use GitHub CLI in a GitHub Actions workflow, or: run `gh auth login`",
                 "Unable to locate credentials. You can configure credentials by running \"aws configure\".",
                 "An error occurred (ExpiredToken) when calling the ListBuckets operation: The provided "
                 "token has expired.",
                 "An error occurred (AccessDenied) when calling the PutObject operation: Access Denied",
                 "ERROR: Please run 'az login' to setup account.",
                 "Disk quota exceeded",
                 "Error: You exceeded your current quota, please check your plan and billing details.",
                 "touch: cannot touch '/x': Read-only file system",
                 "BUILD FAILED in 3s",
                 "Install failed",
             })
            QTest::newRow(line) << QString::fromUtf8(line);
    }
    void knowsTheMessagesOfBlockingErrors()
    {
        QFETCH(QString, line);
        QCOMPARE(ErrorClassifier{}
                     .blockingLine(u"Exit code 1\nsome output\n  "_s + line + u"\nmore"_s)
                     .value_or(u"(none)"_s),
                 line.simplified());
    }
    void leavesToClaudeWhatOnlyHasTheirWords_data()
    {
        QTest::addColumn<QString>("line");
        for (const char* const line : {
                 "tests/test_crash_recovery.py",
                 "FAILED tests/test_crash_recovery.py::test_restart - assert 1 == 2",
                 "tests/test_crash_recovery.py:41: AssertionError",
                 "returns 401 unauthorized",
                 "✓ returns 401 unauthorized (12 ms)",
                 "✗ returns 401 unauthorized when the token is missing",
                 "● login › returns 401 Unauthorized for a wrong password",
                 "not ok 3 - returns 401 unauthorized",
                 "it('returns 401 unauthorized', async () => {",
                 "expected 200 \"OK\", got 401 \"Unauthorized\"",
                 "Error: expected 200 \"OK\", got 401 \"Unauthorized\"",
                 "AssertionError: expected [Function] to throw 'Permission denied'",
                 "E   PermissionError: [Errno 13] Permission denied: '/x'",
                 "--- FAIL: TestPermissionDenied (0.00s)",
                 "FAIL src/auth/unauthorized.test.ts",
                 "[  FAILED  ] Server.ConnectionRefused (3 ms)",
                 "0 fatal, 3 errors",
                 "3 errors, 0 fatal, 12 warnings",
                 "fatal_error_page.tsx(12,5): error TS2322: Type 'string' is not assignable",
                 "src/fatal_error_page.tsx:12:5 - error TS2322: Type 'string' is not assignable",
                 "src/crash.c:12:3: error: 'x' undeclared",
                 "main.c:3:10: fatal error: too many errors emitted, stopping now",
                 "fatal error: too many errors emitted, stopping now [-ferror-limit=]",
                 "foo.h:1:10: fatal error: bar.h: No such file or directory",
                 "grep: … connection refused is retried",
                 "docs/network.md:14:A connection refused is retried three times.",
                 "A connection that was refused: connection refused is retried",
                 "README.md-12-permission denied",
                 "// fatal: this must never happen",
                 "# fatal: unused",
                 "> 12 | throw new Error(\"Permission denied: x\")",
                 "throw new Error('fatal: no config')",
                 "raise PermissionError(\"Permission denied: read only\")",
                 "if \"out of memory\" in line:",
                 "find: '/root': Permission denied",
                 "grep: /etc/shadow: Permission denied",
                 "The rate limit of the API is 5000 requests an hour",
                 "x-ratelimit-limit: 60",
                 "handles rate limit exceeded errors",
                 "test_rate_limit_exceeded PASSED",
                 "rate_limit_test.go:33: got 200, want 429",
                 "PASS: too many requests are refused",
                 "the server crashed",
                 "crash-reporter@2.1.0 added",
                 "npm ERR! Test failed. See above for more details.",
                 "npm ERR! code ELIFECYCLE",
                 "npm error Lifecycle script `build` failed with error:",
                 "npm warn deprecated fatal-errors@1.0.0",
                 "File not found: a.txt",
                 "cat: crash.log: No such file or directory",
                 "fatal: path 'x' does not exist in 'HEAD'",
                 "fatal: ambiguous argument 'mian': unknown revision or path not in the working tree.",
                 "fatal: A branch named 'x' already exists.",
                 "bash: syntax error near 'fatal'",
                 "SyntaxError: Unexpected token",
                 "3:7 error 'x' is not defined no-undef",
                 "Tests: 3 failed, 20 passed",
                 "Exit code 1",
                 "Exit code 127",
                 "bash: foo: command not found",
                 "some output",
                 "ModuleNotFoundError: No module named 'killed'",
                 "killed 3 stale processes",
                 "Process was killed by the test on purpose",
                 "GET /login 401 Unauthorized 3ms",
                 "[mock] 429 Too Many Requests",
                 "mocked response: 429 Too Many Requests",
                 "timed out waiting for the element to appear",
                 "build failed because of 2 errors in the form below",
                 "const unauthorized = new Error('Unauthorized');",
                 "Segmentation fault (core dumped)",
                 "TypeError: Cannot read properties of undefined (reading 'denied')",
                 "Authentication failed is shown when the password is wrong",
             })
            QTest::newRow(line) << QString::fromUtf8(line);
        QTest::newRow("nothing") << QString{};
    }
    void leavesToClaudeWhatOnlyHasTheirWords()
    {
        QFETCH(QString, line);
        QCOMPARE(ErrorClassifier{}.blockingLine(u"Exit code 1\n"_s + line).value_or(u"(none)"_s),
                 u"(none)"_s);
    }
    void findsTheLineAmongOthers_data()
    {
        QTest::addColumn<QString>("error");
        QTest::addColumn<QString>("line");
        QTest::newRow("test output with a blocking one")
            << u"Tests: 3 failed\nfatal: worker crash"_s << u"fatal: worker crash"_s;
        QTest::newRow("a harmless line beside a blocking one")
            << u"x: No such file or directory\nnpm ERR! code E401"_s << u"npm ERR! code E401"_s;
        QTest::newRow("colours are not kept")
            << u"\x1b[31mfatal:\x1b[0m red\t alert"_s << u"fatal: red alert"_s;
        QTest::newRow("line ends of Windows") << u"Exit code 1\r\nKilled\r\n"_s << u"Killed"_s;
    }
    void findsTheLineAmongOthers()
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
    void theWordsOfEarlierVersionsStillMatchAnywhere()
    {
        const ErrorClassifier classifier{{u"crash"_s, u"unauthorized"_s}};
        QVERIFY(classifier.blockingLine(u"the server crashed"_s));
        QVERIFY(classifier.blockingLine(u"returns 401 unauthorized"_s));
        QVERIFY(!classifier.blockingLine(u"cat: crash.log: No such file or directory"_s));
    }
    void itsOwnPatternsAreRegularExpressions() { QVERIFY(ErrorClassifier{}.badPatterns().isEmpty()); }
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
