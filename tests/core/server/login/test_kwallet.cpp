// SPDX-License-Identifier: MIT
#include "core/server/login/keychain_token_store.h"
#include "core/server/login/keychain_watch.h"
#include "core/server/login/missing_check.h"

#include <QDBusConnection>
#include <QDBusConnectionInterface>
#include <QDBusMessage>
#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QProcess>
#include <QSignalSpy>
#include <QStandardPaths>
#include <QTest>

#include <csignal>
#include <functional>
#include <optional>
#include <sys/prctl.h>

using namespace Qt::StringLiterals;
using namespace tocsin;

namespace {

const QString Service = u"org.kde.kwalletd5"_s;
const QString Wallet = u"kdewallet"_s;
const QString Program = u"somebody else"_s;

QVariant call(const QString& method, const QVariantList& arguments)
{
    QDBusMessage message =
        QDBusMessage::createMethodCall(Service, u"/modules/kwalletd5"_s, u"org.kde.KWallet"_s, method);
    message.setArguments(arguments);
    return QDBusConnection::sessionBus().call(message).arguments().value(0);
}

/// What another program finds under Tocsin's name; empty without.
QString found()
{
    const int handle = call(u"open"_s, {Wallet, qlonglong{0}, Program}).toInt();
    return call(u"readPassword"_s, {handle, u"tocsin"_s, u"login"_s, Program}).toString();
}

} // namespace

/// KDE's own wallet daemon on this test's own bus, as in a Plasma session. The tests come in this order:
/// before it comes up, with an open wallet, gone.
class TestKWallet final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void aWalletThatComesUpIsNoticed();
    void whatIsWrittenIsInTheWalletUntilItIsRemoved();
    void aClosedWalletSaysWhetherItHasALogin();
    void aWalletThatIsGoneIsAFailureNotAnAbsence();
    void cleanupTestCase();

private:
    using Call = std::function<void(QObject*, TokenStore::Done)>;
    [[nodiscard]] StoreResult outcome(const Call& call)
    {
        std::optional<StoreResult> got;
        call(this, [&got](const StoreResult& result) { got = result; });
        [&got] { QTRY_VERIFY_WITH_TIMEOUT(got, 30'000); }();
        return got.value_or(StoreResult{});
    }
    [[nodiscard]] StoreResult read()
    {
        return outcome([this](QObject* context, TokenStore::Done done) { m_store.read(context, done); });
    }
    [[nodiscard]] StoreResult write(const QString& text)
    {
        return outcome([this, &text](QObject* context, TokenStore::Done done) {
            m_store.write(Secret{text}, context, done);
        });
    }
    [[nodiscard]] StoreResult remove()
    {
        return outcome([this](QObject* context, TokenStore::Done done) { m_store.remove(context, done); });
    }
    KeychainTokenStore m_store;
    QProcess m_daemon;
};

void TestKWallet::initTestCase()
{
    // What the keychain library tells a Plasma session by.
    qputenv("XDG_CURRENT_DESKTOP", "KDE");
    qputenv("KDE_SESSION_VERSION", "5");
    QFile file{QStandardPaths::writableLocation(QStandardPaths::ConfigLocation) + u"/kwalletrc"_s};
    QVERIFY(QDir{}.mkpath(QFileInfo{file}.path()));
    QVERIFY(file.open(QIODevice::WriteOnly));
    // Nobody is here to allow it.
    file.write("[Wallet]\nEnabled=true\nFirst Use=false\nPrompt on Open=false\nClose When Idle=false\n");
    file.close();
    m_daemon.setChildProcessModifier([] { ::prctl(PR_SET_PDEATHSIG, SIGKILL); });
    QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
    environment.insert(u"QT_QPA_PLATFORM"_s, u"offscreen"_s);
    m_daemon.setProcessEnvironment(environment);
}

void TestKWallet::aWalletThatComesUpIsNoticed()
{
    KeychainWatch watch;
    QSignalSpy available{&watch, &KeychainWatch::available};
    watch.start();
    m_daemon.start(u"kwalletd5"_s, QStringList{});
    QVERIFY(m_daemon.waitForStarted());
    QVERIFY(available.wait(20'000));
    // Nobody is asked to create a wallet for a login that never was.
    QCOMPARE(read().outcome, StoreOutcome::Absent);
    QCOMPARE(remove().outcome, StoreOutcome::Absent);
    QVERIFY(call(u"wallets"_s, {}).toStringList().isEmpty());
    // What a login manager does with the password that somebody has just typed.
    call(u"pamOpen"_s, {Wallet, QByteArray(56, 'k'), 0});
    QVERIFY(call(u"isOpen"_s, {Wallet}).toBool());
}

void TestKWallet::whatIsWrittenIsInTheWalletUntilItIsRemoved()
{
    const StoreResult nothing = read();
    QVERIFY2(nothing.outcome == StoreOutcome::Absent, qPrintable(nothing.message));
    QCOMPARE(remove().outcome, StoreOutcome::Absent);
    QCOMPARE(write(u"ä token"_s).outcome, StoreOutcome::Found);
    const StoreResult got = read();
    QCOMPARE(got.outcome, StoreOutcome::Found);
    QCOMPARE(got.value, Secret{u"ä token"_s});
    QCOMPARE(found(), u"ä token"_s);
    QCOMPARE(remove().outcome, StoreOutcome::Absent);
    QCOMPARE(read().outcome, StoreOutcome::Absent);
    QCOMPARE(found(), QString{});
}

void TestKWallet::aClosedWalletSaysWhetherItHasALogin()
{
    QCOMPARE(write(u"token"_s).outcome, StoreOutcome::Found);
    QCOMPARE(call(u"close"_s, {Wallet, true}).toInt(), 0);
    QVERIFY(!call(u"isOpen"_s, {Wallet}).toBool());
    const auto isMissing = [this](const QString& key) {
        std::optional<bool> answer;
        checkForMissingEntry(u"tocsin"_s, key, this, [&answer](bool missing) { answer = missing; });
        [&answer] { QTRY_VERIFY_WITH_TIMEOUT(answer, 30'000); }();
        return answer.value_or(false);
    };
    QVERIFY(!isMissing(u"login"_s));
    QVERIFY(isMissing(u"another"_s));
    QVERIFY2(!call(u"isOpen"_s, {Wallet}).toBool(), "it was opened for that");
    call(u"pamOpen"_s, {Wallet, QByteArray(56, 'k'), 0});
    QCOMPARE(read().value, Secret{u"token"_s});
    QCOMPARE(remove().outcome, StoreOutcome::Absent);
}

void TestKWallet::aWalletThatIsGoneIsAFailureNotAnAbsence()
{
    QCOMPARE(write(u"token"_s).outcome, StoreOutcome::Found);
    cleanupTestCase();
    for (const StoreResult& result : {read(), write(u"other"_s), remove()}) {
        QCOMPARE(result.outcome, StoreOutcome::Failed);
        QVERIFY(!result.message.isEmpty());
    }
}

void TestKWallet::cleanupTestCase()
{
    m_daemon.kill();
    m_daemon.waitForFinished();
}

QTEST_GUILESS_MAIN(TestKWallet)
#include "test_kwallet.moc"
