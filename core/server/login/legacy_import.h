// SPDX-License-Identifier: MIT
#pragma once

#include "core/server/login/legacy_login.h"
#include "core/server/login/server_login.h"
#include "core/settings/settings.h"

namespace tocsin {

/// Takes the login over that the plugin before Tocsin left behind, or deletes it: each only when told to.
class LegacyLoginImport final : public QObject
{
    Q_OBJECT
public:
    /// All that is handed in outlives this object.
    LegacyLoginImport(const QString& file, ServerLogin& login, Settings& settings, const Clock& clock,
                      QObject* parent = nullptr);

    /// What is there now.
    [[nodiscard]] LegacyLogin look() const;
    /// For people: what was found, and what can be done about it. Empty when nothing was.
    [[nodiscard]] QString describe(const LegacyLogin& found) const;
    /// False: all that can be done is to delete the file.
    [[nodiscard]] bool canImport(const LegacyLogin& found) const;

    /// Asks the server for a token in exchange for the old one; the file is gone when that worked. finished()
    /// follows.
    void import();
    /// The same as soon as it is known whether there is a login: to be called before ServerLogin::restore().
    void importWhenRestored();
    /// Between a wish to import and finished().
    [[nodiscard]] bool isBusy() const { return m_isBusy; }
    /// Deletes the file. finished() follows.
    void discard();

Q_SIGNALS:
    /// `message` is for people.
    void finished(bool isDone, const QString& message);

private:
    void onAnswered(const QString& file, const std::optional<ApiError>& error);
    void finish(bool isDone, const QString& message);
    void finishLater(bool isDone, const QString& message);

    QString m_file;
    ServerLogin& m_login;
    Settings& m_settings;
    const Clock& m_clock;
    bool m_isBusy{false};
};

} // namespace tocsin
