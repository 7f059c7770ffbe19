// SPDX-License-Identifier: MIT
#include "core/claude/hooks/hook_parser.h"
#include "core/ipc/replies.h"
#include "core/ipc/requests.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QSet>
#include <QTest>

using namespace tocsin;
using namespace Qt::StringLiterals;

class TestProtocol final : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void everyRequestHasItsName_data()
    {
        QTest::addColumn<QJsonObject>("request");
        QTest::addColumn<QByteArray>("json");
        QTest::newRow("raise") << ipc::RaiseRequest{}.toJson() << "{\"type\":\"raise\"}"_ba;
        QTest::newRow("raise to the front") << ipc::RaiseRequest{.activationToken = u"t"_s}.toJson()
                                            << "{\"activation_token\":\"t\",\"type\":\"raise\"}"_ba;
        QTest::newRow("logout") << ipc::bareRequest(ipc::RequestType::Logout) << "{\"type\":\"logout\"}"_ba;
        QTest::newRow("logins") << ipc::bareRequest(ipc::RequestType::Logins) << "{\"type\":\"logins\"}"_ba;
        QTest::newRow("end a login") << ipc::RevokeLoginRequest{u"lg_1"_s}.toJson()
                                     << "{\"login_id\":\"lg_1\",\"type\":\"revoke_login\"}"_ba;
        QTest::newRow("diagnostics") << ipc::bareRequest(ipc::RequestType::Diagnostics)
                                     << "{\"type\":\"diagnostics\"}"_ba;
        QTest::newRow("login") << ipc::LoginRequest{.phone = u"+14155550123"_s}.toJson()
                               << "{\"phone\":\"+14155550123\",\"type\":\"login\"}"_ba;
        QTest::newRow("login in the browser") << ipc::LoginRequest{.phone = {}, .inBrowser = true}.toJson()
                                              << "{\"browser\":true,\"type\":\"login\"}"_ba;
        QTest::newRow("pair") << ipc::PairRequest{.code = u"123456"_s}.toJson()
                              << "{\"code\":\"123456\",\"type\":\"pair\"}"_ba;
        QTest::newRow("start")
            << ipc::StartRequest{.sessionId = u"s"_s, .description = u"d"_s, .folder = u"/f"_s}.toJson()
            << "{\"cwd\":\"/f\",\"description\":\"d\",\"session_id\":\"s\",\"type\":\"start\"}"_ba;
        QTest::newRow("start of a named one")
            << ipc::StartRequest{.sessionId = u"s"_s, .description = {}, .folder = {}, .isNamed = true}
                   .toJson()
            << "{\"cwd\":\"\",\"description\":\"\",\"named\":true,\"session_id\":\"s\",\"type\":\"start\"}"_ba;
        QTest::newRow("history") << ipc::HistoryRequest{.rows = 7}.toJson()
                                 << "{\"rows\":7,\"type\":\"history\"}"_ba;
        QTest::newRow("doctor") << ipc::bareRequest(ipc::RequestType::Doctor) << "{\"type\":\"doctor\"}"_ba;
        QTest::newRow("test")
            << ipc::SessionRequest{.type = ipc::RequestType::Test, .sessionId = u"s"_s}.toJson()
            << "{\"session_id\":\"s\",\"type\":\"test\"}"_ba;
        QTest::newRow("quit") << ipc::bareRequest(ipc::RequestType::Quit) << "{\"type\":\"quit\"}"_ba;
        QTest::newRow("stop")
            << ipc::SessionRequest{.type = ipc::RequestType::Stop, .sessionId = u"s"_s}.toJson()
            << "{\"session_id\":\"s\",\"type\":\"stop\"}"_ba;
        QTest::newRow("status of all") << ipc::SessionRequest{}.toJson() << "{\"type\":\"status\"}"_ba;
        QTest::newRow("mute") << ipc::MuteRequest{.sessionId = u"s"_s, .span = u"1h"_s}.toJson()
                              << "{\"for\":\"1h\",\"session_id\":\"s\",\"type\":\"mute\"}"_ba;
        QTest::newRow("mute all") << ipc::MuteRequest{.sessionId = {}, .span = u"off"_s}.toJson()
                                  << "{\"for\":\"off\",\"type\":\"mute\"}"_ba;
        QTest::newRow("away") << ipc::PresenceRequest{.isAway = true}.toJson()
                              << "{\"away\":true,\"type\":\"presence\"}"_ba;
        QTest::newRow("spool")
            << QJsonDocument::fromJson(ipc::SpooledRequest::json({"{}", "{\"a\":1}"})).object()
            << "{\"hooks\":[{},{\"a\":1}],\"type\":\"spooled\"}"_ba;
    }
    void everyRequestHasItsName()
    {
        QFETCH(QJsonObject, request);
        QFETCH(QByteArray, json);
        QCOMPARE(QJsonDocument{request}.toJson(QJsonDocument::Compact), json);
        QVERIFY(ipc::typeOf(request) != ipc::RequestType::Unknown);
    }

    void whatIsNotKnownIsIgnored()
    {
        QCOMPARE(ipc::typeOf({{u"type"_s, u"dance"_s}}), ipc::RequestType::Unknown);
        QCOMPARE(ipc::typeOf({{u"type"_s, 7}}), ipc::RequestType::Unknown);
        QCOMPARE(ipc::typeOf({}), ipc::RequestType::Unknown);
        const auto start = ipc::StartRequest::fromJson({{u"session_id"_s, 7}, {u"new"_s, QJsonArray{}}});
        QCOMPARE(start.sessionId, QString{});
        const auto error =
            ipc::ErrorReply::fromJson({{u"ok"_s, false}, {u"error"_s, QJsonObject{{u"code"_s, u"new"_s}}}});
        QCOMPARE(error.code, ipc::ErrorCode::ServerError);
        QVERIFY(!ipc::isOk({}));
    }

    void repliesArriveAsTheyWereSent()
    {
        const QDateTime time = QDateTime::fromString(u"2026-02-01T14:00:00Z"_s, Qt::ISODate);
        const ipc::StatusReply sent{
            .message = u"All is well."_s,
            .version = u"1.2.3"_s,
            .login = {.phase = ipc::LoginStatus::Phase::LoggedIn, .phone = u"+1***0123"_s, .expiresAt = time},
            .server = {.url = u"https://texts.example.com"_s, .isReachable = false, .waitingTexts = 2},
            .sessions = {{.id = u"a"_s,
                          .name = u"shop"_s,
                          .state = u"working"_s,
                          .since = time,
                          .texts = u"on"_s,
                          .isCurrent = true,
                          .mutedUntil = time,
                          .heldBack = {u"1 text held back"_s}}},
            .presence = {.presence = u"away"_s, .reason = u"locked"_s},
            .notifications = {.isAvailable = false, .isDoNotDisturb = true},
            .mutedUntil = time,
            .loginStorage = u"file"_s,
            .troubles = {u"text_undelivered"_s}};
        QVERIFY(ipc::isOk(sent.toJson()));
        const auto read = ipc::StatusReply::fromJson(sent.toJson());
        QCOMPARE(read.toJson(), sent.toJson());
        QCOMPARE(read.login.phase, sent.login.phase);
        QCOMPARE(read.login.expiresAt, time);
        QCOMPARE(read.server.isReachable, std::optional{false});
        QCOMPARE(read.sessions.size(), 1);
        QCOMPARE(read.sessions.front().mutedUntil, time);
        QCOMPARE(read.sessions.front().heldBack, QStringList{u"1 text held back"_s});
        QCOMPARE(read.presence.reason, u"locked"_s);
        QVERIFY(!read.notifications.isAvailable && read.notifications.isDoNotDisturb);
        QCOMPARE(read.mutedUntil, time);
        QCOMPARE(read.loginStorage, u"file"_s);
        QCOMPARE(read.troubles, QStringList{u"text_undelivered"_s});
        QCOMPARE(read.sessions.front().since, time);
        QVERIFY(!ipc::StatusReply::fromJson(ipc::StatusReply{}.toJson()).server.isReachable);

        const ipc::LoginReply login{.message = u"m"_s,
                                    .phone = u"+1***0123"_s,
                                    .expiresAt = time,
                                    .codeExpiresIn = 600,
                                    .isAlreadyLoggedIn = true};
        QCOMPARE(ipc::LoginReply::fromJson(login.toJson()).toJson(), login.toJson());
        QCOMPARE(ipc::LoginReply::fromJson(login.toJson()).codeExpiresIn, std::optional<qint64>{600});

        const ipc::ErrorReply error{.code = ipc::ErrorCode::WrongCode, .message = u"m"_s};
        QVERIFY(!ipc::isOk(error.toJson()));
        QCOMPARE(ipc::ErrorReply::fromJson(error.toJson()).code, ipc::ErrorCode::WrongCode);
        QCOMPARE(ipc::ErrorReply::fromJson(error.toJson()).message, u"m"_s);
    }

    void checksArriveAsTheyWereSent()
    {
        const ipc::DoctorReply sent{{{.state = ipc::Check::State::Failed,
                                      .id = u"login"_s,
                                      .title = u"Not logged in."_s,
                                      .remedy = u"Log in."_s},
                                     {.state = ipc::Check::State::Ok, .id = u"disk"_s, .title = u"Fine."_s}}};
        QVERIFY(ipc::isOk(sent.toJson()));
        QCOMPARE(ipc::DoctorReply::fromJson(sent.toJson()).toJson(), sent.toJson());
        QCOMPARE(ipc::DoctorReply::fromJson({}).checks.size(), 0);
        const QJsonObject future{{u"state"_s, u"unheard_of"_s}, {u"title"_s, u"t"_s}};
        const auto read = ipc::DoctorReply::fromJson({{u"checks"_s, QJsonArray{future}}});
        QCOMPARE(read.checks.first().state, ipc::Check::State::Warning);
    }

    void aTestIsReportedAsItIs()
    {
        const ipc::TestReply sent{.hasAlert = true,
                                  .hasReacted = true,
                                  .notification = u"showing"_s,
                                  .notificationWords = u"w"_s,
                                  .notificationId = 12,
                                  .service = u"dunst"_s,
                                  .text = u"sent"_s,
                                  .textWords = u"x"_s,
                                  .delivery = u"delivered"_s};
        QCOMPARE(ipc::TestReply::fromJson(sent.toJson()).toJson(), sent.toJson());
        QVERIFY(!ipc::TestReply::fromJson({}).hasAlert);
    }

    void everyErrorHasANameOfItsOwn()
    {
        QSet<QString> names;
        for (int code = 0; code <= static_cast<int>(ipc::ErrorCode::BadAnswer); ++code)
            names.insert(ipc::wireName(static_cast<ipc::ErrorCode>(code)));
        QCOMPARE(names.size(), static_cast<int>(ipc::ErrorCode::BadAnswer) + 1);
        QVERIFY(!names.contains(QString{}));
    }

    void theParserReadsWhatTheBridgeAdds()
    {
        const ipc::HookHeader header{.id = u"0f8fad5b-d9cb-469f-a165-70867728950e"_s,
                                     .bootId = u"boot"_s,
                                     .monotonicNs = 9'007'199'254'740'993U, // more than a double holds
                                     .wallMs = 1'700'000'000'123,
                                     .hostname = u"desk"_s,
                                     .claude = {.pid = 42,
                                                .startTime = u"7"_s,
                                                .pidNamespace = u"pid:[1]"_s,
                                                .sessionId = u"s"_s,
                                                .entrypoint = u"cli"_s,
                                                .attended = u"1"_s,
                                                .terminal = u"/dev/pts/3"_s,
                                                .isTeammate = true},
                                     .terminal = {{u"TMUX_PANE"_s, u"%3"_s}}};
        const QByteArray json = ipc::hookRequest(
            header.toJson(),
            "{\"hook_event_name\":\"SessionEnd\",\"session_id\":\"s\",\"reason\":\"other\"}");
        const QJsonObject request = QJsonDocument::fromJson(json).object();
        QCOMPARE(ipc::typeOf(request), ipc::RequestType::Hook);
        const auto event = parseHookRequest(request);
        QVERIFY(event);
        QCOMPARE(event->origin.id.toString(QUuid::WithoutBraces), header.id);
        QCOMPARE(event->origin.monotonicNs, static_cast<qint64>(header.monotonicNs));
        QCOMPARE(event->origin.wall.toMSecsSinceEpoch(), header.wallMs);
        QCOMPARE(event->origin.hostname, header.hostname);
        QCOMPARE(event->origin.claude.pid, header.claude.pid);
        QCOMPARE(event->origin.claude.pidNamespace, header.claude.pidNamespace);
        QCOMPARE(event->origin.entrypoint, header.claude.entrypoint);
        QCOMPARE(event->origin.attended, header.claude.attended);
        QCOMPARE(event->origin.tty, header.claude.terminal);
        QCOMPARE(event->origin.terminal.value(u"TMUX_PANE"_s), u"%3"_s);
    }
};

QTEST_GUILESS_MAIN(TestProtocol)
#include "test_protocol.moc"
