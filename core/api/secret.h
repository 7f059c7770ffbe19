// SPDX-License-Identifier: MIT
#pragma once

#include <QDebug>
#include <QString>

#include <utility>

namespace tocsin {

/// A token or a code. It can be compared and handed on; to get at the text one has to write `reveal()`, and
/// in a log it is `***`.
class Secret final
{
public:
    Secret() = default;
    explicit Secret(QString text)
        : m_text{std::move(text)}
    {}

    [[nodiscard]] bool isEmpty() const { return m_text.isEmpty(); }
    [[nodiscard]] const QString& reveal() const { return m_text; }

    [[nodiscard]] friend bool operator==(const Secret&, const Secret&) = default;
    friend QDebug operator<<(QDebug debug, const Secret&)
    {
        const QDebugStateSaver saver{debug};
        debug.nospace().noquote() << QStringLiteral("***");
        return debug;
    }

private:
    QString m_text;
};

} // namespace tocsin
