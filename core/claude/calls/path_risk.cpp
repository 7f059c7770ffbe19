// SPDX-License-Identifier: MIT
#include "core/claude/calls/path_risk.h"

#include <QDir>
#include <QRegularExpression>

namespace tocsin {

using namespace Qt::StringLiterals;

namespace {

constexpr auto Insensitive = QRegularExpression::CaseInsensitiveOption;

bool matches(const QRegularExpression& pattern, const QString& path)
{
    return pattern.match(path).hasMatch();
}

} // namespace

PathRisk riskOfPath(const QString& path)
{
    static const QRegularExpression settings{
        u"(?:^|/)(?:\\.claude(?:\\.json)?|\\.mcp\\.json|tocsin\\.conf|\\.config/tocsin|\\.local/"
        u"(?:share|state|bin)/tocsin[^/]*|"
        "\\.config/"
        "(?:autostart|systemd|fish|environment\\.d|git)|\\.(?:ba|z|k|c|tc)?sh(?:rc|env|_profile|_login|_"
        "logout)|"
        "\\.(?:z?profile|zlogin|zlogout|login|inputrc|xprofile|xsession|xinitrc|pam_environment|gitconfig|"
        "envrc|vimrc)|"
        "\\.git/(?:hooks|config)|\\.husky|authorized_keys|crontabs?|sudoers(?:\\.d)?)(?:/|$)|^/(?:etc|boot|"
        "usr|s?bin|lib(?:32|64)?)(?:/|$)"_s,
        Insensitive};
    static const QRegularExpression keys{
        u"(?:^|/"
        u")(?:\\.ssh|\\.gnupg|\\.aws|\\.azure|\\.kube|\\.docker|\\.password-store|keyrings|\\.netrc|\\."
        u"pgpass|\\.my\\.cnf|"
        "\\.npmrc|\\.pypirc|\\.git-credentials|\\.env(?:\\.[^/]*)?|id_(?:rsa|dsa|ecdsa|ed25519)[^/]*|"
        "\\.?credentials(?:\\.[^/]*)?|login "
        "data|cookies\\.sqlite|logins\\.json|gcloud|[^/]*\\.(?:pem|key|p12|pfx|jks|keystore|kdbx|asc|gpg))"
        "(?:/|$)|^/etc/g?shadow"_s,
        Insensitive};
    static const QRegularExpression device{
        u"^/dev/(?:sd|hd|vd|xvd|nvme|mmcblk|dm-|md|loop|disk|mapper|mem|kmem|port)|^/(?:proc|sys)/"_s,
        Insensitive};
    const QString clean = QDir::cleanPath(path);
    if (matches(device, clean))
        return PathRisk::Device;
    if (matches(keys, clean))
        return PathRisk::Keys;
    return matches(settings, clean) ? PathRisk::Settings : PathRisk::None;
}

} // namespace tocsin
