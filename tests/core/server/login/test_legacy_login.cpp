// SPDX-License-Identifier: MIT
#include "core/server/api/network.h"
#include "core/server/login/legacy_import.h"
#include "tests/support/memory_token_store.h"
#include "tests/support/moved_clock.h"
#include "tests/support/server_process.h"

#include <QFile>
#include <QFileInfo>
#include <QNetworkAccessManager>
#include <QSignalSpy>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using namespace tocsin;
using tocsin::test::MemoryTokenStore;
using tocsin::test::MovedClock;
using tocsin::test::ServerProcess;
using State = tocsin::LegacyLogin::State;

namespace {

struct Client
{
    Client(const QUrl& server, const QString& folder)
        : settings{folder + u"/tocsin.conf"_s, {}}
        , api{*network, server}
        , seed{folder + u"/auth.json"_s, login, settings, clock}
    {
        settings.setServerUrl(server);
        QObject::connect(&settings, &Settings::changed, &login, [this](Setting setting) {
            if (setting != Setting::ServerUrl)
                return;
            api.setServerUrl(settings.serverUrl());
            login.serverChanged();
        });
    }
    std::unique_ptr<QNetworkAccessManager> network{makeNetworkAccessManager()};
    Settings settings;
    ApiClient api;
    MemoryTokenStore store;
    MovedClock clock;
    ServerLogin login{api, store, clock, u"0123456789abcdef"_s};
    LegacyLoginImport seed;
    QSignalSpy finished{&seed, &LegacyLoginImport::finished};
};

QString inDays(int days)
{
    return QDateTime::currentDateTimeUtc().addDays(days).toString(Qt::ISODate);
}

} // namespace

/// What the plugin before Tocsin left behind: real files, and the real server.
class TestSeedLogin final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { m_folder = std::make_unique<QTemporaryDir>(); }

    void manyShapesAreUnderstood_data();
    void manyShapesAreUnderstood();
    void anErasedFileIsGoneAndALinksTargetIsNot();
    void aLoginIsTakenOverAndItsFileDeleted();
    void theServerInTheFileIsUsed();
    void aLoginThatTheServerDoesNotKnowStaysForThePersonToDelete();
    void withoutTheServerNothingIsLost();
    void whoIsLoggedInCanOnlyDeleteIt();
    void nothingHappensUnasked();

private:
    [[nodiscard]] QString file() const { return m_folder->filePath(u"auth.json"_s); }
    void write(const QString& content) const
    {
        QFile out{file()};
        QVERIFY(out.open(QIODevice::WriteOnly));
        out.write(content.toUtf8());
    }
    [[nodiscard]] bool logIn(ServerProcess& server, Client& client);
    /// A token that the real server gave.
    [[nodiscard]] QString realToken(ServerProcess& server);

    std::unique_ptr<QTemporaryDir> m_folder;
};

bool TestSeedLogin::logIn(ServerProcess& server, Client& client)
{
    client.login.requestCode(u"+14155550123"_s);
    if (!QTest::qWaitFor([&] { return client.login.phase() == LoginPhase::AwaitingCode; }))
        return false;
    if (!QTest::qWaitFor([&] { return !server.latestCode().isEmpty(); }))
        return false;
    client.login.submitCode(server.latestCode());
    return QTest::qWaitFor([&] { return client.login.phase() == LoginPhase::LoggedIn; });
}

QString TestSeedLogin::realToken(ServerProcess& server)
{
    Client other{server.url(), m_folder->path()};
    return logIn(server, other) ? other.login.accessToken().reveal() : QString{};
}

