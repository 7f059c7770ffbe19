// SPDX-License-Identifier: MIT
#pragma once

#include "core/channels/desktop/notifier.h"
#include "core/server/login/legacy_import.h"

#include <QPointer>

#include <functional>

class QMessageBox;

namespace tocsin {

/// What the login has to ask its person and to tell them, beside the login window. Every question stands in
/// nobody's way; closing it is a no.
class LoginQuestions final : public QObject
{
    Q_OBJECT
public:
    struct Dependencies
    {
        ServerLogin& login;
        Notifier& notifier;
        LegacyLoginImport& seed;
        std::function<int()> monitored;        ///< how many sessions the server is told about
        std::function<int()> waiting;          ///< how many texts wait for the network
        std::function<void()> keepLoginInFile; ///< called with the person's consent
    };

    explicit LoginQuestions(Dependencies parts, QObject* parent = nullptr);
    ~LoginQuestions() override;

    /// Logs out, after a question if something would be lost by it.
    void logOut();
    /// If an earlier plugin left its login, asks what to do with it; once in a run.
    void askAboutSeed();
    void tellUnreadable(const QString& problem);

private:
    void offerFileStore(const QString& problem);
    void tell(const QString& title, const QString& message);
    void follow();

    Dependencies m_parts;
    QPointer<QMessageBox> m_logOutQuestion;
    QPointer<QMessageBox> m_fileQuestion;
    QPointer<QMessageBox> m_seedQuestion;
    bool m_fileStoreOffered{false};
    bool m_seedAsked{false};
};

} // namespace tocsin
