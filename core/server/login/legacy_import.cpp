// SPDX-License-Identifier: MIT
#include "core/server/login/legacy_import.h"

#include "core/server/api/network.h"
#include "core/settings/server_address.h"

namespace tocsin {

LegacyLoginImport::LegacyLoginImport(const QString& file, ServerLogin& login, Settings& settings,
                                     const Clock& clock, QObject* parent)
    : QObject{parent}
    , m_file{file}
    , m_login{login}
    , m_settings{settings}
    , m_clock{clock}
{}

LegacyLogin LegacyLoginImport::look() const
{
    LegacyLogin found = readSeedLogin(m_file, m_clock.nowUtc());
    found.server = parsedServerAddress(found.server.toString());
    return found;
}

bool LegacyLoginImport::canImport(const LegacyLogin& found) const
{
    if (found.state != LegacyLogin::State::Usable || m_login.phase() == LoginPhase::LoggedIn)
        return false;
    if (found.server.isEmpty() || found.server == m_settings.serverUrl())
        return true;
    return isAllowedServerUrl(found.server) && !m_settings.isFromEnvironment(Setting::ServerUrl);
}

QString LegacyLoginImport::describe(const LegacyLogin& found) const
{
    switch (found.state) {
    case LegacyLogin::State::Absent:
        return {};
    case LegacyLogin::State::Expired:
        return tr("An earlier plugin left an expired login in %1. You can delete it.").arg(found.file);
    case LegacyLogin::State::Useless:
        return tr("An earlier plugin left %1, but it does not contain a usable login.").arg(found.file);
    case LegacyLogin::State::Usable:
        break;
    }
    if (m_login.phase() == LoginPhase::LoggedIn)
        return tr("An earlier plugin left a login in the file %1, where other programs can read it. You are "
                  "logged in already, so it is not needed.")
            .arg(found.file);
    const QString what =
        tr("An earlier plugin left a login in the file %1, where other programs can read it.")
            .arg(found.file);
    if (found.server.isEmpty() || found.server == m_settings.serverUrl())
        return what;
    if (!canImport(found))
        return what + u' ' + tr("It is for another server, %1.").arg(found.server.toDisplayString());
    return what + u' ' +
           tr("It is for the server %1, which Tocsin will then use.").arg(found.server.toDisplayString());
}

void LegacyLoginImport::import()
{
    m_isBusy = true;
    const LegacyLogin found = look();
    if (found.state == LegacyLogin::State::Absent)
        return finishLater(false, tr("No earlier login to import."));
    if (!canImport(found))
        return finishLater(false, describe(found));
    if (!found.server.isEmpty())
        m_settings.setServerUrl(found.server);
    m_login.takeOver(found.token, [this, file = found.file](const std::optional<ApiError>& error) {
        onAnswered(file, error);
    });
}

void LegacyLoginImport::importWhenRestored()
{
    m_isBusy = true;
    // Later: the server's address may change by it, and whoever speaks now is not done.
    connect(&m_login, &ServerLogin::phaseChanged, this, &LegacyLoginImport::import,
            static_cast<Qt::ConnectionType>(Qt::QueuedConnection | Qt::SingleShotConnection));
}

void LegacyLoginImport::onAnswered(const QString& file, const std::optional<ApiError>& error)
{
    if (error && isTransient(error->code)) {
        finish(false, tr("The earlier login was not imported and stays where it is. %1")
                          .arg(tocsin::describe(error->code)));
    } else if (error) {
        finish(false, tr("The earlier login is no longer valid. Delete %1 and log in with your phone number.")
                          .arg(file));
    } else if (!eraseFile(file)) {
        finish(false, tr("You are logged in with the earlier login. Its file %1 could not be deleted: "
                         "please delete it.")
                          .arg(file));
    } else {
        finish(true, tr("You are logged in with the earlier login; its file is deleted."));
    }
}

void LegacyLoginImport::discard()
{
    const bool isGone = eraseFile(m_file);
    finishLater(isGone, isGone ? tr("The file %1 is deleted.").arg(m_file)
                               : tr("The file %1 could not be deleted: please delete it.").arg(m_file));
}

void LegacyLoginImport::finishLater(bool isDone, const QString& message)
{
    QMetaObject::invokeMethod(
        this, [this, isDone, message] { finish(isDone, message); }, Qt::QueuedConnection);
}

void LegacyLoginImport::finish(bool isDone, const QString& message)
{
    m_isBusy = false;
    Q_EMIT finished(isDone, message);
}

} // namespace tocsin
