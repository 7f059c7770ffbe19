// SPDX-License-Identifier: MIT
#include "core/server/login/file_token_store.h"
#include "core/server/login/keychain_token_store.h"
#include "tests/support/keyring.h"

#include <QFile>
#include <QFileInfo>
#include <QTemporaryDir>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace tocsin;
using tocsin::test::Keyring;

namespace {

std::optional<StoreResult> outcome(QObject* context,
                                   const std::function<void(QObject*, TokenStore::Done)>& call)
{
    std::optional<StoreResult> got;
    call(context, [&got](const StoreResult& result) { got = result; });
    [&got] { QTRY_VERIFY_WITH_TIMEOUT(got, 30'000); }();
    return got;
}

} // namespace

/// The real keyring daemon on this test's own bus. The tests come in this order: without a daemon, with one,
/// with a locked one.
class TestTokenStores final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void withoutAKeychainEveryCallFails();
    void whatIsWrittenIsFoundUntilItIsRemoved();
    void otherProgramsSeeItUnderOurName();
    void aLockedKeychainIsAFailureNotAnAbsence();
    void theFileIsItsOwnersAlone();
    void aFileThatOthersMayReadIsNotUsed();
    void aFileThatCannotBeWrittenIsAFailure();

private:
    [[nodiscard]] StoreResult read(TokenStore& store)
    {
        return outcome(this, [&store](QObject* context,
                                      TokenStore::Done done) { store.read(context, std::move(done)); })
            .value_or(StoreResult{});
    }
    [[nodiscard]] StoreResult write(TokenStore& store, const QString& text)
    {
        return outcome(this,
                       [&store, &text](QObject* context, TokenStore::Done done) {
                           store.write(Secret{text}, context, std::move(done));
                       })
            .value_or(StoreResult{});
    }
    [[nodiscard]] StoreResult remove(TokenStore& store)
    {
        return outcome(this, [&store](QObject* context,
                                      TokenStore::Done done) { store.remove(context, std::move(done)); })
            .value_or(StoreResult{});
    }

    Keyring m_keyring;
};

void TestTokenStores::withoutAKeychainEveryCallFails()
{
    QVERIFY(!Keyring::isOnTheBus());
    KeychainTokenStore store;
    for (const StoreResult& result : {read(store), write(store, u"t"_s), remove(store)}) {
        QCOMPARE(result.outcome, StoreOutcome::Failed);
        QVERIFY(!result.message.isEmpty());
    }
}

void TestTokenStores::whatIsWrittenIsFoundUntilItIsRemoved()
{
    QVERIFY(m_keyring.start());
    KeychainTokenStore store;
    QCOMPARE(read(store).outcome, StoreOutcome::Absent);
    QCOMPARE(remove(store).outcome, StoreOutcome::Absent);
    QCOMPARE(write(store, u"ä token"_s).outcome, StoreOutcome::Found);
    const StoreResult found = read(store);
    QCOMPARE(found.outcome, StoreOutcome::Found);
    QCOMPARE(found.value, Secret{u"ä token"_s});
    KeychainTokenStore other{u"somebody-else"_s};
    QCOMPARE(read(other).outcome, StoreOutcome::Absent);
    QCOMPARE(remove(store).outcome, StoreOutcome::Absent);
    QCOMPARE(read(store).outcome, StoreOutcome::Absent);
}

void TestTokenStores::otherProgramsSeeItUnderOurName()
{
    QVERIFY(m_keyring.start());
    KeychainTokenStore store;
    QCOMPARE(write(store, u"kept"_s).outcome, StoreOutcome::Found);
    QCOMPARE(Keyring::found(), "kept"_ba);
    QCOMPARE(remove(store).outcome, StoreOutcome::Absent);
}

void TestTokenStores::aLockedKeychainIsAFailureNotAnAbsence()
{
    QVERIFY(m_keyring.start());
    KeychainTokenStore store;
    QCOMPARE(write(store, u"behind a lock"_s).outcome, StoreOutcome::Found);
    QVERIFY(Keyring::lock());
    // Nobody is there to answer the prompt that would unlock it.
    for (const StoreResult& result : {read(store), remove(store), write(store, u"t"_s)}) {
        QCOMPARE(result.outcome, StoreOutcome::Failed);
        QVERIFY(!result.message.isEmpty());
    }
    KeychainTokenStore other{u"somebody-else"_s};
    QCOMPARE(read(other).outcome, StoreOutcome::Absent);
}

void TestTokenStores::theFileIsItsOwnersAlone()
{
    const QTemporaryDir folder;
    const QString path = folder.filePath(u"tocsin/login"_s);
    FileTokenStore store{path};
    QCOMPARE(read(store).outcome, StoreOutcome::Absent);
    QCOMPARE(write(store, u"token"_s).outcome, StoreOutcome::Found);
    QCOMPARE(write(store, u"another"_s).outcome, StoreOutcome::Found);
    QCOMPARE(read(store).value, Secret{u"another"_s});
    const auto owner =
        QFileDevice::ReadOwner | QFileDevice::WriteOwner | QFileDevice::ReadUser | QFileDevice::WriteUser;
    QCOMPARE(QFileInfo{path}.permissions() | owner, owner);
    QCOMPARE(remove(store).outcome, StoreOutcome::Absent);
    QVERIFY(!QFileInfo::exists(path));
}

void TestTokenStores::aFileThatOthersMayReadIsNotUsed()
{
    const QTemporaryDir folder;
    const QString path = folder.filePath(u"login"_s);
    FileTokenStore store{path};
    QCOMPARE(write(store, u"token"_s).outcome, StoreOutcome::Found);
    QVERIFY(QFile::setPermissions(path, QFileDevice::ReadOwner | QFileDevice::ReadOther));
    const StoreResult result = read(store);
    QCOMPARE(result.outcome, StoreOutcome::Failed);
    QVERIFY(result.message.contains(path));
    QCOMPARE(write(store, u"token"_s).outcome, StoreOutcome::Found);
    QCOMPARE(read(store).outcome, StoreOutcome::Found);
}

void TestTokenStores::aFileThatCannotBeWrittenIsAFailure()
{
    const QTemporaryDir folder;
    QFile blocker{folder.filePath(u"file"_s)};
    QVERIFY(blocker.open(QIODevice::WriteOnly));
    FileTokenStore store{folder.filePath(u"file/login"_s)};
    QCOMPARE(write(store, u"token"_s).outcome, StoreOutcome::Failed);
}

QTEST_GUILESS_MAIN(TestTokenStores)
#include "test_token_stores.moc"
