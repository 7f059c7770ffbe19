// SPDX-License-Identifier: MIT
#pragma once

#include "core/server/api/secret.h"
#include "core/server/login/callback_connection.h"

#include <QObject>
#include <QString>
#include <QTcpServer>
#include <QTimer>
#include <QUrl>

#include <cstdint>

namespace tocsin {

/// What the server sent back by way of the browser.
struct BrowserAnswer
{
    Secret tempToken{};
    QString phone{}; ///< as it came; ensureMasked() before anybody sees it
};

/// Waits on 127.0.0.1, at a free port, for the browser to bring the answer of a login: one `GET /callback`
/// with our state. Then the browser is sent on to `/done`, and when that page was shown, nobody listens any
/// more. Every other request is told that there is nothing here and changes nothing.
class CallbackListener final : public QObject
{
    Q_OBJECT
public:
    explicit CallbackListener(CallbackLimits limits = {}, QObject* parent = nullptr);
    ~CallbackListener() override;

    /// Waits for `state` and no longer for an earlier one; the port stays while it listens. False when no
    /// port can be had.
    [[nodiscard]] bool listen(const QString& state);
    /// Where the browser is to come back; empty unless it listens.
    [[nodiscard]] QUrl url() const;
    [[nodiscard]] bool isListening() const { return m_server.isListening(); }
    /// Drops whoever is connected. Safe at any time, in a slot of answered() too.
    void close();

Q_SIGNALS:
    void answered(const tocsin::BrowserAnswer& answer);

private:
    enum class Stage : uint8_t { Waiting, Answered, Shown };

    void takeConnections();
    void connectionEnded();
    [[nodiscard]] QByteArray answerTo(const CallbackReading& reading);
    [[nodiscard]] QByteArray takeCallback(const CallbackRequest& request);

    CallbackLimits m_limits;
    QTcpServer m_server;
    QTimer m_donePatience;
    QString m_state;
    Stage m_stage{Stage::Waiting};
    int m_connections{0};
};

} // namespace tocsin
