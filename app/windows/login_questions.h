// SPDX-License-Identifier: MIT
#pragma once

#include "core/channels/desktop/notifier.h"
#include "core/server/login/legacy_import.h"

#include <QPointer>

#include <functional>

class QMessageBox;
class QWidget;

namespace tocsin {

/// Questions and notices about the login outside the login window. Questions are non-modal; closing one is a
/// "no".
class LoginQuestions final : public QObject
{
    Q_OBJECT
public:
    struct Dependencies
    {
        ServerLogin& login;
        Notifier& notifier;
        LegacyLoginImport& legacyLogin;
        std::function<int()> monitored;        ///< number of sessions with texts on
        std::function<int()> waiting;          ///< number of unsent texts
        std::function<void()> keepLoginInFile; ///< called with the person's consent
        std::function<void(QWidget&)> present; ///< brings a window to the front, as the desktop lets it
    };

    explicit LoginQuestions(Dependencies parts, QObject* parent = nullptr);
    ~LoginQuestions() override;

    /// Logs out, after a question if that would stop or discard texts.
    void logOut();
    /// If an earlier plugin left its login, asks what to do with it, once per run.
    void askAboutLegacyLogin();
    void reportUnreadable(const QString& problem);

private:
    void logOutNow();
    void confirmLogOut();
    void offerFileStore(const QString& problem);
    void notify(const QString& title, const QString& message);
    void follow();

    Dependencies m_parts;
    QPointer<QMessageBox> m_logOutQuestion;
    QPointer<QMessageBox> m_fileQuestion;
    QPointer<QMessageBox> m_legacyLoginQuestion;
    bool m_fileStoreOffered{false};
    bool m_legacyLoginAsked{false};
    bool m_isConfirmationDue{false}; ///< of a logout that was chosen here
};

} // namespace tocsin
