// SPDX-License-Identifier: MIT
#pragma once

#include "core/terminal/bus_caller.h"
#include "core/terminal/window_raiser.h"

#include <QObject>
#include <QTemporaryDir>

#include <chrono>
#include <memory>

namespace tocsin {

/// What a script in KWin calls when it is through.
class KWinAnswer final : public QObject
{
    Q_OBJECT
    Q_CLASSINFO("D-Bus Interface", "io.github.tocsin_app.Raised")
public:
    using QObject::QObject;

public Q_SLOTS:
    /// `raised`, `none`, `several`
    void done(const QString& word) { Q_EMIT answered(word); }

Q_SIGNALS:
    void answered(const QString& word);
};

/// Has KWin run a script that activates a window, as Wayland lets no other program do that (Plasma 5 and 6).
/// The script is loaded, run once and unloaded.
class KWinWindowRaiser final : public QObject, public WindowRaiser
{
    Q_OBJECT
public:
    static constexpr std::chrono::milliseconds Limit{3000};

    explicit KWinWindowRaiser(const QDBusConnection& bus, std::chrono::milliseconds limit = Limit,
                              QObject* parent = nullptr);

    void raise(const WindowHint& window, Done onDone) override;

private:
    struct Run;
    using RunPtr = std::shared_ptr<Run>;

    void load(const RunPtr& run);
    void start(const RunPtr& run, int script);
    void finish(const RunPtr& run, const std::optional<TerminalProblem>& problem);

    BusCaller m_bus;
    std::chrono::milliseconds m_limit;
    int m_runs{0};
};

/// The script: activates the one window of the nearest pid that has any, and calls `done` of KWinAnswer.
[[nodiscard]] QByteArray kwinScript(const WindowHint& window, const QString& service, const QString& path);

} // namespace tocsin
