// SPDX-License-Identifier: MIT
#pragma once

#include "core/server/login/callback_request.h"

#include <QByteArray>
#include <QObject>
#include <QTcpSocket>
#include <QTimer>

#include <chrono>
#include <functional>

namespace tocsin {

struct CallbackLimits
{
    int connections{8}; ///< at a time; browsers open some that they never use
    qsizetype head{8 * 1024};
    std::chrono::milliseconds request{std::chrono::seconds{5}}; ///< until the answer has left
    std::chrono::milliseconds done{std::chrono::seconds{10}}; ///< for the last page, once the answer is here
};

/// One connection to the listener of a browser login: one request, one answer. Deletes itself when done.
class CallbackConnection final : public QObject
{
    Q_OBJECT
public:
    using Answer = std::function<QByteArray(const CallbackReading&)>;

    /// Takes `socket` over. `answer` is asked once at most; it may end this connection meanwhile.
    CallbackConnection(QTcpSocket* socket, QByteArray host, const CallbackLimits& limits, Answer answer,
                       QObject* parent);

    /// Reads what came before we were here, and from then on what comes.
    void read();
    void abort();

private:
    void reply(const QByteArray& bytes);

    QTcpSocket* m_socket;
    QByteArray m_host;
    qsizetype m_maxHead;
    Answer m_answer;
    QByteArray m_head;
    QTimer m_deadline;
    bool m_isAnswered{false};
};

} // namespace tocsin
