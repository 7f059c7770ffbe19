// SPDX-License-Identifier: MIT
#pragma once

#include <QString>
#include <QStringList>

namespace tocsin {

/// Where the hooks look for tocsin-hookbridge after the PATH, in their order: as in plugin/hooks/hooks.json.
[[nodiscard]] QStringList bridgeFolders();
/// Where they look if they have this process's PATH, in their order.
[[nodiscard]] QStringList hookFolders();
/// What they run if they look there; empty: nothing.
[[nodiscard]] QString findBridge(const QStringList& folders);

/// Lets the hooks find a tocsin-hookbridge that was built, but not installed: by a link in a folder of
/// theirs.
class BridgeLink final
{
public:
    /// Never needed.
    BridgeLink() = default;
    /// `program`: the tocsin-hookbridge beside the app. `folders`: as hookFolders(). `linkFolder`: the one of
    /// them that gets the link.
    BridgeLink(QString program, QStringList folders, QString linkFolder);

    /// findBridge() finds none in the folders, and `program` runs.
    [[nodiscard]] bool isNeeded() const;
    /// Absolute.
    [[nodiscard]] QString path() const;
    [[nodiscard]] const QString& program() const { return m_program; }
    /// Replaces a link that leads nowhere, but no file. False: the link cannot be made.
    [[nodiscard]] bool make() const;

private:
    QString m_program;
    QStringList m_folders;
    QString m_linkFolder;
};

} // namespace tocsin
