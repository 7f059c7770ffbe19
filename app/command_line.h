// SPDX-License-Identifier: MIT
#pragma once

#include <QString>
#include <QStringList>

#include <cstdint>

namespace tocsin {

enum class TokenStoreChoice : uint8_t { Keychain, File };

/// What `tocsin` was started with.
struct CommandLine
{
    enum class Wish : uint8_t { Run, ShowHelp, ShowVersion, Mistake };

    Wish wish{Wish::Run};
    bool headless{false};
    bool hidden{false};
    TokenStoreChoice tokenStore{TokenStoreChoice::Keychain};
    bool importLogin{false}; ///< take an earlier plugin's login over without asking
    QString logLevel{};
    QString text{}; ///< the help, the version or what is wrong, for people
};

/// Works before any application object exists, since what it finds decides which one is made; parse again
/// once the translations are installed to have `text` in the user's language.
[[nodiscard]] CommandLine parseCommandLine(const QStringList& arguments);

} // namespace tocsin
