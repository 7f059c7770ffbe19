// SPDX-License-Identifier: MIT
#pragma once

#include "core/server/login/callback_listener.h"

#include <QObject>
#include <QTimer>
#include <QUrl>

#include <chrono>
#include <functional>

namespace tocsin {

/// Shows an address in the user's browser; false when that could not be done.
using OpenUrl = std::function<bool(const QUrl&)>;

/// As long as a texted code is good.
inline constexpr std::chrono::minutes BrowserPatience{10};

/// The server's login page, which sends the browser back to `callback` with `state`.
[[nodiscard]] QUrl browserLoginUrl(const QUrl& server, const QUrl& callback, const QString& state);

/// The part of a login that happens in the browser: opens the server's page and waits for its answer.
class BrowserLogin final : public QObject
{
    Q_OBJECT
public:
    explicit BrowserLogin(QObject* parent = nullptr);

    void setBrowser(OpenUrl open, std::chrono::milliseconds patience);
    [[nodiscard]] bool hasBrowser() const { return static_cast<bool>(m_open); }

    /// Opens `server`'s page and waits; whatever it waited for before, it does no longer. False, and nothing
    /// is awaited, when the browser cannot be opened.
    [[nodiscard]] bool begin(const QUrl& server);
    /// Opens the same page once more; a page that is still open stays good. False when it cannot be opened.
    [[nodiscard]] bool openAgain();
    /// Nothing is awaited any more, nobody listens.
    void end();

Q_SIGNALS:
    void answered(const tocsin::BrowserAnswer& answer);
    /// The patience is at an end; nobody listens any more.
    void unanswered();

private:
    OpenUrl m_open;
    CallbackListener m_listener;
    QTimer m_patience;
    QUrl m_page;
};

} // namespace tocsin
