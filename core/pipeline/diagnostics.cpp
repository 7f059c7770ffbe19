// SPDX-License-Identifier: MIT
#include "core/pipeline/diagnostics.h"

#include "core/base/redaction.h"
#include "core/base/text.h"
#include "core/ipc/auto_start_guard.h"
#include "core/pipeline/engine.h"
#include "core/pipeline/event_pipeline.h"
#include "core/pipeline/session_text.h"
#include "core/server/login/login.h"
#include "core/settings/settings.h"
#include "core/store/state_store.h"

#include <QDir>
#include <QFile>
#include <QHostInfo>
#include <QJsonDocument>
#include <QJsonObject>
#include <QMap>
#include <QRegularExpression>
#include <QSysInfo>

#include <utility>

namespace tocsin {

using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype LogLines = 200;
constexpr qsizetype BridgeLogLines = 50;
constexpr qsizetype MaxLine = 400;
/// The end of a log file that is read, enough for the lines wanted.
constexpr qint64 MaxRead = 256 * 1024;
/// Of the history, more than a busy day has.
constexpr int HistoryRows = 4096;
/// A shorter name is a part of too many other words.
constexpr qsizetype MinName = 3;

QString yesNo(bool yes)
{
    return yes ? u"yes"_s : u"no"_s;
}

QString phaseName(LoginPhase phase)
{
    switch (phase) {
    case LoginPhase::LoggedIn:
        return u"logged in"_s;
    case LoginPhase::AwaitingCode:
    case LoginPhase::Exchanging:
        return u"awaiting the code"_s;
    case LoginPhase::Restoring:
        return u"being read back"_s;
    case LoginPhase::LoggedOut:
    case LoginPhase::RequestingCode:
    case LoginPhase::WaitingForBrowser:
        break;
    }
    return u"logged out"_s;
}

QString variable(const char* name)
{
    return elided(plainLine(qEnvironmentVariable(name, u"-"_s)), 40);
}

/// `a 2, b 1`
QString listed(const QMap<QString, int>& counts)
{
    QStringList words;
    for (auto count = counts.cbegin(); count != counts.cend(); ++count)
        words << u"%1 %2"_s.arg(count.key()).arg(count.value());
    return words.isEmpty() ? u"none"_s : words.join(u", "_s);
}

/// Of every setting: of texts, which may name people or places, only how many there are.
QStringList chosen(const Settings& settings)
{
    QStringList words;
    for (const SettingRow& row : SettingRows) {
        const QVariant value = settings.value(row.setting);
        if (row.topic && value == defaultValue(row)) // they are many
            continue;
        switch (row.kind) {
        case SettingKind::ServerUrl: // has a line of its own
            break;
        case SettingKind::File:
            words << u"%1 %2"_s.arg(row.key, value.toString().isEmpty() ? u"none"_s : u"given"_s);
            break;
        case SettingKind::Patterns:
            words << u"%1 %2"_s.arg(row.key).arg(value.toStringList().size());
            break;
        case SettingKind::QuietHours:
            words << u"%1 %2"_s.arg(
                row.key, value.toStringList().isEmpty() ? u"-"_s : value.toStringList().join(u"; "_s));
            break;
        case SettingKind::Switch:
        case SettingKind::Seconds:
        case SettingKind::Minutes:
        case SettingKind::Language:
        case SettingKind::TextWhen:
        case SettingKind::Moment:
        case SettingKind::Presence:
            words << u"%1 %2"_s.arg(row.key, value.toString().isEmpty() ? u"-"_s : value.toString());
            break;
        }
    }
    return words;
}

QList<QByteArray> lastLines(const QString& path)
{
    QFile file{path};
    if (!file.open(QIODevice::ReadOnly))
        return {};
    const bool cut = file.size() > MaxRead && file.seek(file.size() - MaxRead);
    QList<QByteArray> lines = file.readAll().split('\n');
    if (cut)
        lines.removeFirst();
    lines.removeAll(QByteArray{});
    return lines;
}

/// With debug on, the log holds what Claude was asked and did.
bool isDebug(const QByteArray& line)
{
    return QJsonDocument::fromJson(line).object().value("level"_L1).toString() == "debug"_L1;
}

} // namespace

Diagnostics::Diagnostics(Dependencies parts)
    : m_parts{std::move(parts)}
{}

QString Diagnostics::text() const
{
    QStringList lines = program() + choices() + state();
    lines << QString{} << u"tocsin.log:"_s << log(u"tocsin.log"_s, LogLines);
    lines << QString{} << u"hookbridge.log:"_s << log(u"hookbridge.log"_s, BridgeLogLines);
    return lines.join(u'\n') + u'\n';
}

