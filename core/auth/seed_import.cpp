// SPDX-License-Identifier: MIT
#include "core/auth/seed_import.h"

#include "core/api/network.h"

namespace tocsin {

SeedImport::SeedImport(const QString& file, LoginMachine& login, Settings& settings, const Clock& clock,
                       QObject* parent)
    : QObject{parent}
    , m_file{file}
    , m_login{login}
    , m_settings{settings}
    , m_clock{clock}
{}

SeedLogin SeedImport::look() const
{
    SeedLogin found = readSeedLogin(m_file, m_clock.nowUtc());
    found.server = Settings::parsedServerUrl(found.server.toString());
    return found;
}

bool SeedImport::canImport(const SeedLogin& found) const
{
    if (found.state != SeedLogin::State::Usable || m_login.phase() == LoginPhase::LoggedIn)
        return false;
    if (found.server.isEmpty() || found.server == m_settings.serverUrl())
        return true;
    return isAllowedServerUrl(found.server) && !m_settings.serverUrlFromEnvironment();
}

QString SeedImport::describe(const SeedLogin& found) const
{
    switch (found.state) {
    case SeedLogin::State::Absent:
        return {};
    case SeedLogin::State::Expired:
        return tr("An earlier plugin left an expired login in the file %1. It is of no use any more.")
            .arg(found.file);
    case SeedLogin::State::Useless:
        return tr("An earlier plugin left the file %1, but no login that Tocsin understands is in it.")
            .arg(found.file);
    case SeedLogin::State::Usable:
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

void SeedImport::import()
{
    m_isBusy = true;
    const SeedLogin found = look();
    if (found.state == SeedLogin::State::Absent)
        return finishLater(false, tr("There is no earlier login to take over."));
    if (!canImport(found))
        return finishLater(false, describe(found));
    if (!found.server.isEmpty())
        m_settings.setServerUrl(found.server);
    m_login.takeOver(found.token, [this, file = found.file](const std::optional<ApiError>& error) {
        onAnswered(file, error);
    });
}

void SeedImport::importWhenRestored()
{
    m_isBusy = true;
    // Later: the server's address may change by it, and whoever speaks now is not done.
    connect(&m_login, &LoginMachine::phaseChanged, this, &SeedImport::import,
            static_cast<Qt::ConnectionType>(Qt::QueuedConnection | Qt::SingleShotConnection));
}

void SeedImport::onAnswered(const QString& file, const std::optional<ApiError>& error)
{
    if (error && isTransient(error->code)) {
        finish(false, tr("The earlier login was not imported and stays where it is. %1")
                          .arg(tocsin::describe(error->code)));
    } else if (error) {
        finish(false, tr("The server does not know the earlier login any more. Delete the file %1, "
                         "and log in with your phone number.")
                          .arg(file));
    } else if (!eraseFile(file)) {
        finish(false, tr("You are logged in with the earlier login. Its file %1 could not be deleted: "
                         "please delete it.")
                          .arg(file));
    } else {
        finish(true, tr("You are logged in with the earlier login; its file is deleted."));
    }
}

void SeedImport::discard()
{
    const bool isGone = eraseFile(m_file);
    finishLater(isGone, isGone ? tr("The file %1 is deleted.").arg(m_file)
                               : tr("The file %1 could not be deleted: please delete it.").arg(m_file));
}

void SeedImport::finishLater(bool isDone, const QString& message)
{
    QMetaObject::invokeMethod(
        this, [this, isDone, message] { finish(isDone, message); }, Qt::QueuedConnection);
}

void SeedImport::finish(bool isDone, const QString& message)
{
    m_isBusy = false;
    Q_EMIT finished(isDone, message);
}

} // namespace tocsin
