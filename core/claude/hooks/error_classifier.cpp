// SPDX-License-Identifier: MIT
#include "core/claude/hooks/error_classifier.h"

#include "core/base/text.h"

#include <algorithm>

namespace tocsin {

using namespace Qt::StringLiterals;

namespace {

QRegularExpression insensitive(const QString& pattern)
{
    return QRegularExpression{pattern, QRegularExpression::CaseInsensitiveOption};
}

/// What Claude puts right by itself: it reads the message and looks elsewhere.
const QRegularExpression& mendable()
{
    static const QRegularExpression expression = insensitive(
        u"file not found|no such file|does not exist|syntax ?error|parse error|unexpected token|ambiguous "
        u"argument|"
        "(?:bad|unknown|invalid) (?:revision|reference|object)|not a valid|already exists|did not match any|"
        "not something we can merge"_s);
    return expression;
}

/// Lines that contain words about errors and are no error's message: results and names of tests, what they
/// expect, a compiler's or grep's `file:line`, counts, source code.
const QRegularExpression& noMessage()
{
    static const QRegularExpression expression = insensitive(QStringList{
        u"^(?:[✓✔√✗✘✖×●○•❯⎯|>#*]|//)"_s,
        u"^(?:PASS|PASSED|FAIL|FAILED|SKIPPED|XFAIL|OK)\\b[:! ]|^(?:not )?ok [0-9]|^---? |^=== "_s,
        u"^\\[ *(?:FAILED|RUN|OK|PASSED) *\\]|^[0-9]+\\) |^E \\S"_s,
        u"^[+-] ?(?!(?:ba|z|da|k)?sh:)['\"\\w]+[:=]"_s, // a difference; not -bash
        u"^(?:it|test|describe|def|func|fn|class|assert|return|throw|raise|const|let|var|if|print)\\b[ (.]"_s,
        u"^(?:expected|received|actual|got)\\b"_s,
        u"\\b(?:assert(?:ion(?:error)?|Equals?)?|expects?|expected|should|mock(?:ed|s)?)\\b"_s,
        u"\\bto(?:Equal|Throw|Contain|Be)\\b"_s,
        u"^\\S+\\.[a-z]\\w{0,4}(?:\\([0-9]+[,)]|[:-][0-9]+[:-])"_s,
        u"^\\S*test\\S*::"_s,
        u"^(?:find|grep|rg|fd|du|tree|ls|locate|ag): .*: permission denied$"_s,
    }
                                                                 .join(u'|'));
    return expression;
}

/// Earlier versions had these words as their patterns. Settings may still hold them: what Claude mends by
/// itself does not count for them, unlike for a pattern that is the user's own.
const QStringList& earlierBuiltInPatterns()
{
    static const QStringList patterns{u"permission denied"_s,
                                      u"rate limit"_s,
                                      u"fatal"_s,
                                      u"crash"_s,
                                      u"connection refused"_s,
                                      u"unauthorized"_s,
                                      u"npm ERR!"_s,
                                      u"install failed"_s,
                                      u"build failed"_s,
                                      u"no space left"_s,
                                      u"authentication failed"_s,
                                      u"out of memory"_s,
                                      u"timed out"_s,
                                      u"quota exceeded"_s};
    return patterns;
}

/// Colours and cursor movements; plainLine() would leave their visible half behind.
QString withoutTerminalCodes(QString text)
{
    static const QRegularExpression codes{u"\\x1b\\[[0-9;?]*[ -/]*[@-~]"_s};
    return text.remove(codes);
}

} // namespace

ErrorClassifier::ErrorClassifier(const QStringList& patterns)
{
    // To compile them takes longer than all else at the start.
    static const std::vector<Pattern> builtIn = [] {
        std::vector<Pattern> compiled;
        for (const QString& pattern : builtInPatterns())
            compiled.push_back({insensitive(pattern), Origin::BuiltIn});
        return compiled;
    }();
    if (patterns.isEmpty())
        m_patterns = builtIn;
    for (const QString& pattern : patterns) {
        QRegularExpression expression = insensitive(pattern);
        // An empty pattern would match every error.
        if (!expression.isValid() || pattern.isEmpty())
            m_badPatterns += pattern;
        else
            m_patterns.push_back({std::move(expression), earlierBuiltInPatterns().contains(pattern)
                                                             ? Origin::Earlier
                                                             : Origin::User});
    }
}

QStringList ErrorClassifier::builtInPatterns()
{
    // The message stands at the beginning of the line or after the names of who says it, and is no part of a
    // sentence: "git@github.com: Permission denied (publickey)."
    static const QString says = u"(?:^|[:\\])!] )"_s;
    static const QString end = u"(?=$|[.,:;!)]| ?[(\\[]| - | for | to | while )"_s;
    const auto message = [](const QStringList& words) {
        return says + u"(?:"_s + words.join(u'|') + u')' + end;
    };
    const auto start = [](const QStringList& words) { return u"^(?:"_s + words.join(u'|') + u')'; };
    const auto anywhere = [](const QStringList& words) {
        return u"\\b(?:"_s + words.join(u'|') + u")(?!\\w)"_s;
    };
    return {
        // rights
        message({u"permission denied"_s, u"access (?:is )?denied"_s, u"operation not permitted"_s,
                 u"denied"_s, u"EACCES"_s, u"requested access to the resource is denied"_s, u"must be root"_s,
                 u"insufficient (?:permissions?|privileges?|scopes?)"_s}),
        start(
            {u"(?:\\S+: )?permission to \\S+ denied\\b"_s, u"\\S+ is not in the sudoers file"_s,
             u"sudo: (?:a password is required|a terminal is required|no tty present|.* is not in the sudoers)"_s,
             u"sorry, (?:user .* may not run sudo|try again)"_s}),
        anywhere({u"are you root\\?"_s, u"requires superuser privilege"_s, u"must be run as root"_s,
                  u"run under the root user"_s,
                  u"(?:AccessDenied(?:Exception)?|UnauthorizedOperation|PermissionDenied)(?=\\)|:)"_s}),
        // login
        message({u"(?:password )?authentication fail(?:ed|ure)"_s, u"login failed"_s, u"bad credentials"_s,
                 u"invalid credentials"_s, u"unauthenticated"_s, u"unauthorized"_s, u"forbidden"_s,
                 u"not logged in"_s, u"token (?:has )?expired"_s, u"requires authentication"_s,
                 u"(?:invalid|incorrect) (?:username or password|api key|access token)"_s}),
        u"(?:^|[:\\]!] |\\bHTTP(?:/[0-9.]+)? |\\bstatus(?: code)?:? |\\berror:? |\\bcode )(?:40[13] "
        u")?40[13][: ]{1,2}"
        "\\(?(?:unauthorized|forbidden|client error)"_s,
        says + u"request failed with status code (?:401|403|407|429)\\b"_s,
        anywhere({u"returned error: (?:401|403|407|429)"_s, u"could not read (?:username|password) for"_s,
                  u"terminal prompts disabled"_s, u"support for password authentication was removed"_s,
                  u"unable to locate credentials"_s, u"could not (?:find|load) (?:default )?credentials"_s,
                  u"security token included in the request is (?:expired|invalid)"_s,
                  u"SSO session .*(?:expired|invalid)"_s, u"ExpiredToken(?:Exception)?"_s,
                  u"InvalidClientTokenId"_s, u"you (?:must|need to) be logged in"_s,
                  u"requires a one-time password"_s,
                  u"permission denied \\((?:publickey|password|keyboard)"_s}),
        u"\\(unauthorized\\)$|^(?:\\S+ ){0,4}unauthorized: "_s,
        u"\"message\": ?\"(?:bad credentials|requires authentication|api rate limit exceeded|unauthorized)"_s,
        u"(?:^|run:? +|with:? +|using +|try +|[`'\"])(?:gh auth|gcloud auth|az|aws "
        u"sso|npm|docker|vercel|netlify|"
        "firebase|fly auth|heroku|wrangler) login\\b"_s,
        start({u"please (?:log ?in|sign in|run .* login)\\b"_s, u"host key verification failed"_s,
               u".{0,4}warning: remote host identification has changed"_s}),
        // git, databases, daemons
        start({u"(?:remote: )?fatal: "_s,
               u"(?:remote: )?error: (?:failed to push some refs|GH[0-9]{3}:|.*protected branch)"_s}),
        u"(?:^|[:\\]] )(?-i:FATAL(?: ERROR)?): "_s,
        anywhere({u"cannot connect to the docker daemon"_s, u"could not get lock"_s,
                  u"unable to acquire the dpkg"_s}),
        // network
        message({u"(?:connect(?:ion)? )?E(?:CONNREFUSED|CONNRESET|TIMEDOUT|HOSTUNREACH|NETUNREACH)\\b"
                 "(?: [0-9a-f:.\\[\\]]+(?::[0-9]+)?)?"_s,
                 u"connection refused"_s, u"(?:connection|operation) timed out"_s, u"no route to host"_s,
                 u"network is unreachable"_s, u"temporary failure in name resolution"_s,
                 u"could not resolve host(?:name)?(?:(?::| ) ?\\S+)?"_s, u"name or service not known"_s}),
        anywhere({u"(?:getaddrinfo|queryA) (?:ENOTFOUND|EAI_AGAIN)"_s}),
        start({u"command timed out after\\b"_s}),
        // limits
        says + u"(?:HTTP )?(?:(?:error )?429[: ]+)?"
               "(?:(?:api |secondary |pull )?rate limit(?: has been)? (?:exceeded|reached)|too many requests|"
               "rate ?limited)\\b"_s,
        anywhere({u"(?:hit|reached) your (?:pull )?rate limit"_s,
                  u"exceeded (?:a |the |your )(?:secondary )?rate limit"_s, u"HTTP(?:/[0-9.]+)? 429"_s}),
        message({u"(?:disk )?quota exceeded"_s, u"insufficient_quota"_s, u"you exceeded your current quota"_s,
                 u"\\w*QuotaExceeded\\w*"_s}),
        // the machine
        message({u"no space left on device"_s, u"ENOSPC"_s, u"out of memory"_s, u"cannot allocate memory"_s,
                 u"read-only file system"_s, u"(?:signal: )?killed"_s, u"MemoryError"_s,
                 u"\\S*OutOfMemoryError"_s}),
        anywhere({u"heap out of memory"_s, u"CUDA out of memory"_s}),
        start({u"exit code 137$"_s, u"\\S+: line [0-9]+: +[0-9]+ killed\\b"_s}),
        // packages and builds
        anywhere({u"npm (?:ERR!|error) code "
                  u"E(?:401|402|403|429|NEEDAUTH|OTP|ACCES|PERM|NOSPC|CONNREFUSED|CONNRESET|"
                  "TIMEDOUT|NOTFOUND|AI_AGAIN)"_s,
                  u"ERR_PNPM_FETCH_(?:401|403|429)"_s}),
        start({u"(?:error: )?(?:install(?:ation)?|build) failed(?=$|[.:!]| in )"_s}),
    };
}

bool ErrorClassifier::isBlocking(const QString& line) const
{
    const bool isMendable = mendable().match(line).hasMatch();
    const bool isMessage = !noMessage().match(line).hasMatch();
    return std::any_of(m_patterns.begin(), m_patterns.end(), [&](const Pattern& pattern) {
        const bool counts = pattern.origin == Origin::User ||
                            (!isMendable && (isMessage || pattern.origin == Origin::Earlier));
        return counts && pattern.expression.match(line).hasMatch();
    });
}

std::optional<QString> ErrorClassifier::blockingLine(const QString& error) const
{
    const QStringList lines = withoutTerminalCodes(error).split(u'\n', Qt::SkipEmptyParts);
    for (const QString& line : lines) {
        if (const QString plain = plainLine(line); isBlocking(plain))
            return elided(plain, MaxErrorText);
    }
    return {};
}

} // namespace tocsin