void TestSeedLogin::manyShapesAreUnderstood_data()
{
    QTest::addColumn<QString>("content");
    QTest::addColumn<State>("state");
    QTest::addColumn<QString>("phone");
    const QString past = QString::number(QDateTime::currentDateTimeUtc().addDays(-3).toMSecsSinceEpoch());
    const QString next = QString::number(QDateTime::currentDateTimeUtc().addDays(1).toMSecsSinceEpoch());
    QTest::newRow("snake") << uR"({"access_token":"a.b.c","expires_at":"%1","phone":"+1***0123"})"_s.arg(
                                  inDays(1))
                           << State::Usable << u"+1***0123"_s;
    QTest::newRow("camel") << uR"({"accessToken":"a.b.c","expiresAt":%1})"_s.arg(next) << State::Usable
                           << QString{};
    QTest::newRow("token alone") << uR"({"token":"a.b.c"})"_s << State::Usable << QString{};
    QTest::newRow("jwt, one level down") << uR"({"auth":{"jwt":"a.b.c"}})"_s << State::Usable << QString{};
    QTest::newRow("a full number is masked")
        << uR"({"token":"a.b.c","phone":"+14155550123"})"_s << State::Usable << u"+***0123"_s;
    QTest::newRow("expired, milliseconds")
        << uR"({"token":"a.b.c","expiresAt":%1})"_s.arg(past) << State::Expired << QString{};
    QTest::newRow("expired, seconds, as text")
        << uR"({"token":"a.b.c","exp":"%1"})"_s.arg(past.chopped(3)) << State::Expired << QString{};
    QTest::newRow("expired, ISO") << uR"({"token":"a.b.c","expires_at":"%1"})"_s.arg(inDays(-3))
                                  << State::Expired << QString{};
    QTest::newRow("expired within a day: the server decides")
        << uR"({"token":"a.b.c","expires_at":"%1"})"_s.arg(
               QDateTime::currentDateTimeUtc().addSecs(-3600).toString(Qt::ISODate))
        << State::Usable << QString{};
    QTest::newRow("no JSON") << u"nonsense"_s << State::Useless << QString{};
    QTest::newRow("nothing") << QString{} << State::Useless << QString{};
    QTest::newRow("a list") << u"[1,2]"_s << State::Useless << QString{};
    QTest::newRow("no token") << uR"({"phone":"+14155550123"})"_s << State::Useless << QString{};
    QTest::newRow("a token of another type") << uR"({"token":17})"_s << State::Useless << QString{};
    QTest::newRow("a header in the token")
        << uR"({"token":"a\r\nX-Other: b"})"_s << State::Useless << QString{};
    QTest::newRow("huge") << uR"({"token":"%1"})"_s.arg(QString(100'000, u'x')) << State::Useless
                          << QString{};
}

void TestSeedLogin::manyShapesAreUnderstood()
{
    QFETCH(QString, content);
    QFETCH(State, state);
    QFETCH(QString, phone);
    QCOMPARE(readSeedLogin(file(), QDateTime::currentDateTimeUtc()).state, State::Absent);
    write(content);
    const LegacyLogin found = readSeedLogin(file(), QDateTime::currentDateTimeUtc());
    QCOMPARE(found.state, state);
    if (state == State::Usable)
        QCOMPARE(found.token, Secret{u"a.b.c"_s});
    QCOMPARE(found.phone, phone);
}

void TestSeedLogin::anErasedFileIsGoneAndALinksTargetIsNot()
{
    write(u"secret"_s);
    const QString link = m_folder->filePath(u"link"_s);
    QVERIFY(QFile::link(file(), link));
    QVERIFY(eraseFile(link));
    QFile kept{file()};
    QVERIFY(kept.open(QIODevice::ReadOnly));
    QCOMPARE(kept.readAll(), "secret"_ba);
    kept.close();
    const QString second = m_folder->filePath(u"second"_s);
    QVERIFY(QProcess::execute(u"ln"_s, {file(), second}) == 0); // shows what was written before the end
    QVERIFY(eraseFile(file()));
    QVERIFY(!QFileInfo::exists(file()));
    QFile rest{second};
    QVERIFY(rest.open(QIODevice::ReadOnly));
    QCOMPARE(rest.readAll(), QByteArray(6, '\0'));
}

void TestSeedLogin::aLoginIsTakenOverAndItsFileDeleted()
{
    ServerProcess server;
    QVERIFY2(server.start(), qPrintable(server.error()));
    const QString token = realToken(server);
    QVERIFY(!token.isEmpty());
    write(uR"({"accessToken":"%1","expiresAt":"%2","phone":"+1***0123"})"_s.arg(token, inDays(1)));

    Client client{server.url(), m_folder->path()};
    client.seed.importWhenRestored();
    QVERIFY(client.seed.isBusy());
    client.login.restore();
    QTRY_COMPARE(client.finished.size(), 1);
    QVERIFY2(client.finished.at(0).at(0).toBool(), qPrintable(client.finished.at(0).at(1).toString()));
    QVERIFY(!client.seed.isBusy());
    QCOMPARE(client.login.phase(), LoginPhase::LoggedIn);
    QCOMPARE(client.login.maskedPhone(), u"+1***0123"_s);
    QVERIFY(client.login.accessToken() != Secret{token}); // one of our own
    QVERIFY(!client.store.value.isEmpty());
    QVERIFY(!QFileInfo::exists(file()));
    QCOMPARE(client.seed.look().state, State::Absent);
}

void TestSeedLogin::theServerInTheFileIsUsed()
{
    ServerProcess server;
    QVERIFY2(server.start(), qPrintable(server.error()));
    const QString token = realToken(server);
    write(uR"({"token":"%1","server":"%2/"})"_s.arg(token, server.url().toString()));
    Client client{QUrl{u"http://localhost:1"_s}, m_folder->path()};
    client.login.restore();
    QTRY_COMPARE(client.login.phase(), LoginPhase::LoggedOut);
    QVERIFY(client.seed.describe(client.seed.look()).contains(server.url().toString()));
    client.seed.import();
    QTRY_COMPARE(client.finished.size(), 1);
    QCOMPARE(client.login.phase(), LoginPhase::LoggedIn);
    QCOMPARE(client.settings.serverUrl(), server.url());
    QVERIFY(!QFileInfo::exists(file()));

    write(uR"({"token":"%1","server":"http://sms.example.org"})"_s.arg(token));
    Client other{server.url(), m_folder->path()};
    QVERIFY(!other.seed.canImport(other.seed.look())); // it would go there in the clear
}

void TestSeedLogin::aLoginThatTheServerDoesNotKnowStaysForThePersonToDelete()
{
    ServerProcess server;
    QVERIFY2(server.start(), qPrintable(server.error()));
    write(uR"({"token":"not.a.token"})"_s);
    Client client{server.url(), m_folder->path()};
    client.login.restore();
    QTRY_COMPARE(client.login.phase(), LoginPhase::LoggedOut);
    client.seed.import();
    QTRY_COMPARE(client.finished.size(), 1);
    QVERIFY(!client.finished.at(0).at(0).toBool());
    QVERIFY(client.finished.at(0).at(1).toString().contains(file()));
    QCOMPARE(client.login.phase(), LoginPhase::LoggedOut);
    QVERIFY(QFileInfo::exists(file()));
    client.seed.discard();
    QTRY_COMPARE(client.finished.size(), 2);
    QVERIFY(!QFileInfo::exists(file()));
}

void TestSeedLogin::withoutTheServerNothingIsLost()
{
    ServerProcess server;
    QVERIFY2(server.start(), qPrintable(server.error()));
    write(uR"({"token":"%1"})"_s.arg(realToken(server)));
    server.stop();
    Client client{server.url(), m_folder->path()};
    client.login.restore();
    client.seed.import();
    QTRY_COMPARE(client.finished.size(), 1);
    QVERIFY(!client.finished.at(0).at(0).toBool());
    QCOMPARE(client.seed.look().state, State::Usable);
    QVERIFY2(server.start(), qPrintable(server.error()));
    client.seed.import();
    QTRY_COMPARE(client.finished.size(), 2);
    QCOMPARE(client.login.phase(), LoginPhase::LoggedIn);
}

void TestSeedLogin::whoIsLoggedInCanOnlyDeleteIt()
{
    ServerProcess server;
    QVERIFY2(server.start(), qPrintable(server.error()));
    Client client{server.url(), m_folder->path()};
    QVERIFY(logIn(server, client));
    const Secret mine = client.login.accessToken();
    write(uR"({"token":"a.b.c"})"_s);
    QVERIFY(!client.seed.canImport(client.seed.look()));
    client.seed.import();
    QTRY_COMPARE(client.finished.size(), 1);
    QVERIFY(!client.finished.at(0).at(0).toBool());
    QCOMPARE(client.login.accessToken(), mine);
    QVERIFY(QFileInfo::exists(file()));
}

void TestSeedLogin::nothingHappensUnasked()
{
    ServerProcess server;
    QVERIFY2(server.start(), qPrintable(server.error()));
    write(uR"({"token":"%1"})"_s.arg(realToken(server)));
    Client client{server.url(), m_folder->path()};
    client.login.restore();
    QTRY_COMPARE(client.login.phase(), LoginPhase::LoggedOut);
    QVERIFY(client.seed.canImport(client.seed.look()));
    QTest::qWait(50); // that nothing comes of it shows only in time
    QCOMPARE(client.login.phase(), LoginPhase::LoggedOut);
    QVERIFY(QFileInfo::exists(file()));
}

QTEST_GUILESS_MAIN(TestSeedLogin)
#include "test_legacy_login.moc"
