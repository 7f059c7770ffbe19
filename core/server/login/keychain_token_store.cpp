// SPDX-License-Identifier: MIT
#include "core/server/login/keychain_token_store.h"

#include "core/logging/categories.h"
#include "core/server/login/lock_check.h"
#include "core/server/login/missing_check.h"

#include <QPointer>
#include <qt6keychain/keychain.h>

namespace tocsin {

using namespace Qt::StringLiterals;

namespace {

StoreResult lockedResult()
{
    return {.outcome = StoreOutcome::Failed,
            .message = KeychainTokenStore::tr("The keychain is locked. Unlock it and try again.")};
}

QString describe(const QKeychain::Job& job)
{
    const QString none = KeychainTokenStore::tr("No supported keychain was found.");
    // What the bus says of a service that is not there means nothing to people.
    if (job.error() == QKeychain::OtherError && job.errorString().contains("org.freedesktop.secrets"_L1)) {
        qCDebug(logAuth) << job.errorString();
        return none;
    }
    switch (job.error()) {
    case QKeychain::AccessDenied:
    case QKeychain::AccessDeniedByUser:
        return lockedResult().message;
    case QKeychain::NoBackendAvailable:
    case QKeychain::NotImplemented:
        return none;
    default:
        return KeychainTokenStore::tr("Keychain error: %1.").arg(job.errorString());
    }
}

const QString Key = u"login"_s;

/// `whenFine` is the outcome of a job without an error.
template<typename Job>
void start(std::unique_ptr<Job> job, StoreOutcome whenFine, QObject* context, TokenStore::Done done)
{
    job->setKey(Key);
    // Without a keychain the answer is Failed, and the user decides: never a plain file behind their back.
    job->setInsecureFallback(false);
    const auto onFinished = [whenFine, context, done = std::move(done)](QKeychain::Job* finished) {
        // To remove an entry behind a lock looks like a success, and the entry is still there.
        const bool isRemoved = finished->error() == QKeychain::NoError && whenFine == StoreOutcome::Absent;
        if (finished->error() == QKeychain::EntryNotFound || isRemoved) {
            checkForLockedEntry(finished->service(), Key, context, [done](bool isLocked) {
                done(isLocked ? lockedResult() : StoreResult{.outcome = StoreOutcome::Absent});
            });
            return;
        }
        StoreResult result{.outcome = whenFine};
        if (finished->error() != QKeychain::NoError)
            result = {.outcome = StoreOutcome::Failed, .message = describe(*finished)};
        else if (const auto* reader = qobject_cast<QKeychain::ReadPasswordJob*>(finished))
            result.value = Secret{reader->textData()};
        done(result);
    };
    QObject::connect(job.get(), &QKeychain::Job::finished, context, onFinished);
    job.release()->start(); // it deletes itself when it is over
}

/// As start(), but for an entry that is not there: no keychain is opened for it.
template<typename Job>
void startIfThere(std::unique_ptr<Job> job, StoreOutcome whenFine, QObject* context, TokenStore::Done done)
{
    const QString service = job->service();
    const auto waiting = std::make_shared<std::unique_ptr<Job>>(std::move(job));
    checkForMissingEntry(service, Key, context,
                         [waiting, whenFine, context, done = std::move(done)](bool isMissing) {
                             if (isMissing)
                                 done({.outcome = StoreOutcome::Absent});
                             else
                                 start(std::move(*waiting), whenFine, context, done);
                         });
}

} // namespace

KeychainTokenStore::KeychainTokenStore(const QString& service, QObject* parent)
    : TokenStore{parent}
    , m_service{service}
{}

void KeychainTokenStore::read(QObject* context, Done done)
{
    startIfThere(std::make_unique<QKeychain::ReadPasswordJob>(m_service), StoreOutcome::Found, context,
                 std::move(done));
}

void KeychainTokenStore::write(const Secret& value, QObject* context, Done done)
{
    auto job = std::make_unique<QKeychain::WritePasswordJob>(m_service);
    job->setTextData(value.reveal());
    start(std::move(job), StoreOutcome::Found, context, std::move(done));
}

void KeychainTokenStore::remove(QObject* context, Done done)
{
    startIfThere(std::make_unique<QKeychain::DeletePasswordJob>(m_service), StoreOutcome::Absent, context,
                 std::move(done));
}

} // namespace tocsin
