// SPDX-License-Identifier: MIT
#include "core/claude/status/claude_status.h"

#include "core/base/utc_time.h"

#include <QJsonDocument>
#include <QJsonObject>
#include <QLocale>

#include <algorithm>
#include <array>
#include <utility>

namespace tocsin {

using namespace Qt::StringLiterals;

namespace {

using State = ClaudeStatus::State;

constexpr std::array States{
    std::pair{"idle"_L1, State::Idle},
    std::pair{"busy"_L1, State::Busy},
    std::pair{"waiting"_L1, State::Waiting},
    std::pair{"shell"_L1, State::Shell},
};

/// The client's own bound.
constexpr double MaxMs{4e15};

State stateOf(const QString& word)
{
    const auto* const known =
        std::find_if(States.begin(), States.end(), [&](const auto& state) { return state.first == word; });
    return known == States.end() ? State::Unknown : known->second;
}

QDateTime timeOf(const QJsonValue& ms)
{
    const double value = ms.toDouble(-1);
    if (!(value > 0 && value <= MaxMs))
        return {};
    return utcFromMSecs(static_cast<qint64>(value));
}

/// `linux:<machine>:pid:[4026531836]`
QString pidNamespaceOf(const QString& domain)
{
    const qsizetype begin = domain.lastIndexOf("pid:["_L1);
    return begin >= 0 && domain.endsWith(u']') ? domain.mid(begin) : QString{};
}

bool isNumber(const QString& text)
{
    return !text.isEmpty() &&
           std::all_of(text.begin(), text.end(), [](QChar c) { return c >= u'0' && c <= u'9'; });
}

/// On Linux both are the start time of proc(5). Elsewhere the client writes what `ps -o lstart=` says in UTC,
/// in whole seconds, while our microseconds come from the kernel.
bool isSameStart(const QString& procStart, const QString& startTime)
{
    if (isNumber(procStart))
        return procStart == startTime;
    const QDateTime written = QLocale::c().toDateTime(procStart.simplified(), u"ddd MMM d HH:mm:ss yyyy"_s);
    if (!written.isValid())
        return false;
    const qint64 seconds = utcAt(written.date(), written.time()).toSecsSinceEpoch();
    return isNumber(startTime) && startTime.toLongLong() / 1'000'000 == seconds;
}

} // namespace

QString wireName(ClaudeStatus::State state)
{
    switch (state) {
    case ClaudeStatus::State::Unknown:
        return u"unknown"_s;
    case ClaudeStatus::State::Idle:
        return u"idle"_s;
    case ClaudeStatus::State::Busy:
        return u"busy"_s;
    case ClaudeStatus::State::Waiting:
        return u"waiting"_s;
    case ClaudeStatus::State::Shell:
        return u"shell"_s;
    }
    return {};
}

std::optional<ClaudeStatus> parseClaudeStatus(QByteArrayView json)
{
    const QJsonObject document =
        QJsonDocument::fromJson(QByteArray::fromRawData(json.data(), json.size())).object();
    const qint64 pid = document.value("pid"_L1).toInteger();
    if (pid <= 0)
        return {};
    const auto text = [&](QLatin1StringView key) { return document.value(key).toString(); };
    return ClaudeStatus{.pid = pid,
                        .procStart = text("procStart"_L1),
                        .pidNamespace = pidNamespaceOf(text("pidDomain"_L1)),
                        .sessionId = text("sessionId"_L1),
                        .cwd = text("cwd"_L1),
                        .entrypoint = text("entrypoint"_L1),
                        .kind = text("kind"_L1),
                        .name = text("name"_L1),
                        .isNamedByPerson = text("nameSource"_L1) == "user"_L1,
                        .state = stateOf(text("status"_L1)),
                        .waitingFor = text("waitingFor"_L1),
                        .updatedAt = timeOf(document.value("statusUpdatedAt"_L1))};
}

bool isOfProcess(const ClaudeStatus& status, const ClaudeProcess& process)
{
    if (status.pid != process.pid)
        return false;
    if (!status.pidNamespace.isEmpty() && !process.pidNamespace.isEmpty() &&
        status.pidNamespace != process.pidNamespace)
        return false;
    return status.procStart.isEmpty() || process.startTime.isEmpty() ||
           isSameStart(status.procStart, process.startTime);
}

} // namespace tocsin
