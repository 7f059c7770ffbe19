// SPDX-License-Identifier: MIT
#include "core/server/login/login_store.h"

#include "core/logging/categories.h"

#include <QPointer>

#include <utility>

namespace tocsin {

LoginStore::LoginStore(TokenStore& keychain, TokenStore& file, FileUse use, QObject* parent)
    : TokenStore{parent}
    , m_keychain{keychain}
    , m_file{file}
    , m_use{use}
{}

void LoginStore::allowFile()
{
    if (m_use == FileUse::Never)
        m_use = FileUse::UntilKeychain;
}

void LoginStore::keychainAvailable()
{
    if (m_use == FileUse::UntilKeychain)
        enqueue([this](const auto& finished) { move(finished); });
}

void LoginStore::read(QObject* context, Done done)
{
    enqueue([this, done = guarded(context, std::move(done))](const auto& finished) {
        if (m_use == FileUse::Never) {
            return m_keychain.read(this, [done, finished](const StoreResult& result) {
                finished();
                done(result);
            });
        }
        m_file.read(this, [this, done, finished](const StoreResult& result) {
            if (m_use == FileUse::Always || result.outcome != StoreOutcome::Absent) {
                finished();
                return done(result);
            }
            // The consent may be older than the login in the keychain.
            m_keychain.read(this, [done, finished, result](const StoreResult& kept) {
                finished();
                done(kept.outcome == StoreOutcome::Found ? kept : result);
            });
        });
    });
}

void LoginStore::write(const Secret& value, QObject* context, Done done)
{
    enqueue([this, value, done = guarded(context, std::move(done))](const auto& finished) {
        // The file first, if it is allowed: a keychain may wait for the user.
        TokenStore& first = m_use == FileUse::Never ? m_keychain : m_file;
        first.write(value, this, [this, done, finished](const StoreResult& result) {
            if (m_use == FileUse::UntilKeychain && result.outcome == StoreOutcome::Found)
                keychainAvailable();
            finished();
            done(result);
        });
    });
}

void LoginStore::remove(QObject* context, Done done)
{
    enqueue([this, done = guarded(context, std::move(done))](const auto& finished) {
        removeBoth([done, finished](const StoreResult& result) {
            finished();
            done(result);
        });
    });
}

void LoginStore::removeBoth(const Done& done)
{
    if (m_use == FileUse::Always)
        return m_file.remove(this, done);
    if (m_use == FileUse::Never)
        return m_keychain.remove(this, done);
    m_file.remove(this, [this, done](const StoreResult& fromFile) {
        // Without a keychain there is nothing to remove from it, as far as is known.
        m_keychain.remove(this, [this, done, fromFile](const StoreResult& fromKeychain) {
            m_keychainIsStale = fromKeychain.outcome == StoreOutcome::Failed;
            done(fromFile);
        });
    });
}

void LoginStore::move(const std::function<void()>& finished)
{
    m_file.read(this, [this, finished](const StoreResult& kept) {
        if (kept.outcome != StoreOutcome::Found) {
            if (!std::exchange(m_keychainIsStale, false))
                return finished();
            return m_keychain.remove(this, [finished](const StoreResult&) { finished(); });
        }
        m_keychain.write(kept.value, this, [this, finished](const StoreResult& written) {
            if (written.outcome != StoreOutcome::Found) {
                qCInfo(logAuth) << "the login stays in its file:" << written.message;
                return finished();
            }
            m_file.remove(this, [this, finished](const StoreResult& removed) {
                finished();
                if (removed.outcome != StoreOutcome::Absent)
                    return;
                m_use = FileUse::Never;
                m_keychainIsStale = false;
                Q_EMIT movedToKeychain();
            });
        });
    });
}

TokenStore::Done LoginStore::guarded(QObject* context, Done done)
{
    return [context = QPointer<QObject>{context}, done = std::move(done)](const StoreResult& result) {
        if (context)
            done(result);
    };
}

void LoginStore::enqueue(Job job)
{
    m_jobs.push_back(std::move(job));
    if (!m_isBusy)
        runNext();
}

void LoginStore::runNext()
{
    m_isBusy = !m_jobs.empty();
    if (!m_isBusy)
        return;
    const Job job = std::move(m_jobs.front());
    m_jobs.pop_front();
    job([this] { runNext(); });
}

} // namespace tocsin
