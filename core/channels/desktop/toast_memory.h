// SPDX-License-Identifier: MIT
#pragma once

#include <QHash>
#include <QString>

namespace tocsin {

/// Which toasts are on the screen, in a file that lives as long as the desktop session does: a program that
/// was killed leaves toasts that the next one has to know, or nobody takes them away.
class ToastMemory final
{
public:
    using Ids = QHash<QString, uint>; ///< the notification daemon's, by tag

    /// An empty `file` remembers nothing.
    explicit ToastMemory(QString file);

    /// Nothing when they were another daemon's; `owner` is its unique name on the bus.
    [[nodiscard]] Ids recall(const QString& owner) const;
    void remember(const QString& owner, const Ids& ids) const;

private:
    QString m_file;
};

} // namespace tocsin
