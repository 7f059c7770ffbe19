// SPDX-License-Identifier: MIT
#include "server/domain/random_word.h"
#include "server/domain/text.h"

#include <Poco/Exception.h>
#include <Poco/RegularExpression.h>

#include <algorithm>
#include <memory>
#include <string>
#include <vector>

namespace tocsin::server {

namespace {

constexpr int Options = Poco::RegularExpression::RE_UTF8;

/// A Perl regular expression over UTF-8, cheap to copy.
class Expression final
{
public:
    using Groups = Poco::RegularExpression::MatchVec;

    explicit Expression(const std::string& pattern, int options = Options)
        : m_expression{std::make_shared<const Poco::RegularExpression>(pattern, options)}
    {}

    /// Replaces each match in `text` by what `instead` makes of its groups.
    template<typename Function>
    [[nodiscard]] std::string replaced(const std::string& text, Function instead) const
    {
        std::string result;
        size_t from = 0;
        Groups groups;
        while (from < text.size() && m_expression->match(text, from, groups) > 0 && groups[0].length > 0) {
            result.append(text, from, groups[0].offset - from).append(instead(groups));
            from = groups[0].offset + groups[0].length;
        }
        return result.append(text, from);
    }
    [[nodiscard]] bool matches(const std::string& text) const
    {
        Groups groups;
        return m_expression->match(text, 0, groups) > 0;
    }

private:
    std::shared_ptr<const Poco::RegularExpression> m_expression;
};

Expression sensitive(const std::string& pattern)
{
    return Expression{pattern};
}

Expression insensitive(const std::string& pattern)
{
    return Expression{pattern, Options | Poco::RegularExpression::RE_CASELESS};
}

constexpr auto Link = "[link]";
constexpr auto Secret = "[secret]";
constexpr auto Number = "[number]";

/// Secrets that are announced. The first group stays, the rest of the match is the secret.
const std::vector<Expression>& announced()
{
    // A value: not an option, not a variable or a placeholder, not masked before, no call of a function.
    static const std::string value = R"((?![-$%*<{(\[]|process\.|os\.|env\.|secrets\.|await |new |[\w.]+\())"
                                     R"((?:(?<=")[^"]+|(?<=')[^']+|[^\s"'<>|;&,)}\]]+))";
    // The same after `key =`, where a number, a word of code or a path is none.
    static const std::string keyValue =
        R"((?!(?:true|false|null|none|undefined|nil|yes|no|on|off|required|[0-9]{1,6})(?![\w.-])))"
        R"((?!(?:~|\.{1,2})?/(?![A-Za-z0-9+/]{39}(?![A-Za-z0-9+/.]))))" +
        value;
    static const std::string name =
        "(?<![A-Za-z0-9])[\\w.-]*(?:password|passwd|passphrase|passcode|secret|token|api_?key|"
        "access_?key(?:_?id)?|secret_?key|private_?key|encryption_?key|signing_?key|master_?key|"
        "account_?key|auth_?key|shared_?access_?key|credential|connection_?string|_pass|_pwd)"
        "(?:_?[0-9]+|_(?:id|prod|dev|test|staging|live|old|new|value|base64|b64|hex))?";
    static const std::vector<Expression> all{
        // Authorization: Basic x, PRIVATE-TOKEN: x, Cookie: a=b; c=d
        insensitive(
            "(\\b(?:proxy-)?authorization[\"']?\\s*[:=]\\s*[\"']?(?:(?:bearer|basic|token|digest|apikey|"
            "negotiate)\\s++)?+)(?![*$])[^\\s\"',]+"),
        insensitive("(\\b(?:x-[a-z-]*(?:key|token|secret|auth)|private-token|job-token|api-?key)[\"']?\\s*:"
                    "\\s*[\"']?)"
                    "(?![*$])[^\\s\"',]{4,}"),
        insensitive("(\\b(?:set-)?cookie:\\s*+)(?![*$])[^\"']+"),
        insensitive("(\\bbearer\\s+)(?![*$]|tokens?\\b|auth|credentials?\\b|scheme\\b|of\\b)[^\\s\"',]{4,}"),
        // ?token=x, &sig=x
        insensitive("([?&#](?:[a-z]+[_-])*(?:token|key|apikey|secret|password|passwd|pwd|sig|signature|code|"
                    "auth|jwt|"
                    "sid|session|credential)=)(?!\\*)[^\\s&#\"']+"),
        // --password x, --api-key=x
        insensitive("((?<![\\w-])--?(?:[a-z0-9]+-)*(?:password|passwd|passphrase|pass|pwd|secret|token|"
                    "apikey|key|pin|"
                    "otp|credentials?)(?:=|:|\\s+)\\s*[\"']?)(?!(?:~|\\.{1,2})?/)(?=[^\\s\"']{3})" +
                    value),
        // PGPASSWORD=x, github_token: "x", {"secret": "x"}
        insensitive("(" + name + "\\s*:?=\\s*[\"']?)" + keyValue),
        insensitive("(" + name + "\\\\?[\"']\\s*(?::|=>)\\s*\\\\?[\"']?)" + keyValue),
        insensitive("(" + name + "\\s*(?::|=>)\\s*[\"'])" + keyValue),
        insensitive("(" + name + "\\s*(?::|=>)\\s*)(?=\\S*[0-9]|\\S{20})(?=\\S{6})" + keyValue),
        insensitive("((?<![A-Za-z0-9])(?:[\\w.-]+[_-])?(?:pass|pin|otp|dsn)=[\"']?)(?=\\S{4})" + keyValue),
        insensitive(
            "((?<![A-Za-z0-9])(?:[\\w.-]+[_-])?(?:auth|key|salt)=[\"']?)(?=\\S*[0-9]|\\S{16})(?=\\S{4})" +
            keyValue),
        // programs that take it in a way of their own
        sensitive("(\\b(?:mysql\\w*|mariadb[\\w-]*|mycli)\\b[^|;&]*?\\s-p[\"']?)" + value),
        sensitive("(\\b(?:7z[ar]?|rar|unrar)\\b[^|;&]*?\\s-p[\"']?)" + value),
        sensitive("(\\bsshpass\\s+-p\\s*[\"']?)" + value),
        sensitive("(\\b(?:docker|podman|nerdctl|helm registry|oras|skopeo|crane|az|oc|cf)\\s+login\\b[^|;&]*?"
                  "\\s-p\\s*[\"']?)" +
                  value),
        sensitive("(\\bmongo(?:sh|dump|restore|export|import)?\\b[^|;&]*?\\s-p\\s*[\"']?)" + value),
        sensitive("(\\b(?:redis-cli|valkey-cli)\\b[^|;&]*?\\s-a\\s*[\"']?)" + value),
        sensitive("(\\b(?:sqlcmd|bcp|zip|unzip|zipcloak)\\b[^|;&]*?\\s-P\\s*[\"']?)" + value),
        sensitive("(\\bldap(?:search|modify|add|delete|passwd|whoami)\\b[^|;&]*?\\s-w\\s*[\"']?)" + value),
        sensitive("(\\bsmbclient\\b[^|;&]*?\\s-U\\s*[\"']?[^\\s%]+%)" + value),
        sensitive("(\\bhtpasswd\\b\\s+-\\w*b\\w*\\s+(?:-\\S+\\s+)*\\S+\\s+\\S+\\s+[\"']?)" + value),
        sensitive(
            "(\\b(?:curl|https?|xh|wget|curlie)\\b[^|;&]*?\\s(?:-\\w*u|--user|--proxy-user|-U|-a|--auth)"
            "[ =]?[\"']?[^\\s:\"'=/]+:)(?!//)" +
            value),
        sensitive("(\\bpass:)(?=\\S{4})" + value),
        sensitive(
            "(\\becho\\s+(?:-n\\s+)?[\"']?)(?![$*])[^\\s\"'|]+(?=[\"']?\\s*\\|\\s*(?:sudo\\s+-S|chpasswd|"
            "passwd|\\S+\\s+login\\b.*--password-stdin))"),
        // ann:x@host, but not image:tag@sha256:… nor npm:name@1.0
        sensitive("((?<![\\w./:@-])(?!npm:|jsr:|workspace:|file:|link:|git:)[A-Za-z][\\w.-]*:)(?![*$/])"
                  "[^\\s:@/\"']{4,}(?=@(?!sha256)[A-Za-z][\\w.-]*)"),
    };
    return all;
}

/// Keys and tokens with a shape of their own.
const Expression& knownShapes()
{
    static const Expression expression{
        "-----BEGIN [A-Z0-9 ]*PRIVATE KEY(?: BLOCK)?-----.*?(?:-----END [A-Z0-9 ]*PRIVATE KEY(?: "
        "BLOCK)?-----|$)"
        "|\\b(?:"
        "(?:AKIA|ASIA|AROA|AIDA|AGPA|ANPA|ABIA|ACCA)[A-Z0-9]{16}(?![A-Za-z0-9])"
        "|gh[pousr]_[A-Za-z0-9]{16,}|github_pat_\\w{16,}"
        "|gl(?:pat|ptt|dt|rt|cbt|ft|agent|oas|soat|imt)-[\\w-]{16,}"
        "|xox[abeoprs]-[\\w-]{10,}|xapp-[\\w-]{16,}|hooks\\.slack\\.com/services/[\\w/]+"
        "|[rsp]k_(?:live|test)_\\w{10,}|whsec_[\\w+/=]{16,}"
        "|sk-(?:ant|proj|or|svcacct|admin)-[\\w-]{8,}|sk-(?=[\\w-]*[0-9])[A-Za-z0-9_]{20,}[\\w-]*|gsk_\\w{20,"
        "}|xai-\\w{20,}"
        "|AIza[\\w-]{30,}|ya29\\.[\\w-]{20,}|GOCSPX-[\\w-]{20,}"
        "|npm_[A-Za-z0-9]{16,}|pypi-[\\w-]{20,}|hf_[A-Za-z0-9]{20,}|r8_[A-Za-z0-9]{20,}"
        "|do[opr]_v1_[a-f0-9]{20,}|dckr_pat_[\\w-]{16,}|glsa_\\w{20,}|tskey-[\\w-]{16,}|sbp_[a-f0-9]{20,}"
        "|(?:AC|SK)[0-9a-f]{32}(?![0-9A-Za-z])|SG\\.[\\w-]{16,}\\.[\\w-]{16,}|key-[0-9a-f]{32}"
        "|[0-9]{8,10}:[A-Za-z0-9_-]{35}(?![\\w-])"
        "|hvs\\.[\\w-]{20,}|dp\\.[a-z]+\\.\\w{20,}|lin_api_\\w{20,}|ntn_\\w{20,}|secret_[A-Za-z0-9]{30,}|"
        "dapi[0-9a-f]{32}"
        "|shp(?:at|ca|pa|ss)_[0-9a-fA-F]{20,}|ATATT3[\\w=-]{20,}|PMAK-[\\w-]{20,}|pscale_\\w+_[\\w.-]{20,}|"
        "fm[12]_[\\w+/=]{20,}"
        "|AGE-SECRET-KEY-1[A-Z0-9]{20,}|NRAK-[A-Z0-9]{20,}|sq0csp-[\\w-]{20,}"
        "|eyJ[\\w-]{8,}(?:\\.[\\w-]*){1,4}|eyJ[\\w-]{16,}"
        ")",
        Options | Poco::RegularExpression::RE_DOTALL};
    return expression;
}

/// `git checkout 3f9c…` and `sha256:3f9c…` name things that are no secret.
bool isNamedHash(const std::string& word, const std::string& before)
{
    static const Expression hash{"^[0-9a-f]{40}(?:[0-9a-f]{24})?(?:\\.{2,3}[0-9a-f]{40,64})?$"};
    static const Expression named = insensitive(
        "(?:\\b(?:commits?|checkout|cherry-pick|reverts?|reset(?: --\\w+)?|merge|rebase|show|diff|log|bisect "
        "\\w+|HEAD|sha1|revision|rev|tree|blob|object|digest)[ :=(]{1,2}|\\bsha(?:1|256|512)[:=-]|@)$");
    return hash.matches(word) && named.matches(before);
}

std::string withoutRandomWords(const std::string& text)
{
    static const Expression word{"[A-Za-z0-9][A-Za-z0-9+/_=.~-]{18,}[A-Za-z0-9=]"};
    static const Expression part{"[^/=]+=*$|[^/=]+"};
    static const Expression assignment{"^([A-Za-z_.-]+=)[^=].*$"};
    return word.replaced(text, [&](const Expression::Groups& groups) -> std::string {
        const size_t start = groups[0].offset;
        const std::string found = text.substr(start, groups[0].length);
        if (!looksRandom(found) || isNamedHash(found, text.substr(0, start)))
            return found;
        // A folder or a name before it stays: /var/cache/3f9c…/file, build=3f9c…
        if (start > 0 && std::string_view{"/.~"}.find(text[start - 1]) != std::string_view::npos)
            return part.replaced(found, [&](const Expression::Groups& at) {
                const std::string one = found.substr(at[0].offset, at[0].length);
                return looksRandom(one) ? std::string{Secret} : one;
            });
        if (!assignment.matches(found))
            return Secret;
        return assignment.replaced(found, [&](const Expression::Groups& at) {
            return found.substr(at[1].offset, at[1].length) + Secret;
        });
    });
}

const Expression& links()
{
    static const Expression expression =
        insensitive("\\b[a-z][a-z0-9+.-]*://"
                    "[^\\s\"'<>|)`]*[^\\s\"'<>|)`.,;:!?]|\\bwww\\.[^\\s\"'<>|)`]*[^\\s\"'<>|)`.,;:!?]");
    return expression;
}

/// Links that hide where they lead.
const Expression& shortLinks()
{
    static const Expression expression =
        insensitive("(?<![\\w.@/"
                    "-])(bit\\.ly|t\\.co|tinyurl\\.com|goo\\.gl|is\\.gd|v\\.gd|ow\\.ly|buff\\.ly|rebrand\\."
                    "ly|cutt\\.ly|rb\\.gy|"
                    "shorturl\\.at|t\\.ly|s\\.id|tiny\\.cc|lnkd\\.in|fb\\.me|youtu\\.be|amzn\\.to|git\\.io|"
                    "aka\\.ms|wa\\.me|t\\.me|discord\\.gg|"
                    "dub\\.sh|bl\\.ink|qr\\.ae|trib\\.al|dlvr\\.it|ift\\.tt|clck\\.ru|u\\.to|urlz\\.fr|g\\."
                    "co|a\\.co|n9\\.cl|2\\.gy|"
                    "short\\.gy|surl\\.li|shorturl\\.asia)/[^\\s\"'<>|)`]+");
    return expression;
}

const Expression& phones()
{
    static const Expression expression{
        "(?<![\\w.])\\+[1-9](?:[ ().-]{0,2}[0-9]){7,14}(?!\\w)"
        "|(?<![\\w.+-])00[1-9](?:[ ./()-]{0,2}[0-9]){8,13}(?![\\w])"
        "|(?<![\\w.-])\\([2-9][0-9]{2}\\) ?[2-9][0-9]{2}[-. ][0-9]{4}(?![\\w-])"
        "|(?<![\\w.-])[2-9][0-9]{2}-[2-9][0-9]{2}-[0-9]{4}(?![\\w-])"
        "|(?<=call |phone |phone: |tel |tel: |mobile |mobile: |sms |text |dial |fax |number |whatsapp )"
        "\\(?0?[0-9]{2,5}\\)?(?:[ ./-]?[0-9]){6,9}(?![\\w])"};
    return expression;
}

std::string withoutSecrets(std::string text)
{
    const auto by = [](const char* words) {
        return [words](const Expression::Groups&) { return std::string{words}; };
    };
    text = knownShapes().replaced(text, by(Secret));
    text = links().replaced(text, by(Link));
    text = shortLinks().replaced(text, by(Link));
    for (const Expression& expression : announced()) {
        text = expression.replaced(text, [&](const Expression::Groups& groups) {
            return text.substr(groups[1].offset, groups[1].length) + Secret;
        });
    }
    return phones().replaced(withoutRandomWords(text), by(Number));
}

} // namespace

std::u32string redacted(std::u32string_view text)
{
    try {
        return fromUtf8(withoutSecrets(toUtf8(text)));
    } catch (const Poco::RegularExpressionException&) {
        return fromUtf8(Secret); // too much backtracking: nothing of it can be trusted
    }
}

} // namespace tocsin::server
