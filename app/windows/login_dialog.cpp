// SPDX-License-Identifier: MIT
#include "app/windows/login_dialog.h"

#include "app/windows/browser_page.h"
#include "app/windows/code_page.h"
#include "app/windows/done_page.h"
#include "app/windows/phone_page.h"
#include "app/windows/window_fit.h"
#include "core/base/loopback.h"
#include "core/base/text.h"

#include <QEvent>
#include <QLabel>
#include <QShowEvent>
#include <QStackedWidget>
#include <QStyle>
#include <QVBoxLayout>

#include <utility>

namespace tocsin {

using namespace Qt::StringLiterals;

namespace {
/// Characters in one line of the window.
constexpr qsizetype MostOfAddress{48};
} // namespace

LoginDialog::LoginDialog(Login& login, const Settings& settings, const Clock& clock,
                         PrintedTextsNote::Ask askServer, QWidget* parent)
    : QDialog{parent}
    , m_login{login}
    , m_settings{settings}
    , m_pages{new QStackedWidget{this}}
    , m_server{new QLabel{this}}
    , m_printed{new PrintedTextsNote{std::move(askServer), this}}
    , m_phonePage{new PhonePage{m_pages}}
    , m_browserPage{new BrowserPage{m_pages}}
    , m_codePage{new CodePage{clock, m_pages}}
    , m_donePage{new DonePage{m_pages}}
{
    setObjectName(u"loginDialog"_s);
    for (QWidget* page : {static_cast<QWidget*>(m_phonePage), static_cast<QWidget*>(m_browserPage),
                          static_cast<QWidget*>(m_codePage), static_cast<QWidget*>(m_donePage)})
        m_pages->addWidget(page);
    auto* layout = new QVBoxLayout{this};
    layout->setContentsMargins({});
    layout->addWidget(m_pages, 1);
    m_server->setObjectName(u"server"_s);
    m_server->setTextFormat(Qt::PlainText);
    m_server->setWordWrap(true);
    for (QLabel* label : {m_server, static_cast<QLabel*>(m_printed)}) {
        label->setContentsMargins(style()->pixelMetric(QStyle::PM_LayoutLeftMargin), 0,
                                  style()->pixelMetric(QStyle::PM_LayoutRightMargin),
                                  style()->pixelMetric(QStyle::PM_LayoutBottomMargin));
        layout->addWidget(label);
    }
    resize(420, 0); // growToFit() sets the height
    connectPages();
    retranslate();
    followPhase();
}

void LoginDialog::connectPages()
{
    connect(m_phonePage, &PhonePage::codeWanted, this,
            [this](const QString& phone) { m_login.requestCode(phone); });
    connect(m_phonePage, &PhonePage::browserWanted, this, [this] { m_login.requestInBrowser(); });
    connect(m_browserPage, &BrowserPage::openAgainWanted, this, [this] {
        m_browserPage->forgetProblem();
        m_login.reopenBrowser();
    });
    connect(m_browserPage, &BrowserPage::cancelWanted, this, [this] { m_login.cancel(); });
    connect(m_codePage, &CodePage::codeEntered, this,
            [this](const QString& code) { m_login.submitCode(code); });
    connect(m_codePage, &CodePage::waiting, this, [this] { m_login.watchCode(); });
    connect(m_codePage, &CodePage::resendWanted, this, [this] { m_login.resendCode(); });
    connect(m_codePage, &CodePage::otherNumberWanted, this, [this] { m_login.cancel(); });
    connect(m_donePage, &DonePage::logOutWanted, this, [this] {
        if (m_logOut)
            m_logOut();
        else
            m_login.logOut();
    });
    connect(m_phonePage, &PhonePage::settingsWanted, this, &LoginDialog::settingsWanted);
    connect(m_phonePage, &PhonePage::closeWanted, this, &QDialog::close);
    connect(m_codePage, &CodePage::closeWanted, this, &QDialog::close);
    connect(m_donePage, &DonePage::closeWanted, this, &QDialog::close);
    connect(&m_login, &Login::phaseChanged, this, &LoginDialog::followPhase);
    // A problem with the old server says nothing about the new one.
    connect(&m_settings, &Settings::changed, this, [this](Setting setting) {
        if (setting == Setting::TextsForNewSessions)
            followPhase();
        if (setting == Setting::ServerUrl) {
            m_phonePage->retranslate();
            m_printed->forget();
            showServer();
        }
    });
    connect(&m_login, &Login::failed, this, &LoginDialog::showFailure);
    connect(&m_login, &Login::codeUndelivered, this, [this](const QString& message) {
        m_codePage->setUndelivered(message);
        growToFit(*this);
    });
    connect(m_printed, &PrintedTextsNote::isPrintedChanged, this,
            [this] { m_codePage->setServerPrints(m_printed->isPrinted()); });
}

void LoginDialog::followPhase()
{
    bool covered = false;
    switch (m_login.phase()) {
    case LoginPhase::Restoring:
        m_phonePage->setWaiting(tr("Checking for a saved login…"));
        turnTo(m_phonePage);
        break;
    case LoginPhase::LoggedOut:
        m_codePage->setWaiting({});
        m_codePage->forget();
        m_phonePage->setWaiting({});
        turnTo(m_phonePage);
        break;
    case LoginPhase::RequestingCode:
        if (m_pages->currentWidget() == m_codePage) { // a resend: the page stays
            m_codePage->setWaiting(tr("Requesting a new code…"));
        } else {
            m_phonePage->setWaiting(tr("Asking the server…"));
            turnTo(m_phonePage);
        }
        break;
    case LoginPhase::WaitingForBrowser:
        m_phonePage->setWaiting({});
        m_codePage->setWaiting({});
        m_browserPage->forgetProblem();
        turnTo(m_browserPage);
        break;
    case LoginPhase::AwaitingCode:
        m_phonePage->setWaiting({});
        m_codePage->setWaiting({});
        m_codePage->setServerIsHere(isLoopbackHost(m_settings.serverUrl().host()));
        m_codePage->codeSent(m_login.maskedPhone(), m_login.codeExpiresAt());
        m_codePage->setAttemptsLeft(m_login.attemptsLeft());
        m_codePage->setUndelivered(m_login.codeProblem());
        covered = isVisible() && m_pages->currentWidget() == m_browserPage;
        turnTo(m_codePage);
        break;
    case LoginPhase::Exchanging:
        m_codePage->setWaiting(tr("Checking the code…"));
        turnTo(m_codePage);
        break;
    case LoginPhase::LoggedIn:
        m_codePage->setWaiting({});
        m_phonePage->setWaiting({});
        m_phonePage->forget();
        m_codePage->forget();
        m_donePage->showLogin(m_login.maskedPhone(), m_settings.get<Setting::TextsForNewSessions>());
        turnTo(m_donePage);
        break;
    }
    askServer();
    if (covered) // by the browser; last, for it may be shown again by that, and follow the phase
        Q_EMIT frontWanted();
}

/// Before the person does, nothing of this computer goes there.
void LoginDialog::askServer()
{
    switch (m_login.phase()) {
    case LoginPhase::LoggedOut:
        m_printed->forget();
        break;
    case LoginPhase::WaitingForBrowser:
    case LoginPhase::AwaitingCode:
    case LoginPhase::LoggedIn:
        if (isVisible())
            m_printed->ask();
        break;
    case LoginPhase::Restoring:
    case LoginPhase::RequestingCode:
    case LoginPhase::Exchanging:
        break;
    }
}

void LoginDialog::showFailure(LoginError error, const QString& message)
{
    // failed() may be the only signal of a change of phase.
    followPhase();
    // The login has ended with the code, but the person can request the next code from the same page.
    if (error == LoginError::CodeExpired && m_login.phase() == LoginPhase::LoggedOut) {
        m_codePage->codeExpired();
        turnTo(m_codePage);
    }
    if (m_pages->currentWidget() == m_browserPage) {
        m_browserPage->showProblem(message);
    } else if (m_pages->currentWidget() == m_codePage) {
        m_codePage->showProblem(message);
    } else if (m_pages->currentWidget() == m_phonePage) {
        m_phonePage->showProblem(message);
        if (error == LoginError::ServerTooFar || error == LoginError::ServerUnsafe ||
            error == LoginError::NotOurServer)
            m_phonePage->offerSettings();
    }
    growToFit(*this);
}

void LoginDialog::turnTo(QWidget* page)
{
    const bool turned = m_pages->currentWidget() != page;
    m_pages->setCurrentWidget(page);
    if (!turned && isVisible())
        return; // keep the focus
    if (page == m_phonePage)
        m_phonePage->takeFocus();
    else if (page == m_browserPage)
        m_browserPage->takeFocus();
    else if (page == m_codePage)
        m_codePage->takeFocus();
    else
        m_donePage->takeFocus();
}

void LoginDialog::changeEvent(QEvent* event)
{
    QDialog::changeEvent(event);
    if (event->type() == QEvent::LanguageChange)
        retranslate();
}

void LoginDialog::showEvent(QShowEvent* event)
{
    if (!event->spontaneous())
        followPhase();
    QDialog::showEvent(event);
    growToFit(*this);
}

bool LoginDialog::event(QEvent* event)
{
    const bool handled = QDialog::event(event);
    if (event->type() == QEvent::LayoutRequest || event->type() == QEvent::Resize)
        growToFit(*this);
    return handled;
}

void LoginDialog::retranslate()
{
    setWindowTitle(tr("Log In"));
    m_phonePage->retranslate();
    m_browserPage->retranslate();
    m_codePage->retranslate();
    m_donePage->retranslate();
    m_printed->retranslate();
    showServer();
}

void LoginDialog::showServer()
{
    const QString address = m_settings.serverUrl().toDisplayString();
    m_server->setText(tr("Server: %1").arg(elided(address, MostOfAddress)));
    m_server->setToolTip(address);
}

} // namespace tocsin