QStringList Diagnostics::program() const
{
    return {u"Tocsin " TOCSIN_VERSION ""_s,
            u"system: %1, %2 %3, %4"_s.arg(QSysInfo::prettyProductName(), QSysInfo::kernelType(),
                                           QSysInfo::kernelVersion(), QSysInfo::currentCpuArchitecture()),
            u"Qt: %1, built with %2"_s.arg(QLatin1String{qVersion()}, QLatin1String{QT_VERSION_STR}),
            u"desktop: %1, %2"_s.arg(variable("XDG_CURRENT_DESKTOP"), variable("XDG_SESSION_TYPE")),
            u"global shortcut: %1"_s.arg(m_globalShortcut.isEmpty() ? u"none"_s : m_globalShortcut)};
}

QStringList Diagnostics::choices() const
{
    const Settings& settings = m_parts.settings;
    const QUrl server = settings.serverUrl();
    const bool local = server.scheme() == "http"_L1; // the settings take no other plain http
    return {u"server: %1, %2"_s.arg(local ? u"on this computer"_s : u"over https"_s,
                                    settings.isFromEnvironment(Setting::ServerUrl) ? u"from the environment"_s
                                                                                   : u"from the settings"_s),
            u"settings: %1"_s.arg(chosen(settings).join(u", "_s)),
            u"started by hooks: %1"_s.arg(yesNo(AutoStartGuard{m_parts.stateFolder}.isOn()))};
}

QStringList Diagnostics::state() const
{
    QMap<QString, int> states;
    QMap<QString, int> texts;
    for (const SessionView& view : m_parts.companion.sessions()) {
        ++states[wireName(view.state)];
        ++texts[wireName(view.texts)];
    }
    QMap<QString, int> drops;
    const QHash<DropReason, int> counts = m_parts.engine.dropCounts();
    for (auto count = counts.cbegin(); count != counts.cend(); ++count)
        drops[wireName(count.key())] = count.value();
    const std::optional<bool> reachable = m_parts.companion.serverReachable();
    const QDir spool{m_parts.stateFolder + u"/spool"_s};
    return {u"login: %1, server reachable: %2"_s.arg(phaseName(m_parts.login.phase()),
                                                     reachable ? yesNo(*reachable) : u"not asked yet"_s),
            u"sessions: %1; texts: %2"_s.arg(listed(states), listed(texts)),
            u"dropped since the start: %1"_s.arg(listed(drops)), history(),
            u"spool: %1 waiting, %2 set aside"_s.arg(spool.entryList({u"*.json"_s}, QDir::Files).size())
                .arg(spool.entryList({u"*.bad"_s}, QDir::Files).size())};
}

QString Diagnostics::history() const
{
    const QDateTime yesterday = QDateTime::currentDateTimeUtc().addDays(-1);
    QMap<QString, int> topics;
    for (const HistoryRow& row : m_parts.store.history(HistoryRows)) {
        if (row.raisedAt >= yesterday)
            ++topics[row.topic];
    }
    return u"history of the last 24 hours: %1"_s.arg(listed(topics));
}

QStringList Diagnostics::log(const QString& name, qsizetype wanted) const
{
    const QString path = m_parts.stateFolder + u"/log/"_s + name;
    QList<QByteArray> lines = lastLines(path);
    if (lines.size() < wanted)
        lines = lastLines(path + u".1"_s) + lines;
    lines.removeIf(isDebug);
    QStringList shown;
    for (const QByteArray& line : lines.mid(std::max<qsizetype>(lines.size() - wanted, 0)))
        shown << elided(nameless(redactForLog(plainLine(QString::fromUtf8(line)))), MaxLine);
    return shown;
}

QString Diagnostics::nameless(const QString& line) const
{
    QList<std::pair<QString, QString>> names{{QDir::homePath(), u"~"_s},
                                             {m_parts.settings.serverUrl().host(), u"<server>"_s},
                                             {QHostInfo::localHostName(), u"<computer>"_s},
                                             {QDir::home().dirName(), u"<user>"_s},
                                             {qEnvironmentVariable("USER"), u"<user>"_s}};
    for (const SessionView& view : m_parts.companion.sessions())
        names.append({view.name, u"<session>"_s});
    QString clean = line;
    for (const auto& [name, instead] : std::as_const(names)) {
        if (name.size() < MinName || name == "localhost"_L1)
            continue;
        const QRegularExpression whole{
            u"(?<![A-Za-z0-9_])%1(?![A-Za-z0-9_])"_s.arg(QRegularExpression::escape(name)),
            QRegularExpression::CaseInsensitiveOption};
        clean.replace(whole, instead);
    }
    return clean;
}

} // namespace tocsin
