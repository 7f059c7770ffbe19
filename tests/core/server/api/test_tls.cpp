// SPDX-License-Identifier: MIT
#include "core/server/api/api_client.h"
#include "core/server/api/authorities.h"
#include "core/server/api/network.h"
#include "tests/support/http_script.h"
#include "tests/support/test_authority.h"

#include <QFile>
#include <QLoggingCategory>
#include <QNetworkAccessManager>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace tocsin;
using tocsin::test::HttpAnswer;
using tocsin::test::HttpScript;
using tocsin::test::TestAuthority;

/// The API client in front of real TLS servers, good ones and others.
class TestTls final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { m_authority = std::make_unique<TestAuthority>(); }

    void onlyACertificateThatProvesItselfIsBelieved_data();
    void onlyACertificateThatProvesItselfIsBelieved();
    void aPrivateAuthorityIsBelievedFromTheSettingOnAndNotAfterIt();
    void thePrivateAuthorityComesBesidesTheSystems();
    void anUnusableAuthorityFileIsSaid_data();
    void anUnusableAuthorityFileIsSaid();
    void noRedirectTakesTheTokenElsewhere_data();
    void noRedirectTakesTheTokenElsewhere();
    void plainHttpBeyondThisMachineSendsNothing();
    void theTokenIsInNoLogLine();

private:
    /// What came of a refresh at `server`: nothing is success.
    [[nodiscard]] std::optional<ApiErrorCode> refresh(ApiClient& api);
    [[nodiscard]] std::unique_ptr<ApiClient> client(const QUrl& server, bool trusts);

    std::unique_ptr<TestAuthority> m_authority;
    std::unique_ptr<QNetworkAccessManager> m_network{makeNetworkAccessManager()};
};

