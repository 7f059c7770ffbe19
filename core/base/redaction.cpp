// SPDX-License-Identifier: MIT
#include "core/base/redaction.h"

#include "core/base/random_word.h"

#include <QRegularExpression>

#include <array>
#include <vector>

namespace tocsin {

using namespace Qt::StringLiterals;

namespace {

constexpr auto Mask = "***"_L1;

QRegularExpression insensitive(const QString& pattern)
{
    return QRegularExpression{pattern, QRegularExpression::CaseInsensitiveOption};
}

/// Replaces each match of `expression` by what `instead` makes of it.
template<typename Function>
QString replaced(const QString& text, const QRegularExpression& expression, Function instead)
{
    QString result;
    qsizetype from{0};
    for (auto matches = expression.globalMatch(text); matches.hasNext();) {
        const QRegularExpressionMatch match = matches.next();
        result += QStringView{text}.mid(from, match.capturedStart() - from);
        result += instead(match);
        from = match.capturedEnd();
    }
    result += QStringView{text}.mid(from);
    return result;
}

/// Secrets that are announced. The first group stays, the rest of the match is the secret.
const std::vector<QRegularExpression>& announced()
{
    // A value: not an option, not a variable or a placeholder, not masked before, no call of a function.
    static const QString value = uR"((?![-$%*<{(\[]|process\.|os\.|env\.|secrets\.|await |new |[\w.]+\())"
                                 uR"((?:(?<=")[^"]+|(?<=')[^']+|[^\s"'<>|;&,)}\]]+))"_s;
    // The same after `key =`, where a number, a word of code or a path is none.
    static const QString keyValue =
        uR"((?!(?:true|false|null|none|undefined|nil|yes|no|on|off|required|[0-9]{1,6})(?![\w.-])))"
        uR"((?!(?:~|\.{1,2})?/(?![A-Za-z0-9+/]{39}(?![A-Za-z0-9+/.]))))"_s +
        value;
    static const QString name =
        u"(?<![A-Za-z0-9])[\\w.-]*(?:password|passwd|passphrase|passcode|secret|token|api_?key|"
        "access_?key(?:_?id)?|secret_?key|private_?key|encryption_?key|signing_?key|master_?key|"
        "account_?key|auth_?key|shared_?access_?key|credential|connection_?string|_pass|_pwd)"
        "(?:_?[0-9]+|_(?:id|prod|dev|test|staging|live|old|new|value|base64|b64|hex))?"_s;
    static const std::vector<QRegularExpression> all{
        // Authorization: Basic x, PRIVATE-TOKEN: x, Cookie: a=b; c=d
        insensitive(
            u"(\\b(?:proxy-)?authorization[\"']?\\s*[:=]\\s*[\"']?(?:(?:bearer|basic|token|digest|apikey|"
            "negotiate)\\s++)?+)(?![*$])[^\\s\"',]+"_s),
        insensitive(u"(\\b(?:x-[a-z-]*(?:key|token|secret|auth)|private-token|job-token|api-?key)[\"']?\\s*:"
                    u"\\s*[\"']?)"
                    "(?![*$])[^\\s\"',]{4,}"_s),
        insensitive(u"(\\b(?:set-)?cookie:\\s*+)(?![*$])[^\"']+"_s),
        insensitive(
            u"(\\bbearer\\s+)(?![*$]|tokens?\\b|auth|credentials?\\b|scheme\\b|of\\b)[^\\s\"',]{4,}"_s),
        // ?token=x, &sig=x
        insensitive(u"([?&#](?:[a-z]+[_-])*(?:token|key|apikey|secret|password|passwd|pwd|sig|signature|code|"
                    u"auth|jwt|"
                    "sid|session|credential)=)(?!\\*)[^\\s&#\"']+"_s),
        // --password x, --api-key=x
        insensitive(u"((?<![\\w-])--?(?:[a-z0-9]+-)*(?:password|passwd|passphrase|pass|pwd|secret|token|"
                    u"apikey|key|pin|"
                    "otp|credentials?)(?:=|:|\\s+)\\s*[\"']?)(?!(?:~|\\.{1,2})?/)(?=[^\\s\"']{3})"_s +
                    value),
        // PGPASSWORD=x, github_token: "x", {"secret": "x"}
        insensitive(u"("_s + name + u"\\s*:?=\\s*[\"']?)"_s + keyValue),
        insensitive(u"("_s + name + u"\\\\?[\"']\\s*(?::|=>)\\s*\\\\?[\"']?)"_s + keyValue),
        insensitive(u"("_s + name + u"\\s*(?::|=>)\\s*[\"'])"_s + keyValue),
        insensitive(u"("_s + name + u"\\s*(?::|=>)\\s*)(?=\\S*[0-9]|\\S{20})(?=\\S{6})"_s + keyValue),
        insensitive(u"((?<![A-Za-z0-9])(?:[\\w.-]+[_-])?(?:pass|pin|otp|dsn)=[\"']?)(?=\\S{4})"_s + keyValue),
        insensitive(
            u"((?<![A-Za-z0-9])(?:[\\w.-]+[_-])?(?:auth|key|salt)=[\"']?)(?=\\S*[0-9]|\\S{16})(?=\\S{4})"_s +
            keyValue),
        // programs that take it in a way of their own
        QRegularExpression{u"(\\b(?:mysql\\w*|mariadb[\\w-]*|mycli)\\b[^|;&]*?\\s-p[\"']?)"_s + value},
        QRegularExpression{u"(\\b(?:7z[ar]?|rar|unrar)\\b[^|;&]*?\\s-p[\"']?)"_s + value},
        QRegularExpression{u"(\\bsshpass\\s+-p\\s*[\"']?)"_s + value},
        QRegularExpression{
            u"(\\b(?:docker|podman|nerdctl|helm registry|oras|skopeo|crane|az|oc|cf)\\s+login\\b[^|;&]*?"
            "\\s-p\\s*[\"']?)"_s +
            value},
        QRegularExpression{u"(\\bmongo(?:sh|dump|restore|export|import)?\\b[^|;&]*?\\s-p\\s*[\"']?)"_s +
                           value},
        QRegularExpression{u"(\\b(?:redis-cli|valkey-cli)\\b[^|;&]*?\\s-a\\s*[\"']?)"_s + value},
        QRegularExpression{u"(\\b(?:sqlcmd|bcp|zip|unzip|zipcloak)\\b[^|;&]*?\\s-P\\s*[\"']?)"_s + value},
        QRegularExpression{
            u"(\\bldap(?:search|modify|add|delete|passwd|whoami)\\b[^|;&]*?\\s-w\\s*[\"']?)"_s + value},
        QRegularExpression{u"(\\bsmbclient\\b[^|;&]*?\\s-U\\s*[\"']?[^\\s%]+%)"_s + value},
        QRegularExpression{u"(\\bhtpasswd\\b\\s+-\\w*b\\w*\\s+(?:-\\S+\\s+)*\\S+\\s+\\S+\\s+[\"']?)"_s +
                           value},
        QRegularExpression{
            u"(\\b(?:curl|https?|xh|wget|curlie)\\b[^|;&]*?\\s(?:-\\w*u|--user|--proxy-user|-U|-a|--auth)"
            "[ =]?[\"']?[^\\s:\"'=/]+:)(?!//)"_s +
            value},
        QRegularExpression{u"(\\bpass:)(?=\\S{4})"_s + value},
        QRegularExpression{
            u"(\\becho\\s+(?:-n\\s+)?[\"']?)(?![$*])[^\\s\"'|]+(?=[\"']?\\s*\\|\\s*(?:sudo\\s+-S|chpasswd|"
            "passwd|\\S+\\s+login\\b.*--password-stdin))"_s},
        // ann:x@host, but not image:tag@sha256:… nor npm:name@1.0
        QRegularExpression{
            u"((?<![\\w./:@-])(?!npm:|jsr:|workspace:|file:|link:|git:)[A-Za-z][\\w.-]*:)(?![*$/])"
            "[^\\s:@/\"']{4,}(?=@(?!sha256)[A-Za-z][\\w.-]*)"_s},
    };
    return all;
}

/// Keys and tokens with a shape of their own.
const QRegularExpression& knownShapes()
{
    static const QRegularExpression expression{
        u"-----BEGIN [A-Z0-9 ]*PRIVATE KEY(?: BLOCK)?-----.*?(?:-----END [A-Z0-9 ]*PRIVATE KEY(?: "
        u"BLOCK)?-----|$)"
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
        ")"_s,
        QRegularExpression::DotMatchesEverythingOption};
    return expression;
}

/// `git checkout 3f9c…` and `sha256:3f9c…` name things that are no secret.
bool isNamedHash(const QString& text, const QRegularExpressionMatch& word)
{
    static const QRegularExpression hash{u"^[0-9a-f]{40}(?:[0-9a-f]{24})?(?:\\.{2,3}[0-9a-f]{40,64})?$"_s};
    static const QRegularExpression named =
        insensitive(u"(?:\\b(?:commits?|checkout|cherry-pick|reverts?|reset(?: "
                    u"--\\w+)?|merge|rebase|show|diff|log|bisect \\w+|HEAD|sha1|"
                    "revision|rev|tree|blob|object|digest)[ :=(]{1,2}|\\bsha(?:1|256|512)[:=-]|@)$"_s);
    constexpr qsizetype lookBack{24};
    const qsizetype start = word.capturedStart();
    return hash.match(word.captured()).hasMatch() &&
           named.match(text.mid(std::max<qsizetype>(start - lookBack, 0), std::min(start, lookBack)))
               .hasMatch();
}

QString withoutRandomWords(const QString& text)
{
    static const QRegularExpression word{u"[A-Za-z0-9][A-Za-z0-9+/_=.~-]{18,}[A-Za-z0-9=]"_s};
    return replaced(text, word, [&](const QRegularExpressionMatch& match) -> QString {
        const QString found = match.captured();
        if (!looksRandom(found) || isNamedHash(text, match))
            return found;
        // A name or a folder before it stays: build=3f9c…, /var/cache/3f9c…/file
        static const QRegularExpression parts{u"[^/=]+=*$|[^/=]+"_s};
        const bool isPath =
            match.capturedStart() > 0 && QStringView{u"/.~"}.contains(text.at(match.capturedStart() - 1));
        static const QRegularExpression assignment{u"^[A-Za-z_.-]+=(?!=|$)"_s};
        if (isPath)
            return replaced(found, parts, [](const QRegularExpressionMatch& part) {
                return looksRandom(part.captured()) ? QString{Mask} : part.captured();
            });
        return assignment.match(found).captured() + Mask;
    });
}

QString withoutSecrets(QString text)
{
    text.replace(knownShapes(), Mask);
    for (const QRegularExpression& expression : announced())
        text.replace(expression, u"\\1"_s + Mask);
    return withoutRandomWords(text);
}

const QRegularExpression& links()
{
    static const QRegularExpression expression =
        insensitive(u"\\b[a-z][a-z0-9+.-]*://[^\\s\"'<>|)`]+|\\bwww\\.[^\\s\"'<>|)`]+"_s);
    return expression;
}

/// Links that hide where they lead.
const QRegularExpression& shortLinks()
{
    static const QRegularExpression expression =
        insensitive(u"(?<![\\w.@/"
                    u"-])(bit\\.ly|t\\.co|tinyurl\\.com|goo\\.gl|is\\.gd|v\\.gd|ow\\.ly|buff\\.ly|rebrand\\."
                    u"ly|cutt\\.ly|rb\\.gy|"
                    "shorturl\\.at|t\\.ly|s\\.id|tiny\\.cc|lnkd\\.in|fb\\.me|youtu\\.be|amzn\\.to|git\\.io|"
                    "aka\\.ms|wa\\.me|t\\.me|discord\\.gg|"
                    "dub\\.sh|bl\\.ink|qr\\.ae|trib\\.al|dlvr\\.it|ift\\.tt|clck\\.ru|u\\.to|urlz\\.fr|g\\."
                    "co|a\\.co|n9\\.cl|2\\.gy|"
                    "short\\.gy|surl\\.li|shorturl\\.asia)/[^\\s\"'<>|)`]+"_s);
    return expression;
}

/// The host of a link; the path of one that has none, as file:///tmp/x.
QString hostOf(const QString& link)
{
    static const QRegularExpression host{u"^(?:[A-Za-z][A-Za-z0-9+.-]*://)?(?:[^/?#]*@)?([^/?#:]*)"_s};
    static const QRegularExpression scheme{u"^[^:]*://"_s};
    static const QRegularExpression punctuation{u"[.,;:!?]+$"_s};
    const QString found = host.match(link).captured(1);
    const QString end = punctuation.match(link).captured();
    if (!found.isEmpty())
        return found + (found.endsWith(end) ? QString{} : end);
    return QString{link}.remove(scheme);
}

const QRegularExpression& phones()
{
    static const QRegularExpression expression{
        u"(?<![\\w.])\\+[1-9](?:[ ().-]{0,2}[0-9]){7,14}(?!\\w)"_s
        "|(?<![\\w.+-])00[1-9](?:[ ./()-]{0,2}[0-9]){8,13}(?![\\w])"
        "|(?<![\\w.-])\\([2-9][0-9]{2}\\) ?[2-9][0-9]{2}[-. ][0-9]{4}(?![\\w-])"
        "|(?<![\\w.-])[2-9][0-9]{2}-[2-9][0-9]{2}-[0-9]{4}(?![\\w-])"
        "|(?<=call |phone |phone: |tel |tel: |mobile |mobile: |sms |text |dial |fax |number |whatsapp )"
        "\\(?0?[0-9]{2,5}\\)?(?:[ ./-]?[0-9]){6,9}(?![\\w])"};
    return expression;
}

/// As the desktop shows a number elsewhere: +1***0123.
QString maskedPhone(const QString& number)
{
    static const QRegularExpression notDigit{u"[^0-9]"_s};
    const QString digits = QString{number}.remove(notDigit);
    if (!number.startsWith(u'+'))
        return Mask + digits.right(4);
    // Of the countries' codes, +1 and +7 are one digit long; most others are two.
    const bool isShort = digits.startsWith(u'1') || digits.startsWith(u'7');
    return u'+' + digits.left(isShort ? 1 : 2) + Mask + digits.right(4);
}

} // namespace

QString redactForLog(const QString& text)
{
    static const QRegularExpression userInfo{u"(://)(?!\\*)[^\\s/?#\"']*@"_s};
    static const QRegularExpression ownSecrets{
        u"(\\\\?\"(?:access_token|session_token|temp_token|pairing_code|phone)\\\\?\"\\s*:\\s*\\\\?\")(?!\\+[0-9]*\\*)[^\"\\\\]*"_s};
    static const QRegularExpression code{u"(?<![0-9A-Za-z_.-])[0-9]{6}(?![0-9A-Za-z_-]|\\.[0-9])"_s};
    QString clean = text;
    clean.replace(userInfo, u"\\1***@"_s);
    clean.replace(ownSecrets, u"\\1***"_s);
    clean = withoutSecrets(clean);
    clean.replace(phones(), u"+***"_s);
    return clean.replace(code, u"******"_s);
}

QString redactForSms(const QString& text)
{
    const auto host = [](const QRegularExpressionMatch& match) { return hostOf(match.captured()); };
    // Keys first, as a link may be a part of one; what announces a secret in a link goes with the link.
    const QString withoutKeys = QString{text}.replace(knownShapes(), Mask);
    const QString withoutLinks = replaced(replaced(withoutKeys, links(), host), shortLinks(), host);
    return replaced(withoutSecrets(withoutLinks), phones(),
                    [](const QRegularExpressionMatch& match) { return maskedPhone(match.captured()); });
}

} // namespace tocsin
