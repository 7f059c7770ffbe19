// SPDX-License-Identifier: MIT
#include "core/terminal/kwin_window_raiser.h"

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
constexpr auto Body = R"(
const list = typeof workspace.windowList === "function" ? workspace.windowList() : workspace.clientList();
let word = "none";
for (const pid of hint.pids) {
    const own = list.filter(one => one.pid === pid && one.normalWindow !== false);
    if (own.length === 0)
        continue;
    const titled = hint.title === "" ? [] : own.filter(one => String(one.caption).includes(hint.title));
    const found = own.length === 1 ? own : titled;
    if (found.length === 1) {
        found[0].minimized = false;
        if ("activeWindow" in workspace)
            workspace.activeWindow = found[0];
        else
            workspace.activeClient = found[0];
        word = "raised";
    } else {
        word = "several";
    }
    break;
}
callDBus(hint.service, hint.path, "io.github.tocsin_app.Raised", "done", word);
)"_L1;

std::optional<TerminalProblem> problemOf(const QString& word)
{
    if (word == "raised"_L1)
        return {};
    return TerminalProblem{word == "several"_L1 ? Kind::SeveralWindows : Kind::NoWindow};
}

} // namespace

QByteArray kwinScript(const WindowHint& window, const QString& service, const QString& path)
{
    QJsonArray pids;
    for (const qint64 pid : window.pids)
        pids.append(pid);
    // JSON is JavaScript: nothing in a title can end the string.
    const QJsonObject hint{
        {u"pids"_s, pids}, {u"title"_s, window.titlePart}, {u"service"_s, service}, {u"path"_s, path}};
    return "const hint = " + QJsonDocument{hint}.toJson(QJsonDocument::Compact) + ';' +
           QByteArray{Body.data(), Body.size()};
}

struct KWinWindowRaiser::Run
{
    Done onDone{};
    QString name{}; ///< of the script
    QString path{}; ///< of the answer
    KWinAnswer answer{};
    QTemporaryDir folder{}; ///< only this user can look into it
    QString file{};
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
    run->onDone = std::move(onDone);
    run->name = u"tocsin-raise-%1"_s.arg(++m_runs);
    run->path = u"/io/github/tocsin_app/raise/%1"_s.arg(m_runs);
    run->file = run->folder.filePath(u"raise.js"_s);
    QFile file{run->file};
    const QByteArray script = kwinScript(window, m_bus.bus().baseService(), run->path);
    if (!file.open(QIODevice::WriteOnly) || file.write(script) != script.size())
        return finish(run, TerminalProblem{Kind::ProgramFailed, u"KWin"_s});
    file.close();
    m_bus.bus().registerObject(run->path, &run->answer, QDBusConnection::ExportAllSlots);
    connect(&run->answer, &KWinAnswer::answered, this,
            [this, run](const QString& word) { finish(run, problemOf(word)); });
    run->limit.setSingleShot(true);
    connect(&run->limit, &QTimer::timeout, this, [this, run] {
        finish(run, TerminalProblem{Kind::ProgramFailed, u"KWin"_s});
    });
    run->limit.start(m_limit);
    load(run);
}

void KWinWindowRaiser::load(const RunPtr& run)
{
    m_bus.call(scriptingCall(u"loadScript"_s, {run->file, run->name}),
               [this, run](const QDBusMessage& reply) {
                   bool isNumber = false;
                   const int script = reply.arguments().value(0).toInt(&isNumber);
                   if (!isReply(reply) || !isNumber || script < 0)
                       return finish(run, TerminalProblem{Kind::ProgramFailed, u"KWin"_s});
                   start(run, script);
               });
}

void KWinWindowRaiser::start(const RunPtr& run, int script)
{
    // Plasma 6 has moved the objects.
    const auto runAt = [](const QString& path) {
        return QDBusMessage::createMethodCall(Service, path, u"org.kde.kwin.Script"_s, u"run"_s);
    };
    m_bus.call(runAt(u"/Scripting/Script%1"_s.arg(script)),
               [this, run, runAt, script](const QDBusMessage& six) {
                   if (isReply(six))
                       return;
                   m_bus.call(runAt(u"/%1"_s.arg(script)), [this, run](const QDBusMessage& five) {
                       if (!isReply(five))
                           finish(run, TerminalProblem{Kind::ProgramFailed, u"KWin"_s});
                   });
               });
}

void KWinWindowRaiser::finish(const RunPtr& run, const std::optional<TerminalProblem>& problem)
{
    const Done call = std::exchange(run->onDone, {});
    if (!call)
        return;
    run->limit.stop();
    m_bus.bus().unregisterObject(run->path);
    m_bus.call(scriptingCall(u"unloadScript"_s, {run->name}), [](const QDBusMessage&) {});
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
