// SPDX-License-Identifier: MIT
#pragma once

#include "app/sessions/session_actions.h"
#include "app/windows/continue_opener.h"
#include "app/windows/notice_clicks.h"
#include "core/base/clock.h"
#include "core/channels/desktop/notifier.h"
#include "core/pipeline/event_pipeline.h"
#include "core/pipeline/session_ender.h"
#include "core/pipeline/session_terminals.h"
#include "core/settings/settings.h"

#include <QObject>
#include <QWidget>

#include <functional>

namespace tocsin {

/// The actions on a session: from the window, the tray menu or a notification. A failure is shown as a
/// notification about that session.
class SessionControls final : public QObject
{
    Q_OBJECT
public:
    /// All outlive this.
    struct Dependencies
    {
        EventPipeline& pipeline;
        SessionTerminals& terminals;
        SessionEnder& ender;
        Notifier& notifier;
        NoticeClicks& clicks;
        Settings& settings;
        const Clock& clock;
        std::function<bool()> isLoggedIn;
        std::function<void()> logIn;
        std::function<void(QWidget& window)> present;
    };
    explicit SessionControls(Dependencies dependencies, QObject* parent = nullptr);

    [[nodiscard]] SessionActions actions();
    [[nodiscard]] bool canContinue(const QString& sessionId) const;

public Q_SLOTS:
    void showTerminal(const QString& sessionId);
    /// Asks for the prompt.
    void continueSession(const QString& sessionId);
    /// Asks for a login first, where there is none.
    void setTexts(const QString& sessionId, bool on);
    /// All sessions if the ID is empty. `span` as SessionActions::mute.
    void mute(const QString& sessionId, const QString& span);

Q_SIGNALS:
    void muted();

private:
    void openFolder(const SessionView& session);
    void endSession(const QString& sessionId);
    void tellNotEnded(EndProblem problem);
    /// What follows may be about that session.
    void begin(QLatin1StringView tag, const QString& sessionId);
    void tell(QLatin1StringView tag, const QString& title, const QString& body);

    Dependencies m_with;
    ContinueOpener m_continue;
};

} // namespace tocsin
