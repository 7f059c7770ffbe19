// SPDX-License-Identifier: MIT
#pragma once

#include "app/tray/mute_menu.h"
#include "app/tray/tray_view.h"
#include "core/base/clock.h"

#include <QIcon>
#include <QMenu>

#include <functional>
#include <map>
#include <optional>
#include <vector>

namespace tocsin {

/// The menu of the tray icon: shows a TrayView and reports what the person chose.
///
/// While it is open, texts change in place, but no entry is added or removed: a session that ends must not
/// move another entry under the pointer. The list is updated when the menu closes.
class TrayMenu final : public QMenu
{
    Q_OBJECT
public:
    explicit TrayMenu(const Clock& clock, QWidget* parent = nullptr);

    void showView(const TrayView& view);
    /// `canContinue` is asked when a session's menu opens; it outlives this.
    void offerContinue(std::function<bool(const QString& sessionId)> canContinue);

Q_SIGNALS:
    void logInRequested(); ///< to enter the phone number or the code, or to see the login
    void logOutRequested();
    void sessionsWanted();
    /// The same, with this session in view.
    void sessionWanted(const QString& sessionId);
    void requestsWanted(); ///< to answer them, or to see what was answered
    void setupRequested(); ///< the first window
    void checkRequested(); ///< what works, and what does not
    void settingsRequested();
    void aboutRequested();
    void quitRequested();
    /// `15m`, `1h`, `tomorrow`, `off`; an empty session: everything.
    void muteChosen(const QString& sessionId, const QString& span);
    void awayChosen(bool isAway);
    void terminalRequested(const QString& sessionId);
    void continueRequested(const QString& sessionId);
    void textsToggled(const QString& sessionId, bool on);
    void languageChanged();

protected:
    void changeEvent(QEvent* event) override;

private:
    struct SessionEntry
    {
        QString id;
        QMenu* menu{nullptr}; ///< a child of this menu
        QAction* since{nullptr};
        QAction* terminal{nullptr};
        QAction* goOn{nullptr}; ///< "Continue…"
        QAction* texts{nullptr};
        MuteMenu* mute{nullptr};
        std::optional<TrayStatus> icon{}; ///< set only when it changes: a panel fetches each one
    };

    void retranslate();
    void apply();
    void showLogin();
    void showMutes();
    void showRequests();
    void showSessions();
    void rebuildSessions();
    [[nodiscard]] SessionEntry makeEntry(const QString& sessionId);
    void showSession(SessionEntry& entry, const SessionView& session);
    void setIcon(SessionEntry& entry, TrayStatus status);
    void showGone(const SessionEntry& entry);
    [[nodiscard]] const SessionView* find(const QString& sessionId) const;
    [[nodiscard]] qsizetype shownSessions() const;
    [[nodiscard]] bool listMatches() const;

    const Clock& m_clock;
    std::function<bool(const QString& sessionId)> m_canContinue;
    TrayView m_view;
    QAction* m_requests;
    QAction* m_who;
    QAction* m_until;
    QAction* m_waiting;
    QAction* m_heldBack;
    QAction* m_beforeSessions;
    QAction* m_noSessions;
    QAction* m_allSessions;
    MuteMenu* m_mute;
    QAction* m_away;
    QAction* m_here;
    QAction* m_logIn;
    QAction* m_enterCode;
    QAction* m_logOut;
    QAction* m_setup;
    QAction* m_check;
    QAction* m_settings;
    QAction* m_about;
    QAction* m_quit;
    std::vector<SessionEntry> m_entries;
    std::map<TrayStatus, QIcon> m_icons; ///< shared by the sessions
};

} // namespace tocsin
