// SPDX-License-Identifier: MIT
#include "core/logging/logging.h"

#include "core/base/redaction.h"
#include "core/base/text.h"
#include "core/logging/log_file.h"

#include <QDateTime>
#include <QDir>
#include <QJsonDocument>
#include <QJsonObject>
#include <QLoggingCategory>
#include <QMutex>

#include <algorithm>
#include <atomic>
#include <cstdio>

namespace tocsin {

using namespace Qt::StringLiterals;

namespace {

LogLevel levelOf(QtMsgType type)
{
    switch (type) {
    case QtDebugMsg:
        return LogLevel::Debug;
    case QtInfoMsg:
        return LogLevel::Info;
    case QtWarningMsg:
        return LogLevel::Warning;
    case QtCriticalMsg:
    case QtFatalMsg:
        break;
    }
    return LogLevel::Error;
}

QString nameOf(LogLevel level)
{
    switch (level) {
    case LogLevel::Debug:
        return u"debug"_s;
    case LogLevel::Info:
        return u"info"_s;
    case LogLevel::Warning:
        return u"warning"_s;
    case LogLevel::Error:
        break;
    }
    return u"error"_s;
}

} // namespace

class Logging::Sink final
{
public:
    Sink(const QString& file, LogLevel level)
        : m_level{level}
    {
        if (!file.isEmpty())
            m_file = std::make_unique<LogFile>(file);
    }

    void take(QtMsgType type, const QMessageLogContext& context, const QString& message)
    {
        const LogLevel level = levelOf(type);
        // Made plain first: what is invisible in the middle of a secret would hide it from redactForLog(),
        // and colours, line ends or reversed text would make a terminal show a line that nobody logged.
        const QString clean = redactForLog(plainLine(message));
        const QMutexLocker locker{&m_mutex};
        if (level >= m_level) {
            const QByteArray line = u"tocsin: %1: %2\n"_s.arg(nameOf(level), clean).toUtf8();
            std::fwrite(line.constData(), 1, static_cast<size_t>(line.size()), stderr);
        }
        if (m_file && level >= std::min(m_level, LogLevel::Info)) {
            const QJsonObject json{{u"at"_s, QDateTime::currentDateTimeUtc().toString(Qt::ISODateWithMs)},
                                   {u"level"_s, nameOf(level)},
                                   {u"category"_s, QString::fromLatin1(context.category)},
                                   {u"message"_s, clean}};
            m_file->append(QJsonDocument{json}.toJson(QJsonDocument::Compact));
        }
    }

    // Qt's handler is a plain function, so one pointer has to be reachable for it.
    static std::atomic<Sink*> s_active;
    static void handle(QtMsgType type, const QMessageLogContext& context, const QString& message)
    {
        if (Sink* sink = s_active.load())
            sink->take(type, context, message);
    }

private:
    QMutex m_mutex;
    LogLevel m_level;
    std::unique_ptr<LogFile> m_file;
};

std::atomic<Logging::Sink*> Logging::Sink::s_active{nullptr};

std::optional<LogLevel> logLevel(const QString& word)
{
    for (const LogLevel level : {LogLevel::Debug, LogLevel::Info, LogLevel::Warning, LogLevel::Error}) {
        if (word == nameOf(level))
            return level;
    }
    return {};
}

QString defaultLogFile()
{
    QString state = qEnvironmentVariable("XDG_STATE_HOME");
    if (!QDir::isAbsolutePath(state)) // the XDG base directory specification: a relative one is ignored
        state = QDir::homePath() + u"/.local/state"_s;
    return state + u"/tocsin/log/tocsin.log"_s;
}

Logging::Logging(const QString& file, LogLevel level)
    : m_sink{std::make_unique<Sink>(file, level)}
{
    if (level == LogLevel::Debug)
        QLoggingCategory::setFilterRules(u"tocsin.*.debug=true"_s);
    Sink::s_active = m_sink.get();
    qInstallMessageHandler(&Sink::handle);
}

Logging::~Logging()
{
    qInstallMessageHandler(nullptr);
    Sink::s_active = nullptr;
}

} // namespace tocsin
