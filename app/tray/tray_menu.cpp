// SPDX-License-Identifier: MIT
#include "app/tray/tray_menu.h"

#include "app/tray/icons.h"
#include "app/tray/tray_text.h"
#include "app/tray/when.h"

#include <QEvent>

#include <algorithm>
#include <utility>

using namespace Qt::StringLiterals;

namespace tocsin {

namespace {
// More would not fit a small screen; the window has all of them, and the tool tip counts them.
constexpr qsizetype MaxSessions = 8;
} // namespace

TrayMenu::TrayMenu(const Clock& clock, QWidget* parent)
    : QMenu{parent}
    , m_clock{clock}
    , m_requests{addAction(QString{})}
    , m_who{addAction(QString{})}
    , m_until{addAction(QString{})}
    , m_waiting{addAction(QString{})}
    , m_heldBack{addAction(QString{})}
    , m_beforeSessions{addSeparator()}
    , m_noSessions{addAction(QString{})}
    , m_allSessions{addAction(QString{})}
    , m_mute{nullptr}
    , m_away{nullptr}
    , m_here{nullptr}
    , m_logIn{nullptr}
    , m_enterCode{nullptr}
    , m_logOut{nullptr}
    , m_setup{nullptr}
    , m_check{nullptr}
    , m_settings{nullptr}
    , m_about{nullptr}
    , m_quit{nullptr}
{
    // Disabled lines are hard to read in most styles, so each leads to where there is more about it.
    for (const QAction* line : {m_waiting, m_heldBack, m_noSessions, m_allSessions})
        connect(line, &QAction::triggered, this, &TrayMenu::sessionsWanted);
    for (const QAction* line : {m_who, m_until})
        connect(line, &QAction::triggered, this, &TrayMenu::logInRequested);
    connect(m_requests, &QAction::triggered, this, &TrayMenu::requestsWanted);
    addSeparator();
    m_mute = new MuteMenu{m_clock, this};
    addMenu(m_mute);
    connect(m_mute, &MuteMenu::chosen, this, [this](const QString& span) { Q_EMIT muteChosen({}, span); });
    m_away = addAction(QString{}, this, [this] { Q_EMIT awayChosen(true); });
    m_here = addAction(QString{}, this, [this] { Q_EMIT awayChosen(false); });
    for (QAction* action : {m_away, m_here})
        action->setCheckable(true);
    addSeparator();
    m_logIn = addAction(QString{}, this, &TrayMenu::logInRequested);
    m_enterCode = addAction(QString{}, this, &TrayMenu::logInRequested);
    m_logOut = addAction(QString{}, this, &TrayMenu::logOutRequested);
    addSeparator();
    m_setup = addAction(QString{}, this, &TrayMenu::setupRequested);
    m_check = addAction(QString{}, this, &TrayMenu::checkRequested);
    m_settings = addAction(QString{}, this, &TrayMenu::settingsRequested);
    m_about = addAction(QString{}, this, &TrayMenu::aboutRequested);
    m_quit = addAction(QString{}, this, &TrayMenu::quitRequested);
    // macOS would move these entries to the application menu.
    for (QAction* action : {m_setup, m_check, m_settings, m_about, m_quit})
        action->setMenuRole(QAction::NoRole);
    // Queued: at aboutToHide() the menu is still open.
    connect(this, &QMenu::aboutToHide, this, &TrayMenu::apply, Qt::QueuedConnection);
    connect(this, &QMenu::aboutToShow, this, &TrayMenu::apply);
    retranslate();
}

void TrayMenu::showView(const TrayView& view)
{
    m_view = view;
    std::stable_sort(m_view.sessions.begin(), m_view.sessions.end(),
                     [](const SessionView& one, const SessionView& other) {
                         return urgencyRank(one.state, one.dialog) < urgencyRank(other.state, other.dialog);
                     });
    apply();
}

void TrayMenu::offerContinue(std::function<bool(const QString& sessionId)> canContinue)
{
    m_canContinue = std::move(canContinue);
}

void TrayMenu::changeEvent(QEvent* event)
{
    if (event->type() == QEvent::LanguageChange) {
        retranslate();
        Q_EMIT languageChanged();
    }
    QMenu::changeEvent(event);
}

void TrayMenu::retranslate()
{
    setAccessibleName(tr("Tocsin"));
    m_noSessions->setText(tr("No Claude sessions running"));
    m_mute->retranslate();
    for (const SessionEntry& entry : m_entries)
        entry.mute->retranslate();
    m_away->setText(tr("I'm A&way"));
    m_here->setText(tr("I'm H&ere"));
    m_logIn->setText(tr("&Log In…"));
    m_enterCode->setText(tr("Enter the &Code…"));
    m_logOut->setText(tr("Log &Out"));
    m_setup->setText(tr("Set &Up…"));
    m_check->setText(tr("Chec&k Tocsin…"));
    m_settings->setText(tr("&Settings…"));
    m_about->setText(tr("&About Tocsin"));
    m_quit->setText(tr("&Quit Tocsin"));
    apply();
}

void TrayMenu::apply()
{
    showRequests();
    showLogin();
    showMutes();
    showSessions();
}

void TrayMenu::showRequests()
{
    const int waiting = m_view.waitingRequests;
    m_requests->setText(waiting > 0 ? tr("Answer %n &Request(s)…", nullptr, waiting) : tr("&Requests…"));
}

void TrayMenu::showMutes()
{
    m_mute->showUntil(m_view.mutedUntil);
    m_away->setChecked(m_view.isAway == true);
    m_here->setChecked(m_view.isAway == false);
    m_heldBack->setVisible(!m_view.heldBack.isEmpty());
    // One entry, which may change in place while the menu is open.
    m_heldBack->setText(heldBackText(m_view).replace(u'&', u"&&"_s));
}

void TrayMenu::showLogin()
{
    const LoginPhase phase = m_view.login;
    const bool in = phase == LoginPhase::LoggedIn;
    const bool awaiting = phase == LoginPhase::AwaitingCode || phase == LoginPhase::Exchanging;
    const bool hasPhone = !m_view.maskedPhone.isEmpty();
    if (in)
        m_who->setText(hasPhone ? tr("Texts go to %1").arg(menuName(m_view.maskedPhone)) : tr("Logged in"));
    else if (awaiting)
        m_who->setText(hasPhone ? tr("A code is on its way to %1").arg(menuName(m_view.maskedPhone))
                                : tr("A code is on its way"));
    else if (phase == LoginPhase::Restoring)
        m_who->setText(tr("Checking for a saved login…"));
    else
        m_who->setText(tr("Not logged in (notifications only)"));
    const bool hasEnd = in && m_view.expiresAt.isValid();
    m_until->setVisible(hasEnd);
    if (hasEnd)
        m_until->setText(tr("Logged in until %1").arg(friendlyWhen(m_view.expiresAt, m_clock.nowUtc())));
    m_waiting->setVisible(m_view.waitingTexts > 0);
    m_waiting->setText(waitingText(m_view));
    m_logIn->setVisible(phase == LoginPhase::LoggedOut || phase == LoginPhase::RequestingCode ||
                        phase == LoginPhase::WaitingForBrowser);
    m_enterCode->setVisible(awaiting);
    m_logOut->setVisible(in);
}

void TrayMenu::showSessions()
{
    if (!isVisible() && !listMatches())
        rebuildSessions();
    for (SessionEntry& entry : m_entries) {
        if (const SessionView* session = find(entry.id))
            showSession(entry, *session);
        else
            showGone(entry);
    }
    if (isVisible())
        return;
    m_noSessions->setVisible(m_view.sessions.isEmpty());
    const int all = static_cast<int>(m_view.sessions.size());
    m_allSessions->setText(all > shownSessions() ? tr("Show All %n Sessio&ns…", nullptr, all)
                                                 : tr("Show All Sessio&ns…"));
}

void TrayMenu::rebuildSessions()
{
    std::vector<SessionEntry> entries;
    for (qsizetype i = 0; i < shownSessions(); ++i) {
        const QString& id = m_view.sessions.at(i).id;
        const auto known = std::find_if(m_entries.begin(), m_entries.end(),
                                        [&](const SessionEntry& entry) { return entry.id == id; });
        if (known != m_entries.end()) {
            entries.push_back(*known);
            m_entries.erase(known);
        } else {
            entries.push_back(makeEntry(id));
        }
        // Removed and inserted again, to get the order of the view.
        removeAction(entries.back().menu->menuAction());
        insertAction(m_noSessions, entries.back().menu->menuAction());
    }
    for (const SessionEntry& gone : m_entries) {
        removeAction(gone.menu->menuAction());
        // One of its own actions may be running right now.
        gone.menu->deleteLater();
    }
    m_entries = std::move(entries);
}

TrayMenu::SessionEntry TrayMenu::makeEntry(const QString& sessionId)
{
    auto* menu = new QMenu{this};
    SessionEntry entry{.id = sessionId,
                       .menu = menu,
                       .since = menu->addAction(QString{}),
                       .terminal = menu->addAction(QString{}),
                       .goOn = menu->addAction(QString{}),
                       .texts = menu->addAction(QString{})};
    connect(entry.since, &QAction::triggered, this, [this, sessionId] { Q_EMIT sessionWanted(sessionId); });
    entry.texts->setCheckable(true);
    entry.mute = new MuteMenu{m_clock, menu};
    menu->addMenu(entry.mute);
    connect(entry.mute, &MuteMenu::chosen, this,
            [this, sessionId](const QString& span) { Q_EMIT muteChosen(sessionId, span); });
    connect(entry.terminal, &QAction::triggered, this,
            [this, sessionId] { Q_EMIT terminalRequested(sessionId); });
    entry.goOn->setVisible(static_cast<bool>(m_canContinue));
    connect(menu, &QMenu::aboutToShow, entry.goOn, [this, sessionId, goOn = entry.goOn] {
        goOn->setEnabled(m_canContinue && m_canContinue(sessionId));
    });
    connect(entry.goOn, &QAction::triggered, this,
            [this, sessionId] { Q_EMIT continueRequested(sessionId); });
    connect(entry.texts, &QAction::triggered, this,
            [this, sessionId](bool on) { Q_EMIT textsToggled(sessionId, on); });
    return entry;
}

void TrayMenu::showSession(SessionEntry& entry, const SessionView& session)
{
    //: A menu entry: %1 is the session's name, %2 its state, such as: working
    entry.menu->setTitle(tr("%1 — %2").arg(menuName(session.name), stateText(session.state, session.dialog)));
    setIcon(entry, trayStatusOf(session.state));
    entry.since->setVisible(session.since.isValid());
    if (session.since.isValid()) {
        //: %1 is a state, such as: working; %2 a time, such as: today, 14:05
        entry.since->setText(tr("%1 since %2")
                                 .arg(stateText(session.state, session.dialog),
                                      friendlyWhen(session.since, m_clock.nowUtc())));
    }
    entry.terminal->setText(tr("&Show Terminal"));
    entry.terminal->setEnabled(session.state != SessionState::Lost);
    entry.goOn->setText(tr("&Continue…"));
    QString texts = tr("&Text Me About This Session");
    if (session.texts == DeliveryStatus::Unreachable)
        texts = tr("&Text Me About This Session (server unreachable)");
    else if (session.texts == DeliveryStatus::NeedsLogin)
        texts = tr("&Text Me About This Session (not logged in)");
    entry.texts->setText(texts);
    entry.texts->setEnabled(true);
    entry.mute->setEnabled(true);
    entry.mute->showUntil(session.mutedUntil);
    // The setting, which may take effect only after a login or when the server is reachable.
    entry.texts->setChecked(session.texts != DeliveryStatus::Off);
}

void TrayMenu::setIcon(SessionEntry& entry, TrayStatus status)
{
    if (entry.icon == status)
        return;
    entry.icon = status;
    QIcon& icon = m_icons[status];
    if (icon.isNull())
        icon = statusIcon(status);
    entry.menu->setIcon(icon);
}

// Ended while the menu is open: the entry stays until the menu closes.
void TrayMenu::showGone(const SessionEntry& entry)
{
    entry.since->setText(stateText(SessionState::Ended));
    entry.terminal->setEnabled(false);
    entry.goOn->setEnabled(false);
    entry.texts->setEnabled(false);
    entry.mute->setEnabled(false);
}

const SessionView* TrayMenu::find(const QString& sessionId) const
{
    const auto session = std::find_if(m_view.sessions.cbegin(), m_view.sessions.cend(),
                                      [&](const SessionView& view) { return view.id == sessionId; });
    return session == m_view.sessions.cend() ? nullptr : &*session;
}

qsizetype TrayMenu::shownSessions() const
{
    return std::min(m_view.sessions.size(), MaxSessions);
}

bool TrayMenu::listMatches() const
{
    return std::equal(m_entries.cbegin(), m_entries.cend(), m_view.sessions.cbegin(),
                      m_view.sessions.cbegin() + shownSessions(),
                      [](const SessionEntry& entry, const SessionView& view) { return entry.id == view.id; });
}

} // namespace tocsin
