// SPDX-License-Identifier: MIT
#pragma once

#include "app/requests/request_history.h"
#include "app/sessions/session_actions.h"
#include "core/base/clock.h"
#include "core/pipeline/answer_flow.h"
#include "core/store/state_store.h"
#include "core/system/presence/presence.h"

#include <QObject>

#include <functional>
#include <memory>

namespace tocsin {

class SessionWindow;

/// Keeps the history of the requests from the start, and makes the window of the sessions when a person asks
/// for it: until then nothing is read or computed for it.
class WindowOpener final : public QObject
{
    Q_OBJECT
public:
    /// All of these outlive it.
    struct Dependencies
    {
        AnswerFlow& answers;
        StateStore& store;
        const Clock& clock;
        std::function<QList<SessionView>()> sessions; ///< those that run, as of now
        std::function<std::vector<OpenAlert>(const QString& session)> openAlerts;
        SessionActions actions;
    };
    explicit WindowOpener(Dependencies dependencies, QObject* parent = nullptr);
    ~WindowOpener() override;

    /// The window, with this request in view if it waits, else the most urgent one. Not shown yet.
    [[nodiscard]] SessionWindow& windowWith(AlertId alert);
    void setPresence(Presence presence);
    /// The sessions may have changed.
    void refresh();

private:
    Dependencies m_dependencies;
    RequestHistory m_history;
    std::unique_ptr<SessionWindow> m_window;
};

} // namespace tocsin
