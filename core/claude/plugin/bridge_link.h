// SPDX-License-Identifier: MIT
#pragma once

#include <QString>
#include <QStringList>

namespace tocsin {

/// Where the hooks look for tocsin-hookbridge after the PATH, in their order: as in plugin/hooks/hooks.json.
[[nodiscard]] QStringList bridgeFolders();
/// What the hooks run if they have this process's PATH; empty: nothing.
[[nodiscard]] QString findBridge();

/// Lets the hooks find a tocsin-hookbridge that was built, but not installed: by a link in a folder of
/// theirs.
class BridgeLink final
{
public:
    /// Never needed.
    BridgeLink() = default;
    /// `program`: the tocsin-hookbridge beside the app. `folders`: as bridgeFolders(); the first gets the
    /// link.
    BridgeLink(QString program, QStringList folders);

    /// None of the folders has one that runs, and `program` does.
    [[nodiscard]] bool isNeeded() const;
    /// Absolute.
    [[nodiscard]] QString path() const;
    [[nodiscard]] const QString& program() const { return m_program; }
    /// Replaces a link that leads nowhere, but no file. False: the link cannot be made.
    [[nodiscard]] bool make() const;

private:
    QString m_program;
    QStringList m_folders;
};

} // namespace tocsin
