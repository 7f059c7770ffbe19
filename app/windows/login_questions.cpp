// SPDX-License-Identifier: MIT
#include "app/windows/login_questions.h"

#include "app/tray/icons.h"
#include "app/windows/legacy_login_question.h"
#include "app/windows/notice_clicks.h"
#include "core/logging/categories.h"
#include "core/server/login/login_text.h"

#include <QMessageBox>
#include <QPushButton>

#include <memory>

namespace tocsin {

using namespace Qt::StringLiterals;

namespace {

/// "No" is the default and the answer to Escape. Deletes itself when it is closed.
QMessageBox* makeQuestion(const QString& name, const QString& title, const QString& text,
                          const QString& details, const QString& yes, const QString& no,
                          const std::function<void()>& whenYes)
{
    auto* question = std::make_unique<QMessageBox>(QMessageBox::Question, title, text).release();
    question->setObjectName(name);
    question->setAttribute(Qt::WA_DeleteOnClose);
    question->setModal(false); // the default of QMessageBox is modal
    question->setTextFormat(Qt::PlainText);
    question->setInformativeText(details);
    const QPushButton* agree = question->addButton(yes, QMessageBox::AcceptRole);
    question->setDefaultButton(question->addButton(no, QMessageBox::RejectRole));
    question->setEscapeButton(question->defaultButton());
    QObject::connect(question, &QMessageBox::buttonClicked, question,
                     [agree, whenYes](const QAbstractButton* clicked) {
                         if (clicked == agree)
                             whenYes();
                     });
    return question;
}
} // namespace

LoginQuestions::LoginQuestions(Dependencies parts, QObject* parent)
    : QObject{parent}
    , m_parts{std::move(parts)}
{
    follow();
}

LoginQuestions::~LoginQuestions()
{
    for (const QPointer<QMessageBox>& open : {m_logOutQuestion, m_fileQuestion, m_legacyLoginQuestion})
        delete open.data();
}

void LoginQuestions::follow()
{
    ServerLogin& login = m_parts.login;
    connect(&login, &ServerLogin::phaseChanged, this, [this](LoginPhase phase) {
        if (phase == LoginPhase::LoggedIn) {
            m_parts.notifier.close(LoginNotice);
        } else if (m_logOutQuestion) {
            m_logOutQuestion->close(); // answered elsewhere
        }
    });
    connect(&login, &ServerLogin::storeFailed, this, &LoginQuestions::offerFileStore);
    connect(&login, &ServerLogin::logOutFinished, this, [this](int, const QString& problem) {
        if (!problem.isEmpty())
            notify(tr("Logout incomplete"), problem);
        else if (std::exchange(m_isConfirmationDue, false))
            confirmLogOut();
    });
    connect(&login, &ServerLogin::loginEnded, this, [this](LoginEnd, const QString& message) {
        if (!message.isEmpty())
            notify(tr("You are logged out"), message);
    });
    connect(&login, &ServerLogin::foundElsewhere, this, [this](const QUrl& server) {
        notify(tr("You are not logged in"),
               tr("Your login is for %1, but Tocsin uses %2 now. Log in there to get texts, or change the "
                  "server "
                  "address.")
                   .arg(server.toDisplayString(), m_parts.login.serverUrl().toDisplayString()));
    });
    connect(&m_parts.legacyLogin, &LegacyLoginImport::finished, this,
            [this](bool /*isDone*/, const QString& message) { notify(tr("Earlier login"), message); });
}

void LoginQuestions::logOut()
{
    const int monitored = m_parts.monitored();
    const int waiting = m_parts.waiting();
    if (m_parts.login.phase() != LoginPhase::LoggedIn || (monitored == 0 && waiting == 0))
        return logOutNow();
    if (!m_logOutQuestion) {
        QStringList reasons;
        if (monitored > 0)
            reasons << tr("You are getting texts about %n session(s). Logging out stops them.", nullptr,
                          monitored);
        if (waiting > 0)
            reasons << tr("%n unsent text(s) will be discarded.", nullptr, waiting);
        m_logOutQuestion =
            makeQuestion(u"logOutQuestion"_s, tr("Log Out"), tr("Log out now?"), reasons.join(u'\n'),
                         tr("&Log Out"), tr("&Stay Logged In"), [this] { logOutNow(); });
    }
    m_parts.present(*m_logOutQuestion);
}

/// A terminal says itself that the login is over; a menu does not.
void LoginQuestions::logOutNow()
{
    m_isConfirmationDue = m_parts.login.phase() == LoginPhase::LoggedIn;
    m_parts.login.logOut();
}

void LoginQuestions::askAboutLegacyLogin()
{
    if (std::exchange(m_legacyLoginAsked, true) || m_parts.legacyLogin.isBusy() ||
        m_parts.legacyLogin.look().state == LegacyLogin::State::Absent)
        return;
    m_legacyLoginQuestion =
        std::make_unique<LegacyLoginQuestion>(m_parts.legacyLogin).release(); // deletes itself when closed
    m_parts.present(*m_legacyLoginQuestion);
}

void LoginQuestions::reportUnreadable(const QString& problem)
{
    notify(tr("Could not read your login"),
           problem + u' ' + tr("Tocsin will try again when the keychain is unlocked."));
}

void LoginQuestions::offerFileStore(const QString& problem)
{
    if (std::exchange(m_fileStoreOffered, true))
        return;
    qCInfo(logAuth).noquote() << problem;
    m_fileQuestion = makeQuestion(
        u"fileStoreQuestion"_s, tr("Stay Logged In"), problem,
        tr("Tocsin can save your login in a file that only you can read. This is less secure than a "
           "keychain; "
           "Tocsin moves the login there when one becomes available. Otherwise you stay logged in only until "
           "Tocsin quits."),
        tr("&Save in File"), tr("&Don't Save"), m_parts.keepLoginInFile);
    m_parts.present(*m_fileQuestion);
}

void LoginQuestions::confirmLogOut()
{
    m_parts.notifier.show({.tag = LoginNotice,
                           .title = tr("You are logged out"),
                           .body = describeLogOut(true),
                           .urgency = ToastUrgency::Low,
                           .iconName = statusIconName(TrayStatus::LoggedOut)});
}

void LoginQuestions::notify(const QString& title, const QString& message)
{
    qCInfo(logAuth).noquote() << message;
    m_parts.notifier.show({.tag = LoginNotice,
                           .title = title,
                           .body = message,
                           .iconName = statusIconName(TrayStatus::LoggedOut),
                           .staysUntilClosed = true});
}

} // namespace tocsin
