// SPDX-License-Identifier: MIT
#pragma once

#include <QString>
#include <QStringList>

#include <chrono>
#include <cstdint>
#include <map>
#include <set>

namespace tocsin {

/// Tells a press of a button that a person saw from any other: one that came as the button appeared, one of
/// a notification that was replaced, a second one, one on a locked screen. Times are those of a clock that
/// never goes back.
class PressJudge final
{
public:
    using Time = std::chrono::milliseconds;

    /// After a notification is shown or replaced its buttons do nothing: a click may have been for what was
    /// there before.
    static constexpr Time InertFor{500};

    enum class Verdict : uint8_t {
        Counts,
        NotOffered, ///< no such notification, or no such button on it
        TooSoon,
        Again,  ///< each button counts once
        Exposed ///< the screen is locked or shared
    };

    /// The notification `tag` is about to be shown or replaced, with these buttons.
    void show(const QString& tag, const QStringList& keys, bool isExposed);
    /// It is on the screen as it was last shown.
    void presented(const QString& tag, Time now);
    void gone(const QString& tag) { m_shown.erase(tag); }

    /// The key DefaultKey, a click on the notification itself, and ReviewKey may be pressed again; the former
    /// is never too soon, for it decides nothing.
    [[nodiscard]] Verdict press(const QString& tag, const QString& key, Time now);

    static const QString DefaultKey;
    static const QString ReviewKey;

private:
    struct Shown
    {
        std::set<QString> keys{};
        std::set<QString> used{};
        bool isExposed{false};
        bool isPresented{false};
        Time since{0};
    };
    std::map<QString, Shown> m_shown;
};

/// For the log: `counts`, `not_offered`, `too_soon`, `again`, `exposed`.
[[nodiscard]] QString wireName(PressJudge::Verdict verdict);

} // namespace tocsin
