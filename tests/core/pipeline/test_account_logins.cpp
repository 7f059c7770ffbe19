// SPDX-License-Identifier: MIT
#include "core/ipc/replies.h"
#include "core/pipeline/account_logins.h"
#include "core/server/api/network.h"
#include "core/server/login/server_login.h"
#include "tests/support/memory_token_store.h"
#include "tests/support/moved_clock.h"
#include "tests/support/server_process.h"

#include <QJsonArray>
#include <QNetworkAccessManager>
#include <QTest>
#include <QUuid>

using namespace Qt::StringLiterals;
using namespace tocsin;
using namespace tocsin::test;

namespace {

/// Tocsin on one computer.
struct Computer
{
    explicit Computer(const QUrl& server)
        : api{*network, server}
    {}

    std::unique_ptr<QNetworkAccessManager> network{makeNetworkAccessManager()};
    ApiClient api;
    MemoryTokenStore store;
    MovedClock clock;
    ServerLogin login{api, store, clock, u"0123456789abcdef"_s};
    AccountLogins logins{api, login};

    [[nodiscard]] bool logIn(const ServerProcess& server)
    {
        const qsizetype before = server.texts().size();
        login.requestCode(u"+14155550123"_s);
        if (!QTest::qWaitFor([&] { return login.phase() == LoginPhase::AwaitingCode; }) ||
            !QTest::qWaitFor([&] { return server.texts().size() > before; }))
            return false;
        login.submitCode(server.latestCode());
        return QTest::qWaitFor([&] { return login.phase() == LoginPhase::LoggedIn; });
    }
    /// The server then knows what the computer is called.
    [[nodiscard]] bool startSession(const QString& hostname)
    {
        bool hasStarted = false;
        api.startSession(login.accessToken(), {u"s1"_s, u"shop"_s, hostname, clock.nowUtc()},
                         QUuid::createUuid(), &login, [&](const auto& answer) { hasStarted = bool{answer}; });
        return QTest::qWaitFor([&] { return hasStarted; });
    }
    [[nodiscard]] QJsonObject list()
    {
        return replyTo([this](const Answer& answer) { logins.list(answer); });
    }
    [[nodiscard]] QJsonObject revoke(const QString& given)
    {
        return replyTo([&](const Answer& answer) { logins.revoke(given, answer); });
    }

private:
    [[nodiscard]] static QJsonObject replyTo(const std::function<void(const Answer&)>& request)
    {
        QJsonObject reply;
        request([&](const QJsonObject& answer) { reply = answer; });
        static_cast<void>(QTest::qWaitFor([&] { return !reply.isEmpty(); }, 20'000));
        return reply;
    }
};

QString codeOf(const QJsonObject& reply)
{
    return reply.value("error"_L1)["code"_L1].toString();
}

QString messageOf(const QJsonObject& reply)
{
    return ipc::isOk(reply) ? reply.value("message"_L1).toString()
                            : reply.value("error"_L1)["message"_L1].toString();
}

} // namespace

/// The logins of one phone, against the real server.
class TestAccountLogins final : public QObject
{
    Q_OBJECT

    std::unique_ptr<ServerProcess> m_server;
    std::unique_ptr<Computer> m_desk;

private Q_SLOTS:
    void init()
    {
        m_server = std::make_unique<ServerProcess>();
        QVERIFY2(m_server->start(), qPrintable(m_server->error()));
        m_desk = std::make_unique<Computer>(m_server->url());
    }
    void cleanup()
    {
        m_desk.reset();
        m_server.reset();
    }

    void theLoginOfAnotherComputerIsListedAndEnded()
    {
        QVERIFY(m_desk->logIn(*m_server));
        Computer laptop{m_server->url()};
        QVERIFY(laptop.logIn(*m_server));
        QVERIFY(laptop.startSession(u"laptop"_s));

        const QJsonObject listed = m_desk->list();
        QVERIFY2(ipc::isOk(listed), qPrintable(messageOf(listed)));
        const QJsonArray all = listed.value("logins"_L1).toArray();
        QCOMPARE(all.size(), 2);
        QCOMPARE(all.at(0)["current"_L1], QJsonValue{true});
        QCOMPARE(all.at(1)["current"_L1], QJsonValue{false});
        QCOMPARE(all.at(1)["hostname"_L1].toString(), u"laptop"_s);
        const QString id = all.at(1)["login_id"_L1].toString();
        const QStringList lines = messageOf(listed).split(u'\n');
        QCOMPARE(lines.size(), 3);
        QCOMPARE(lines.at(0), u"Logins of +1***0123:"_s);
        QVERIFY2(lines.at(1).contains(u"  this computer, last used "_s) &&
                     lines.at(1).endsWith(u"(this login)"_s),
                 qPrintable(lines.at(1)));
        QVERIFY2(lines.at(2).startsWith(u"  "_s + id.left(11) + u"  laptop, last used "_s),
                 qPrintable(lines.at(2)));

        const QJsonObject ended = m_desk->revoke(id.left(11));
        QCOMPARE(messageOf(ended), u"The login on laptop has ended."_s);
        QCOMPARE(ended.value("sessions_cleared"_L1).toInt(), 1);
        QCOMPARE(m_desk->list().value("logins"_L1).toArray().size(), 1);
        QVERIFY(!ipc::isOk(laptop.list()));
        QTRY_VERIFY(laptop.login.phase() == LoginPhase::LoggedOut);
        QVERIFY(m_desk->login.phase() == LoginPhase::LoggedIn);
    }

    void whatIsNotClearOrOnesOwnIsNotEnded()
    {
        QVERIFY(m_desk->logIn(*m_server));
        Computer laptop{m_server->url()};
        QVERIFY(laptop.logIn(*m_server));
        const QString own = m_desk->list().value("logins"_L1).toArray().at(0)["login_id"_L1].toString();
        for (const auto& [given, said] : {std::pair{own, u"tocsin logout"_s},
                                          {u"lg_"_s, u"More than one"_s},
                                          {QString{}, u"You have no login"_s},
                                          {u"xyz"_s, u"You have no login"_s}}) {
            const QJsonObject reply = m_desk->revoke(given);
            QCOMPARE(codeOf(reply), u"bad_request"_s);
            QVERIFY2(messageOf(reply).contains(said), qPrintable(messageOf(reply)));
        }
        QCOMPARE(m_desk->list().value("logins"_L1).toArray().size(), 2);
    }

    void withoutALoginOrAServerItSaysSo()
    {
        QCOMPARE(codeOf(m_desk->list()), u"not_logged_in"_s);
        QVERIFY(m_desk->logIn(*m_server));
        m_server->stop();
        QCOMPARE(codeOf(m_desk->list()), u"server_unreachable"_s);
        QCOMPARE(codeOf(m_desk->revoke(u"lg_0"_s)), u"server_unreachable"_s);
    }
};

QTEST_GUILESS_MAIN(TestAccountLogins)
#include "test_account_logins.moc"
