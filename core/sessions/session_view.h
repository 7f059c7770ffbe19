// SPDX-License-Identifier: MIT
#pragma once

#include "core/alerts/alert.h"

#include <QDateTime>
#include <QList>
#include <QObject>
#include <QString>

#include <cstdint>
#include <optional>

namespace tocsin {

/// What the tray icon shows, the most urgent first to apply.
enum class TrayStatus : uint8_t { LoggedOut, Idle, Working, NeedsYou, Error };

enum class SessionState : uint8_t { Idle, Working, Waiting, Done, Error, Quiet, Ended, Lost };
/// For programs: `idle`, `working`, `waiting`, `done`, `error`, `quiet`, `ended`, `lost`.
[[nodiscard]] QString wireName(SessionState state);

/// How the server stands with one session.
enum class DeliveryStatus : uint8_t { Off, Starting, On, Unreachable, NeedsLogin };

/// One Claude session, as a window or `status` shows it.
struct SessionView
{
    QString id;
    QString name;
    SessionState state{SessionState::Idle};
    QDateTime since;
    DeliveryStatus texts{DeliveryStatus::Off};
    std::optional<AlertKind> dialog{}; ///< that waits for the person: a permission or a question
    QString folder{};                  ///< the name of its folder, unless the session is named by it
    QDateTime mutedUntil{};            ///< UTC, of this session alone; invalid: not muted
    QString path{};                    ///< of its project's folder; may be empty
    QString host{};                    ///< of another machine; empty: this one

    friend bool operator==(const SessionView&, const SessionView&) = default;
};

/// What waits for the person comes first, then what has stopped, what runs, what is over. The lowest is the
/// most urgent; `dialog` as in SessionView.
[[nodiscard]] int urgencyRank(SessionState state, std::optional<AlertKind> dialog);

} // namespace tocsin
