// SPDX-License-Identifier: MIT
#pragma once

#include "core/base/expected.h"
#include "core/terminal/window_raiser.h"

#include <QByteArray>
#include <QObject>
#include <QString>

#include <chrono>
#include <optional>

namespace tocsin {

/// Focuses a window through the socket of sway (sway-ipc(7)).
class SwayWindowRaiser final : public QObject, public WindowRaiser
{
    Q_OBJECT
public:
    static constexpr std::chrono::milliseconds Limit{3000};

    /// `socket` as in SWAYSOCK.
    explicit SwayWindowRaiser(QString socket, QObject* parent = nullptr);

    void raise(const WindowHint& window, Done onDone) override;

private:
    QString m_socket;
};

/// One message of sway's socket.
struct SwayMessage
{
    quint32 type{0};
    QByteArray payload{};

    [[nodiscard]] QByteArray toBytes() const;
    /// Takes a whole message from the front of `bytes`; nothing: it has not come yet.
    [[nodiscard]] static std::optional<SwayMessage> takeFrom(QByteArray& bytes);
};

/// The id of the window in the answer to `get_tree`.
[[nodiscard]] Expected<qint64, TerminalProblem> swayWindow(const QByteArray& tree, const WindowHint& window);

} // namespace tocsin
