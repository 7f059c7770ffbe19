// SPDX-License-Identifier: MIT
#include "cli/test_run.h"

#include "cli/reply_text.h"
#include "core/ipc/requests.h"

#include <QElapsedTimer>

#include <algorithm>

namespace tocsin {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

constexpr std::chrono::milliseconds LookEvery{50ms};
constexpr std::chrono::milliseconds HookLimit{3s};
constexpr std::chrono::milliseconds NotificationLimit{10s};
constexpr std::chrono::milliseconds TextLimit{30s};

QString span(std::chrono::milliseconds time)
{
    return time < 1s ? u"%1 ms"_s.arg(time.count())
                     : u"%1 s"_s.arg(static_cast<double>(time.count()) / 1000, 0, 'f', 1);
}

bool isShown(const ipc::TestReply& report)
{
    return report.notificationId != 0;
}

/// It was, and the person was quick.
bool wasSeen(const ipc::TestReply& report)
{
    return report.hasReacted || report.notification == "seen"_L1;
}

/// It will not be shown soon: a reason stands in the way.
bool isWithheld(const ipc::TestReply& report)
{
    return report.notification == "withheld"_L1 ||
           (report.notification == "due"_L1 && !report.notificationWords.isEmpty());
}

bool isTextOver(const ipc::TestReply& report)
{
    return report.text == "sent"_L1 || report.text == "withheld"_L1 || report.text == "given_up"_L1 ||
           report.text == "held_back"_L1 || report.text == "held"_L1;
}

} // namespace

ExitCode TestRun::run() const
{
    if (const std::optional<ExitCode> refused = refusal())
        return *refused;
    const QString title = tr("Tocsin test");
    if (!m_environment.runHook(testDocument(TestStep::Begin, m_session, title, m_environment.folder))) {
        sayStep(false, tr("tocsin-hookbridge cannot be run. Run: tocsin doctor"));
        return ExitCode::Failed;
    }
    const ExitCode result = runSession();
    static_cast<void>(
        m_environment.runHook(testDocument(TestStep::End, m_session, title, m_environment.folder)));
    return result;
}

/// Before anything is sent: that the app runs, and what a text needs.
std::optional<ExitCode> TestRun::refusal() const
{
    const auto reply = m_environment.ask(ipc::SessionRequest{}.toJson());
    if (!reply || !ipc::isOk(*reply))
        return printError(reply);
    if (!m_wish.isTexted)
        return std::nullopt;
    const auto status = ipc::StatusReply::fromJson(*reply);
    if (status.login.phase != ipc::LoginStatus::Phase::LoggedIn)
        return printError(
            ipc::ErrorReply{.code = ipc::ErrorCode::NotLoggedIn, .message = tr("A text needs a login.")}
                .toJson());
    if (isTextWanted(status.login.phone))
        return std::nullopt;
    if (!m_environment.interactive)
        m_environment.err << tr("A text costs money: pass --yes to send one.") << Qt::endl;
    return m_environment.interactive ? ExitCode::Done : ExitCode::Usage;
}

bool TestRun::isTextWanted(const QString& phone) const
{
    if (m_wish.isConfirmed)
        return true;
    if (!m_environment.interactive)
        return false;
    //: The answers are the first letters of yes and no
    const QString question = tr("Send a text to %1? It costs what a text costs. [y/N] ").arg(phone);
    const QString answer = m_environment.prompt(question, Echo::On, {}).value_or(QString{}).trimmed();
    return !answer.isEmpty() &&
           (answer.front().toLower() == u'y' || answer.front().toLower() == tr("y").front());
}

ExitCode TestRun::runSession() const
{
    if (const std::optional<ExitCode> refused = switchTexts())
        return *refused;
    const auto hook = m_environment.runHook(
        testDocument(TestStep::Wait, m_session, tr("Tocsin test"), m_environment.folder));
    if (!hook) {
        sayStep(false, tr("tocsin-hookbridge cannot be run. Run: tocsin doctor"));
        return ExitCode::Failed;
    }
    const ExitCode notification = watchNotification(*hook);
    const ExitCode text = m_wish.isTexted ? watchText() : ExitCode::Done;
    letItStay();
    return std::max(notification, text);
}

