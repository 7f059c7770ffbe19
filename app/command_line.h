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
    bool importLogin{false}; ///< import an earlier plugin's login without asking
    QString logLevel{};
    QString text{}; ///< the help, the version or what is wrong, for people
};

/// Works before an application object exists, because the result decides which one is made. Parse again once
/// the translations are installed to get `text` in the user's language.
[[nodiscard]] CommandLine parseCommandLine(const QStringList& arguments);

} // namespace tocsin
