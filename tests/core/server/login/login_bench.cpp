// SPDX-License-Identifier: MIT
#include "tests/core/server/login/login_bench.h"

#include <QTest>

namespace tocsin::test {

using namespace Qt::StringLiterals;

HttpAnswer tokenAnswer(const QString& token, std::chrono::seconds life)
{
    // The absolute time is as a server would send it whose clock is a year behind: nobody is to look at it.
    const QDateTime end = QDateTime::currentDateTimeUtc().addYears(-1).addSecs(life.count());
    return HttpAnswer::json({{u"access_token"_s, token},
                             {u"token_type"_s, u"Bearer"_s},
                             {u"expires_in"_s, qint64{life.count()}},
                             {u"expires_at"_s, end.toString(Qt::ISODate)},
                             {u"phone"_s, u"+1***0123"_s}});
}

HttpAnswer pairing(const HttpRequest& request, const QString& code, int expiresIn)
{
    if (request.path == u"/login"_s)
        return HttpAnswer::json({{u"temp_token"_s, u"temp"_s},
                                 {u"expires_in"_s, expiresIn},
                                 {u"phone"_s, u"+1***0123"_s},
                                 {u"state"_s, request.json().value("state"_L1)}});
    if (request.path == u"/auth/exchange"_s)
        return request.json().value("pairing_code"_L1).toString() == code
                   ? tokenAnswer(u"token-1"_s)
                   : HttpAnswer::error(400, u"invalid_pairing_code"_s, {{u"attempts_left"_s, 4}});
    return HttpAnswer::json({{u"revoked"_s, true}, {u"sessions_cleared"_s, 5}});
}

LoginBench::LoginBench()
{
    server.answer = [](const HttpRequest& request) { return pairing(request); };
    restart();
}

void LoginBench::restart()
{
    login = std::make_unique<ServerLogin>(api, store, clock, u"00112233445566ff"_s, timing);
    failed = std::make_unique<QSignalSpy>(login.get(), &ServerLogin::failed);
    ended = std::make_unique<QSignalSpy>(login.get(), &ServerLogin::loginEnded);
}

bool LoginBench::logIn()
{
    login->requestCode(u"+14155550123"_s);
    if (!QTest::qWaitFor([this] { return login->phase() == LoginPhase::AwaitingCode; }))
        return false;
    login->submitCode(u"123456"_s);
    return QTest::qWaitFor([this] { return login->phase() == LoginPhase::LoggedIn; });
}

void LoginBench::keep(const QString& token, std::chrono::seconds since, std::chrono::seconds left)
{
    const QDateTime now = QDateTime::currentDateTimeUtc();
    store.value = serializeLogin({.server = server.url(),
                                  .token = Secret{token},
                                  .issuedAt = now.addSecs(-since.count()),
                                  .expiresAt = now.addSecs(left.count()),
                                  .phone = u"+1***0123"_s});
}

QList<LoginError> LoginBench::errors() const
{
    QList<LoginError> all;
    for (const auto& arguments : *failed) {
        all.append(arguments.at(0).value<LoginError>());
        if (arguments.at(1).toString().isEmpty())
            qWarning("an error without a message");
    }
    return all;
}

} // namespace tocsin::test