/// On for a test of them, else off: new sessions may have them on.
std::optional<ExitCode> TestRun::switchTexts() const
{
    const QJsonObject request =
        m_wish.isTexted
            ? ipc::StartRequest{.sessionId = m_session,
                                .description = tr("Tocsin test"),
                                .folder = m_environment.folder}
                  .toJson()
            : ipc::SessionRequest{.type = ipc::RequestType::Stop, .sessionId = m_session}.toJson();
    const auto reply = m_environment.ask(request);
    return reply && ipc::isOk(*reply) ? std::nullopt : std::optional{printError(reply)};
}

ExitCode TestRun::watchNotification(std::chrono::milliseconds hook) const
{
    std::chrono::milliseconds took{0};
    ipc::TestReply report = poll(
        HookLimit, [](const ipc::TestReply& now) { return now.hasAlert; }, took);
    if (!report.hasAlert) {
        sayStep(false, tr("The hook ran, but its event did not arrive. Run: tocsin doctor"));
        return ExitCode::Failed;
    }
    sayStep(true, tr("Hook delivered in %1.").arg(span(hook)));
    report = poll(
        NotificationLimit,
        [](const ipc::TestReply& now) { return isShown(now) || isWithheld(now) || wasSeen(now); }, took);
    if (wasSeen(report)) {
        sayStep(true, tr("Notification shown, and closed by you, within %1.").arg(span(took)));
        return ExitCode::Done;
    }
    if (isShown(report)) {
        const QString by = report.service.isEmpty() ? tr("the notification service") : report.service;
        sayStep(true, tr("Notification shown after %1: id %2, by %3.")
                          .arg(span(took), QString::number(report.notificationId), by));
        return ExitCode::Done;
    }
    if (!report.hasDisplay) {
        // Who asks for a text has its answer in what comes of the text.
        m_environment.out << "-   " << tr("No notification: Tocsin runs without a display.") << Qt::endl;
        if (m_wish.isTexted)
            return ExitCode::Done;
        m_environment.out << tr("To test a text: tocsin test --text") << Qt::endl;
        return ExitCode::Failed;
    }
    const QString reason = report.notificationWords.isEmpty() ? tr("the notification service did not respond")
                                                              : report.notificationWords;
    sayStep(false, tr("No notification: %1.").arg(reason));
    return ExitCode::Failed;
}

ExitCode TestRun::watchText() const
{
    std::chrono::milliseconds took{0};
    const ipc::TestReply report = poll(TextLimit, isTextOver, took);
    if (report.text == "sent"_L1) {
        sayStep(true, report.delivery.isEmpty()
                          ? tr("Text sent after %1.").arg(span(took))
                          : tr("Text sent after %1 (%2).").arg(span(took), report.delivery));
        return ExitCode::Done;
    }
    const QString reason = report.textWords.isEmpty() ? tr("the server did not respond") : report.textWords;
    sayStep(false, tr("No text: %1.").arg(reason));
    return ExitCode::Failed;
}

/// A notification on the screen, until the person has reacted to it.
void TestRun::letItStay() const
{
    std::chrono::milliseconds took{0};
    if (!isShown(poll(
            0ms, [](const ipc::TestReply&) { return true; }, took)))
        return;
    m_environment.out << tr("The notification closes after %n second(s), or when you click it.", nullptr,
                            static_cast<int>(m_wish.stay.count()))
                      << Qt::endl;
    static_cast<void>(poll(
        m_wish.stay,
        [](const ipc::TestReply& now) { return now.hasReacted || !now.hasAlert || !isShown(now); }, took));
}

ipc::TestReply TestRun::poll(std::chrono::milliseconds limit,
                             const std::function<bool(const ipc::TestReply&)>& isOver,
                             std::chrono::milliseconds& took) const
{
    QElapsedTimer time;
    time.start();
    for (std::chrono::milliseconds slept{0};; slept += LookEvery) {
        const auto reply = m_environment.ask(
            ipc::SessionRequest{.type = ipc::RequestType::Test, .sessionId = m_session}.toJson());
        const ipc::TestReply report =
            reply && ipc::isOk(*reply) ? ipc::TestReply::fromJson(*reply) : ipc::TestReply{};
        took = std::chrono::milliseconds{time.elapsed()};
        if (isOver(report) || slept >= limit)
            return report;
        m_environment.sleep(LookEvery);
    }
}

void TestRun::sayStep(bool isWell, const QString& text) const
{
    m_environment.out << (isWell ? "ok  " : "x   ") << text << Qt::endl;
}

ExitCode TestRun::printError(const Expected<QJsonObject, ClientError>& reply) const
{
    const Failure failure = m_replyText.failure(reply);
    m_environment.err << failure.message << Qt::endl;
    return failure.exitCode;
}

} // namespace tocsin