namespace {

HttpAnswer granted()
{
    return HttpAnswer::json(
        {{u"access_token"_s, u"fresh"_s}, {u"expires_in"_s, 129'600}, {u"phone"_s, u"+1***0123"_s}});
}

} // namespace

std::optional<ApiErrorCode> TestTls::refresh(ApiClient& api)
{
    std::optional<ApiErrorCode> code;
    bool isDone{false};
    api.refresh(Secret{u"the-access-token"_s}, this, [&](const Expected<TokenAnswer, ApiError>& answer) {
        isDone = true;
        if (!answer)
            code = answer.error().code;
    });
    [&isDone] { QTRY_VERIFY(isDone); }();
    return code;
}

std::unique_ptr<ApiClient> TestTls::client(const QUrl& server, bool trusts)
{
    auto api = std::make_unique<ApiClient>(*m_network, server);
    api->setAuthorities(trusts ? *readAuthorities(m_authority->file()) : QList<QSslCertificate>{});
    return api;
}

void TestTls::onlyACertificateThatProvesItselfIsBelieved_data()
{
    QTest::addColumn<QSslConfiguration>("shown");
    QTest::addColumn<bool>("trusts");
    QTest::addColumn<std::optional<ApiErrorCode>>("outcome");
    using Outcome = std::optional<ApiErrorCode>;
    const QString here = u"localhost"_s;
    QTest::newRow("the authority we trust") << m_authority->server(here) << true << Outcome{};
    QTest::newRow("an authority we do not know")
        << m_authority->server(here) << false << Outcome{ApiErrorCode::TlsUntrusted};
    QTest::newRow("self-signed") << m_authority->selfSigned(here) << true
                                 << Outcome{ApiErrorCode::TlsUntrusted};
    QTest::newRow("another host") << m_authority->server(u"sms.example.org"_s) << true
                                  << Outcome{ApiErrorCode::TlsWrongHost};
    QTest::newRow("expired") << m_authority->server(here, -1) << true << Outcome{ApiErrorCode::TlsExpired};
    QTest::newRow("self-signed for another host")
        << m_authority->selfSigned(u"sms.example.org"_s) << true << Outcome{ApiErrorCode::TlsUntrusted};
}

void TestTls::onlyACertificateThatProvesItselfIsBelieved()
{
    QFETCH(QSslConfiguration, shown);
    QFETCH(bool, trusts);
    using Outcome = std::optional<ApiErrorCode>;
    QFETCH(Outcome, outcome);
    HttpScript server{shown};
    server.answer = [](const auto&) { return granted(); };
    const auto api = client(server.url(), trusts);
    QCOMPARE(refresh(*api), outcome);
    QCOMPARE(server.requests().size(), outcome ? 0 : 1); // refused before anything was said
    if (outcome) {
        QVERIFY(describe(*outcome) != describe(ApiErrorCode::Tls));
        QVERIFY(isTransient(*outcome));
    }
}

void TestTls::aPrivateAuthorityIsBelievedFromTheSettingOnAndNotAfterIt()
{
    HttpScript server{m_authority->server(u"localhost"_s)};
    server.answer = [](const auto&) { return granted(); };
    const auto api = client(server.url(), false);
    QCOMPARE(refresh(*api), std::optional{ApiErrorCode::TlsUntrusted});
    api->setAuthorities(*readAuthorities(m_authority->file()));
    QCOMPARE(refresh(*api), std::optional<ApiErrorCode>{});
    api->setAuthorities({});
    QCOMPARE(refresh(*api), std::optional{ApiErrorCode::TlsUntrusted});
}

void TestTls::thePrivateAuthorityComesBesidesTheSystems()
{
    const auto own = readAuthorities(m_authority->file());
    QVERIFY(own);
    const QList<QSslCertificate> system = QSslConfiguration::systemCaCertificates();
    const QList<QSslCertificate> all = trusting(*own).caCertificates();
    QCOMPARE(all.size(), system.size() + 1);
    QVERIFY(all.contains(own->constFirst()));
}

void TestTls::anUnusableAuthorityFileIsSaid_data()
{
    QTest::addColumn<QString>("name");
    QTest::newRow("not there") << u"none.pem"_s;
    QTest::newRow("a folder") << u"."_s;
    QTest::newRow("a key, not a certificate") << u"ca.key"_s;
    QTest::newRow("empty") << u"empty.pem"_s;
}

void TestTls::anUnusableAuthorityFileIsSaid()
{
    QFETCH(QString, name);
    QFile empty{m_authority->path(u"empty.pem"_s)};
    QVERIFY(empty.open(QIODevice::WriteOnly));
    const QString file = m_authority->path(name);
    const auto read = readAuthorities(file);
    QVERIFY(!read);
    QVERIFY2(read.error().contains(file), qPrintable(read.error()));
}

void TestTls::noRedirectTakesTheTokenElsewhere_data()
{
    QTest::addColumn<int>("status");
    QTest::addColumn<bool>("toTls");
    QTest::newRow("found, to another https host") << 302 << true;
    QTest::newRow("permanent, to another https host") << 308 << true;
    QTest::newRow("temporary, down to http") << 307 << false;
    QTest::newRow("moved, down to http") << 301 << false;
}

void TestTls::noRedirectTakesTheTokenElsewhere()
{
    QFETCH(int, status);
    QFETCH(bool, toTls);
    const QSslConfiguration good = m_authority->server(u"localhost"_s);
    HttpScript tls{good};
    HttpScript plain;
    HttpScript& other = toTls ? tls : plain;
    other.answer = [](const auto&) { return granted(); };
    HttpScript server{good};
    server.answer = [&](const auto&) {
        return HttpAnswer{.status = status,
                          .headers = {"Location: " + other.url().toEncoded() + "/auth/refresh"}};
    };
    const auto api = client(server.url(), true);
    QCOMPARE(refresh(*api), std::optional{ApiErrorCode::Redirected});
    QCOMPARE(server.requests().constFirst().bearer(), u"the-access-token"_s);
    QTest::qWait(50); // that nothing goes there shows only in time
    QVERIFY(other.requests().isEmpty());
}

void TestTls::plainHttpBeyondThisMachineSendsNothing()
{
    const auto api = client(QUrl{u"http://sms.example.org"_s}, true);
    QCOMPARE(refresh(*api), std::optional{ApiErrorCode::InsecureUrl});
}

namespace {
QStringList& said()
{
    static QStringList lines;
    return lines;
}
} // namespace

void TestTls::theTokenIsInNoLogLine()
{
    HttpScript server{m_authority->server(u"localhost"_s)};
    server.answer = [](const auto&) { return granted(); };
    const auto api = client(server.url(), true);
    QLoggingCategory::setFilterRules(u"*.debug=true"_s); // Qt's own network categories too
    const QtMessageHandler before = qInstallMessageHandler(
        [](QtMsgType, const QMessageLogContext&, const QString& line) { said() += line; });
    const auto outcome = refresh(*api);
    qDebug() << Secret{u"the-access-token"_s};
    qInstallMessageHandler(before);
    QLoggingCategory::setFilterRules({});
    QCOMPARE(outcome, std::optional<ApiErrorCode>{});
    QVERIFY(said().constLast().contains(u"***"_s));
    for (const QString& line : std::as_const(said())) {
        QVERIFY2(!line.contains(u"the-access-token"_s) && !line.contains(u"Bearer"_s), qPrintable(line));
        QVERIFY2(!line.contains(u"fresh"_s), qPrintable(line));
    }
}

QTEST_GUILESS_MAIN(TestTls)
#include "test_tls.moc"
