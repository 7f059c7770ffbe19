// SPDX-License-Identifier: MIT
#pragma once

#include "core/terminal/bus_caller.h"
#include "core/terminal/window_raiser.h"

#include <QJsonObject>
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
    void done(const QString& answer) { Q_EMIT answered(answer); }

Q_SIGNALS:
    void answered(const QString& answer);
};

/// Has KWin run two scripts, as Wayland lets no other program do that (Plasma 5 and 6): the first lists the
/// windows of the processes in question, the second activates the one that was chosen. Each is loaded, run
/// once and unloaded.
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

    using Next = void (KWinWindowRaiser::*)(const RunPtr& run, const QString& answer);

    void execute(const RunPtr& run, QJsonObject hint, QLatin1StringView body, Next next);
    void choose(const RunPtr& run, const QString& list);
    void confirm(const RunPtr& run, const QString& word);
    void load(const RunPtr& run, const QString& file);
    void start(const RunPtr& run);
    void unload(const RunPtr& run);
    void finish(const RunPtr& run, const std::optional<TerminalProblem>& problem);

    BusCaller m_bus;
    std::chrono::milliseconds m_limit;
    int m_runs{0};
};

} // namespace tocsin
