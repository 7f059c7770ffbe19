// SPDX-License-Identifier: MIT
#pragma once

#include <QDebug>
#include <QString>

#include <utility>

namespace tocsin {

/// Overwrites the text with zeros, unless it is shared: then the last holder does.
inline void wipe(QString& text)
{
    if (text.isDetached())
        text.fill(QChar{u'\0'});
}

/// A token or a code. It can be copied and compared; reading the text takes `reveal()`, and a log shows
/// `***`. The last copy to be destroyed leaves zeros behind; copies that Qt made while parsing or sending are
/// not covered.
class Secret final
{
public:
    Secret() = default;
    explicit Secret(QString text)
        : m_text{std::move(text)}
    {}
    Secret(const Secret&) = default;
    Secret(Secret&&) noexcept = default;
    Secret& operator=(const Secret& other)
    {
        if (this != &other) {
            wipe(m_text);
            m_text = other.m_text;
        }
        return *this;
    }
    Secret& operator=(Secret&& other) noexcept
    {
        m_text.swap(other.m_text); // wiped with `other`
        return *this;
    }
    ~Secret() { wipe(m_text); }

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
