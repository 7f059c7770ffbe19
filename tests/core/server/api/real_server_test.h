// SPDX-License-Identifier: MIT
#pragma once

#include "core/channels/sms/sms_delivery.h"
#include "core/server/api/network.h"
#include "tests/support/memory_token_store.h"
#include "tests/support/moved_clock.h"
#include "tests/support/server_process.h"

#include <QNetworkAccessManager>
#include <QSignalSpy>
#include <QTest>

#include <chrono>
#include <memory>

namespace tocsin::test {

inline const QString Phone{QStringLiteral("+14155550123")};

[[nodiscard]] SendServerEvent serverEvent(const QString& session, ServerEventType type, AlertCause cause,
                                          const QString& text = {});

/// The client's half of the program, as the composition root puts it together.
struct Client
{
    explicit Client(const QUrl& url, const QString& fingerprint = QStringLiteral("0123456789abcdef"));

    std::unique_ptr<QNetworkAccessManager> network{makeNetworkAccessManager()};
    ApiClient api;
    MemoryTokenStore store;
    MovedClock clock;
    QRandomGenerator random{1};
    ServerLogin login;
    SmsDelivery delivery;
};

/// What each test with the real server process starts with.
class RealServerTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup();

protected:
    void logIn(Client& client);
    [[nodiscard]] QStringList bodies() const; ///< of the texts

    std::unique_ptr<ServerProcess> m_server;
};

} // namespace tocsin::test
