// SPDX-License-Identifier: MIT
#include "core/terminal/kwin_window_raiser.h"

#include "core/terminal/window_choice.h"

#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTimer>

#include <utility>

namespace tocsin {

using namespace Qt::StringLiterals;

namespace {

using Kind = TerminalProblem::Kind;

constexpr auto Service = "org.kde.KWin"_L1;

QDBusMessage scriptingCall(const QString& method, const QVariantList& arguments)
{
    QDBusMessage message =
        QDBusMessage::createMethodCall(Service, u"/Scripting"_s, u"org.kde.kwin.Scripting"_s, method);
    message.setArguments(arguments);
    return message;
}

/// Plasma 5 has clients, Plasma 6 windows.
constexpr auto Windows = R"(
const list = typeof workspace.windowList === "function" ? workspace.windowList() : workspace.clientList();
)"_L1;
/// KWin adds " <2>" to the title of an X11 window that has the same one as another.
constexpr auto List = R"(
const titleOf = one => String(one.caption).replace(/ <\d+>\u200e?$/, "");
const own = list.filter(one => hint.pids.includes(one.pid) && one.normalWindow !== false);
const told = own.map(one => ({ id: String(one.internalId), pid: one.pid, title: titleOf(one) }));
callDBus(hint.service, hint.path, "io.github.tocsin_app.Raised", "done", JSON.stringify(told));
)"_L1;
constexpr auto Activate = R"(
const chosen = list.find(one => String(one.internalId) === hint.id);
if (chosen !== undefined) {
    chosen.minimized = false;
    if ("activeWindow" in workspace)
        workspace.activeWindow = chosen;
    else
        workspace.activeClient = chosen;
}
callDBus(hint.service, hint.path, "io.github.tocsin_app.Raised", "done", chosen === undefined ? "none" : "raised");
)"_L1;

/// JSON is JavaScript: nothing in a title can end the string.
QByteArray scriptOf(const QJsonObject& hint, QLatin1StringView body)
{
    return "const hint = " + QJsonDocument{hint}.toJson(QJsonDocument::Compact) + ';' +
           QByteArray{Windows.data(), Windows.size()} + QByteArray{body.data(), body.size()};
}

} // namespace

struct KWinWindowRaiser::Run
{
    WindowHint window{};
    Done onDone{};
    QString name{}; ///< of the script that runs
    QString path{}; ///< of its answer
    KWinAnswer answer{};
    Next next{nullptr};     ///< takes the answer
    QTemporaryDir folder{}; ///< only this user can look into it
    QTimer limit{};
};

KWinWindowRaiser::KWinWindowRaiser(const QDBusConnection& bus, std::chrono::milliseconds limit,
                                   QObject* parent)
    : QObject{parent}
    , m_bus{bus, limit}
    , m_limit{limit}
{}

void KWinWindowRaiser::raise(const WindowHint& window, Done onDone)
{
    const auto run = std::make_shared<Run>();
    run->window = window;
    run->onDone = std::move(onDone);
    connect(&run->answer, &KWinAnswer::answered, this, [this, run](const QString& answer) {
        if (const Next next = std::exchange(run->next, nullptr); next != nullptr)
            (this->*next)(run, answer);
    });
    run->limit.setSingleShot(true);
    connect(&run->limit, &QTimer::timeout, this, [this, run] {
        finish(run, TerminalProblem{Kind::ProgramFailed, u"KWin"_s});
    });
    QJsonArray pids;
    for (const qint64 pid : window.pids)
        pids.append(pid);
    execute(run, {{u"pids"_s, pids}}, List, &KWinWindowRaiser::choose);
}

void KWinWindowRaiser::choose(const RunPtr& run, const QString& list)
{
    QStringList ids;
    QList<DesktopWindow> windows;
    for (const QJsonValue one : QJsonDocument::fromJson(list.toUtf8()).array()) {
        ids.append(one[u"id"_s].toString());
        windows.append({.pid = one[u"pid"_s].toInteger(), .title = one[u"title"_s].toString()});
    }
    const Expected<qsizetype, TerminalProblem> chosen = chooseWindow(windows, run->window);
    if (!chosen)
        return finish(run, chosen.error());
    execute(run, {{u"id"_s, ids.at(*chosen)}}, Activate, &KWinWindowRaiser::confirm);
}

void KWinWindowRaiser::confirm(const RunPtr& run, const QString& word)
{
    finish(run, word == "raised"_L1 ? std::nullopt : std::optional{TerminalProblem{Kind::NoWindow}});
}

void KWinWindowRaiser::execute(const RunPtr& run, QJsonObject hint, QLatin1StringView body, Next next)
{
    unload(run);
    run->name = u"tocsin-raise-%1"_s.arg(++m_runs);
    run->path = u"/io/github/tocsin_app/raise/%1"_s.arg(m_runs);
    hint[u"service"_s] = m_bus.bus().baseService();
    hint[u"path"_s] = run->path;
    QFile file{run->folder.filePath(run->name)};
    const QByteArray script = scriptOf(hint, body);
    if (!file.open(QIODevice::WriteOnly) || file.write(script) != script.size())
        return finish(run, TerminalProblem{Kind::ProgramFailed, u"KWin"_s});
    file.close();
    run->next = next;
    m_bus.bus().registerObject(run->path, &run->answer, QDBusConnection::ExportAllSlots);
    run->limit.start(m_limit);
    load(run, file.fileName());
}

void KWinWindowRaiser::load(const RunPtr& run, const QString& file)
{
    m_bus.call(scriptingCall(u"loadScript"_s, {file, run->name}), [this, run](const QDBusMessage& reply) {
        bool isNumber = false;
        const int script = reply.arguments().value(0).toInt(&isNumber);
        if (!isReply(reply) || !isNumber || script < 0)
            return finish(run, TerminalProblem{Kind::ProgramFailed, u"KWin"_s});
        start(run);
    });
}

/// Runs every script that is loaded and has not run. The number that loadScript returns may belong to another
/// script as well: it is the count of loaded scripts, so it comes again after one was unloaded.
void KWinWindowRaiser::start(const RunPtr& run)
{
    m_bus.call(scriptingCall(u"start"_s, {}), [this, run](const QDBusMessage& reply) {
        if (!isReply(reply))
            finish(run, TerminalProblem{Kind::ProgramFailed, u"KWin"_s});
    });
}

void KWinWindowRaiser::unload(const RunPtr& run)
{
    if (run->name.isEmpty())
        return;
    m_bus.bus().unregisterObject(run->path);
    m_bus.call(scriptingCall(u"unloadScript"_s, {run->name}), [](const QDBusMessage&) {});
    run->name.clear();
}

void KWinWindowRaiser::finish(const RunPtr& run, const std::optional<TerminalProblem>& problem)
{
    const Done call = std::exchange(run->onDone, {});
    if (!call)
        return;
    run->limit.stop();
    run->next = nullptr;
    unload(run);
    // The connections hold the run; it may be its own signal that is being delivered.
    QMetaObject::invokeMethod(
        this,
        [run] {
            run->answer.disconnect();
            run->limit.disconnect();
        },
        Qt::QueuedConnection);
    call(problem);
}

} // namespace tocsin
