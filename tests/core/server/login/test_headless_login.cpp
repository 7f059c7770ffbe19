// SPDX-License-Identifier: MIT
#include "core/logging/logging.h"
#include "core/server/api/network.h"
#include "core/server/login/server_login.h"
#include "core/settings/settings.h"
#include "tests/support/memory_token_store.h"
#include "tests/support/moved_clock.h"
#include "tests/support/server_process.h"

#include <QDir>
#include <QFile>
#include <QNetworkAccessManager>
#include <QProcess>
#include <QTest>

#include <csignal>
#include <sys/prctl.h>

using namespace Qt::StringLiterals;
using namespace tocsin;
using tocsin::test::MemoryTokenStore;
using tocsin::test::MovedClock;
using tocsin::test::ServerProcess;

/// The real program without a display, on a bus without a keychain.
class TestHeadlessLogin final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup();

    void anEarlierLoginIsToldOfAndLeftAlone();
    void aMissingKeychainIsToldOnceThereIsALoginToMiss();
    void anEarlierLoginIsTakenOverWhenToldTo();

private:
    void run(const QStringList& options);
    [[nodiscard]] QString realToken();
    void write(const QByteArray& content);
    void end();
    [[nodiscard]] static QString folder() { return qEnvironmentVariable("XDG_CONFIG_HOME") + u"/tocsin"_s; }
    [[nodiscard]] static QString file() { return folder() + u"/auth.json"_s; }
    [[nodiscard]] static QByteArray log()
    {
        QFile file{defaultLogFile()};
        return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray{};
    }

    ServerProcess m_server;
    std::unique_ptr<QProcess> m_program;
    QByteArray m_out;
    QByteArray m_err;
};

void TestHeadlessLogin::init()
{
    QVERIFY2(m_server.start(), qPrintable(m_server.error()));
    QFile::remove(defaultLogFile());
}

void TestHeadlessLogin::cleanup()
{
    end();
    QDir{folder()}.removeRecursively();
    m_server.stop();
}

void TestHeadlessLogin::end()
{
    if (m_program) {
        m_program->terminate();
        if (!m_program->waitForFinished(5000))
            m_program->kill();
        m_program.reset();
    }
    m_out.clear();
    m_err.clear();
}

void TestHeadlessLogin::run(const QStringList& options)
{
    m_program = std::make_unique<QProcess>();
    m_program->setChildProcessModifier([] { ::prctl(PR_SET_PDEATHSIG, SIGKILL); });
    QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
    environment.insert(u"CLAUDE_SMS_SERVER_URL"_s, m_server.url().toString());
    m_program->setProcessEnvironment(environment);
    connect(m_program.get(), &QProcess::readyReadStandardOutput, this,
            [this] { m_out += m_program->readAllStandardOutput(); });
    connect(m_program.get(), &QProcess::readyReadStandardError, this,
            [this] { m_err += m_program->readAllStandardError(); });
    m_program->start(QStringLiteral(TOCSIN_BIN_DIR "/tocsin"), QStringList{u"--headless"_s} + options);
    QTRY_VERIFY2_WITH_TIMEOUT(m_out.contains("is running"), m_err.constData(), 20'000);
}

QString TestHeadlessLogin::realToken()
{
    const auto network = makeNetworkAccessManager();
    ApiClient api{*network, m_server.url()};
    MemoryTokenStore store;
    const MovedClock clock;
    ServerLogin login{api, store, clock, u"0123456789abcdef"_s};
    login.requestCode(u"+14155550123"_s);
    if (!QTest::qWaitFor([&] { return login.phase() == LoginPhase::AwaitingCode; }) ||
        !QTest::qWaitFor([&] { return !m_server.latestCode().isEmpty(); }))
        return {};
    login.submitCode(m_server.latestCode());
    if (!QTest::qWaitFor([&] { return login.phase() == LoginPhase::LoggedIn; }))
        return {};
    return login.accessToken().reveal();
}

void TestHeadlessLogin::write(const QByteArray& content)
{
    QVERIFY(QDir{}.mkpath(QFileInfo{file()}.path()));
    QFile out{file()};
    QVERIFY(out.open(QIODevice::WriteOnly));
    out.write(content);
}

void TestHeadlessLogin::anEarlierLoginIsToldOfAndLeftAlone()
{
    write(R"({"token":"a.b.c"})");
    run({});
    QCOMPARE(m_out.count("--import-login"), 1);
    QVERIFY(m_out.contains(file().toUtf8()));
    QVERIFY(QFile::exists(file()));
    QVERIFY(!m_out.contains("a.b.c") && !m_err.contains("a.b.c"));
}

void TestHeadlessLogin::aMissingKeychainIsToldOnceThereIsALoginToMiss()
{
    run({u"--log-level=debug"_s});
    QTRY_VERIFY(log().contains("the token store cannot be read"));
    QVERIFY(!m_err.contains("could not be read"));
    end();

    Settings{folder() + u"/tocsin.conf"_s, {}}.setValue(Setting::HasLogin, true);
    run({});
    QTRY_VERIFY(m_err.contains("could not be read"));
    QCOMPARE(m_err.count("No supported keychain"), 1);
}

void TestHeadlessLogin::anEarlierLoginIsTakenOverWhenToldTo()
{
    const QByteArray token = realToken().toUtf8();
    QVERIFY(!token.isEmpty());
    write(R"({"access_token":")" + token + R"("})");
    run({u"--import-login"_s});
    QTRY_VERIFY2_WITH_TIMEOUT(m_out.contains("earlier login; its file is deleted"), m_err.constData(),
                              10'000);
    QVERIFY(!QFile::exists(file()));
    // The login lives, but nobody keeps it: that is said, with what to do.
    QTRY_COMPARE(m_err.count("--token-store=file"), 1);
    QVERIFY(!m_out.contains(token) && !m_err.contains(token));
}

QTEST_GUILESS_MAIN(TestHeadlessLogin)
#include "test_headless_login.moc"
