// SPDX-License-Identifier: MIT
#pragma once

#include "core/server/login/token_store.h"

#include <cstdint>
#include <deque>
#include <functional>

namespace tocsin {

/// What the file is used for, next to the keychain.
enum class FileUse : uint8_t {
    Never,
    UntilKeychain, ///< with the user's consent, while there is no keychain; then the login moves there
    Always         ///< by the user's choice; the keychain is not used
};

/// The keychain, or the file that the user agreed to. One call at a time, in order: a keychain may ask the
/// user first, and the last call has to win.
class LoginStore final : public TokenStore
{
    Q_OBJECT
public:
    /// Both outlive this object.
    LoginStore(TokenStore& keychain, TokenStore& file, FileUse use, QObject* parent = nullptr);

    [[nodiscard]] FileUse fileUse() const { return m_use; }
    /// The user agreed to the file. From the next call on.
    void allowFile();
    /// A keychain has appeared or was unlocked: moves the login from the file.
    void keychainAvailable();

    void read(QObject* context, Done done) override;
    void write(const Secret& value, QObject* context, Done done) override;
    void remove(QObject* context, Done done) override;

Q_SIGNALS:
    /// The login is in the keychain, and the file is deleted.
    void movedToKeychain();

private:
    /// Runs one call and then what it is given, once.
    using Job = std::function<void(const std::function<void()>& finished)>;

    void enqueue(Job job);
    void runNext();
    void move(const std::function<void()>& finished);
    void removeBoth(const Done& done);
    [[nodiscard]] static Done guarded(QObject* context, Done done);

    TokenStore& m_keychain;
    TokenStore& m_file;
    FileUse m_use;
    std::deque<Job> m_jobs;
    bool m_isBusy{false};
    bool m_keychainIsStale{false}; ///< the login could not be removed from it
};

} // namespace tocsin
