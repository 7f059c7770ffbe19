// SPDX-License-Identifier: MIT
#pragma once

#include "core/server/login/token_store.h"

#include <cstdint>
#include <deque>
#include <functional>

namespace tocsin {

/// What the file is for, beside the keychain.
enum class FileUse : uint8_t {
    Never,
    UntilKeychain, ///< with the user's consent, for want of a keychain; moves there when one works
    Always         ///< the user's standing choice: the keychain is not touched
};

/// The keychain, or the file that the user agreed to. One call at a time, in order: a keychain may take long
/// over a question to the user, and what was asked last is what has to hold.
class LoginStore final : public TokenStore
{
    Q_OBJECT
public:
    /// Both outlive this object.
    LoginStore(TokenStore& keychain, TokenStore& file, FileUse use, QObject* parent = nullptr);

    [[nodiscard]] FileUse fileUse() const { return m_use; }
    /// The user agreed to the file. From the next call on.
    void allowFile();
    /// A keychain has come up or was unlocked: what is in the file goes there.
    void keychainAvailable();

    void read(QObject* context, Done done) override;
    void write(const Secret& value, QObject* context, Done done) override;
    void remove(QObject* context, Done done) override;

Q_SIGNALS:
    /// The login is in the keychain now, and the file is gone.
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
    bool m_keychainIsStale{false}; ///< it could not be emptied when the login was given up
};

} // namespace tocsin
