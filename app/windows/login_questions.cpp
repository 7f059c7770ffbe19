// SPDX-License-Identifier: MIT
#include "app/windows/login_questions.h"

#include "app/tray/icons.h"
#include "app/windows/legacy_login_question.h"
#include "app/windows/window_fit.h"
#include "core/logging/categories.h"

#include <QMessageBox>
#include <QPushButton>

#include <memory>

namespace tocsin {

using namespace Qt::StringLiterals;

namespace {
constexpr auto LoginToast = "login"_L1;

/// With the "no" as default and for Escape. It deletes itself when it is closed.
QMessageBox* makeQuestion(const QString& name, const QString& title, const QString& text,
                          const QString& details, const QString& yes, const QString& no,
                          const std::function<void()>& whenYes)
{
    auto* question = std::make_unique<QMessageBox>(QMessageBox::Question, title, text).release();
    question->setObjectName(name);
    question->setAttribute(Qt::WA_DeleteOnClose);
    question->setModal(false); // a QMessageBox is, of itself
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
    for (const QPointer<QMessageBox>& open : {m_logOutQuestion, m_fileQuestion, m_seedQuestion})
        delete open.data();
}

void LoginQuestions::follow()
{
    ServerLogin& login = m_parts.login;
    connect(&login, &ServerLogin::phaseChanged, this, [this](LoginPhase phase) {
        if (phase == LoginPhase::LoggedIn)
            m_parts.notifier.close(LoginToast);
        else if (m_logOutQuestion)
            m_logOutQuestion->close(); // it has been answered elsewhere
    });
    connect(&login, &ServerLogin::storeFailed, this, &LoginQuestions::offerFileStore);
    connect(&login, &ServerLogin::logOutFinished, this, [this](int, const QString& problem) {
        if (!problem.isEmpty())
            tell(tr("You are logged out, but not everywhere"), problem);
    });
    connect(&login, &ServerLogin::loginEnded, this, [this](LoginEnd, const QString& message) {
        if (!message.isEmpty())
            tell(tr("Tocsin is logged out"), message);
    });
    connect(&m_parts.seed, &LegacyLoginImport::finished, this, [this](bool isDone, const QString& message) {
        tell(isDone ? tr("The earlier login") : tr("The earlier login was not taken over"), message);
    });
}

void LoginQuestions::logOut()
{
    const int monitored = m_parts.monitored();
    const int waiting = m_parts.waiting();
    if (m_parts.login.phase() != LoginPhase::LoggedIn || (monitored == 0 && waiting == 0))
        return m_parts.login.logOut();
    if (!m_logOutQuestion) {
        QStringList reasons;
        if (monitored > 0)
            reasons << tr("You get texts about %n Claude session(s). Logging out ends that.", nullptr,
                          monitored);
        if (waiting > 0)
            reasons << tr("%n text(s) still wait for the network. Logging out drops them.", nullptr, waiting);
        m_logOutQuestion = makeQuestion(u"logOutQuestion"_s, tr("Log Out of Tocsin"), tr("Log out now?"),
                                        reasons.join(u'\n'), tr("&Log Out"), tr("&Stay Logged In"),
                                        [this] { m_parts.login.logOut(); });
    }
    present(*m_logOutQuestion);
}

void LoginQuestions::askAboutSeed()
{
    if (std::exchange(m_seedAsked, true) || m_parts.seed.isBusy() ||
        m_parts.seed.look().state == LegacyLogin::State::Absent)
        return;
    m_seedQuestion =
        std::make_unique<LegacyLoginQuestion>(m_parts.seed).release(); // deletes itself when closed
    present(*m_seedQuestion);
}

void LoginQuestions::tellUnreadable(const QString& problem)
{
    tell(tr("Your login could not be read"),
         problem + u' ' + tr("Tocsin looks again when the keychain opens."));
}

void LoginQuestions::offerFileStore(const QString& problem)
{
    if (std::exchange(m_fileStoreOffered, true))
        return;
    qCInfo(logAuth).noquote() << problem;
    m_fileQuestion = makeQuestion(
        u"fileStoreQuestion"_s, tr("Where to keep the login"), problem,
        tr("Tocsin can keep the login in a file that only you can read instead. That is less safe than a "
           "keychain; the login moves there when a keychain works. Otherwise the login lasts until Tocsin "
           "ends."),
        tr("Keep it in a file"), tr("Do not keep it"), m_parts.keepLoginInFile);
    present(*m_fileQuestion);
}

void LoginQuestions::tell(const QString& title, const QString& message)
{
    qCInfo(logAuth).noquote() << message;
    m_parts.notifier.show({.tag = LoginToast,
                           .title = title,
                           .body = message,
                           .iconName = overallIconName(TrayStatus::LoggedOut),
                           .staysUntilClosed = true});
}

} // namespace tocsin
