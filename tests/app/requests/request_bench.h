// SPDX-License-Identifier: MIT
#pragma once

#include "app/requests/request_body.h"
#include "app/sessions/session_window.h"
#include "tests/app/requests/request_stage.h"
#include "tests/app/windows/hand_clock.h"

#include <QLabel>
#include <QPushButton>

namespace tocsin::test {

/// What a body says is the test's to decide.
class StandInBody final : public RequestBody
{
    Q_OBJECT
public:
    explicit StandInBody(const WaitingRequest& request)
        : m_kind{request.kind}
    {}

    std::optional<Decision> answer{};
    QString why{};
    bool isSame{true};

    [[nodiscard]] std::optional<Decision> accepted() const override
    {
        return m_kind == RequestKind::Tool ? std::optional<Decision>{decision::Allow{}} : answer;
    }
    [[nodiscard]] QString obstacle() const override { return why; }
    [[nodiscard]] bool isStillAsShown() override { return isSame; }

private:
    RequestKind m_kind;
};

/// The window over the real flow of answers; its clock stands still.
struct RequestBench
{
    RequestStage stage;
    HandClock clock;
    bool hasBegun{stage.begin()};
    RequestHistory history{stage.answers(), clock};
    QStringList done{}; ///< what was to be done with a session
    QString cannotContinue{};
    QString cannotEnd{};
    SessionActions actions{
        .showTerminal = [this](const QString& session) { done << u"terminal "_s + session; },
        .canContinue = [this](const QString& session) { return session != cannotContinue; },
        .continueSession = [this](const QString& session) { done << u"continue "_s + session; },
        .openFolder = [this](const SessionView& session) { done << u"folder "_s + session.path; },
        .setTexts = [this](const QString& session,
                           bool on) { done << u"texts %1 %2"_s.arg(session, on ? u"on"_s : u"off"_s); },
        .rename = [this](const QString& session,
                         const QString& name) { stage.pipeline().rename(session, name); },
        .canEnd = [this](const QString& session) { return session != cannotEnd; },
        .endSession = [this](const QString& session) { done << u"end "_s + session; },
        .mute = [this](const QString& session,
                       const QString& span) { done << u"mute %1 %2"_s.arg(session, span); }};
    SessionWindow window{
        {.answers = stage.answers(),
         .history = history,
         .store = stage.states(),
         .clock = clock,
         .makeBody = [](const WaitingRequest& request) -> std::unique_ptr<RequestBody> {
             return std::make_unique<StandInBody>(request);
         },
         .sessions = [this] { return stage.pipeline().sessions(); },
         .openAlerts = [this](const QString& session) { return stage.pipeline().openAlerts(session); },
         .actions = actions}};

    /// As a person opens it.
    void open(AlertId alert = {})
    {
        window.showRequest(alert);
        window.show();
        QCoreApplication::processEvents();
    }
    /// Of the page in view.
    template<typename Widget> [[nodiscard]] Widget* find(const QString& name) const
    {
        for (Widget* one : window.findChildren<Widget*>(name)) {
            if (one->isVisible())
                return one;
        }
        return nullptr;
    }
    [[nodiscard]] QPushButton* button(const QString& name) const { return find<QPushButton>(name); }
    [[nodiscard]] bool isUsable(const QString& name) const
    {
        const QPushButton* one = button(name);
        return one != nullptr && one->isEnabled();
    }
    [[nodiscard]] QString text(const QString& label) const
    {
        const QLabel* one = find<QLabel>(label);
        return one != nullptr ? one->text() : QString{};
    }
    [[nodiscard]] StandInBody* body() const
    {
        for (StandInBody* one : window.findChildren<StandInBody*>()) {
            if (one->isVisible())
                return one;
        }
        return nullptr;
    }
    /// The buttons are no longer inert.
    [[nodiscard]] bool waitForButtons()
    {
        QCoreApplication::processEvents();
        clock.move(InertTimeOfTests);
        return QTest::qWaitFor([this] { return isUsable(u"denyAndStop"_s); });
    }
    void click(const QString& name)
    {
        if (QPushButton* one = button(name))
            QTest::mouseClick(one, Qt::LeftButton);
    }

    static constexpr std::chrono::milliseconds InertTimeOfTests{500};
};

} // namespace tocsin::test
