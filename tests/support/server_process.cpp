// SPDX-License-Identifier: MIT
#include "tests/support/server_process.h"

#include <QDeadlineTimer>
#include <QDir>
#include <QFile>
#include <QJsonDocument>
#include <QJsonObject>
#include <QRegularExpression>

#ifdef Q_OS_LINUX
#include <csignal>
#include <sys/prctl.h>
#endif

namespace tocsin::test {

using namespace Qt::StringLiterals;

namespace {
constexpr int StartMs{20'000};
constexpr int StopMs{5'000};
} // namespace

ServerProcess::ServerProcess()
{
#ifdef Q_OS_LINUX
    // A test that crashes runs no destructor.
    m_process.setChildProcessModifier([] { ::prctl(PR_SET_PDEATHSIG, SIGKILL); });
#endif
    QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
    for (const QString& name :
         {u"JWT_SECRET"_s, u"JWT_SECRET_PREVIOUS"_s, u"DATABASE_URL"_s, u"TWILIO_ACCOUNT_SID"_s})
        environment.remove(name);
    m_process.setProcessEnvironment(environment);
}

ServerProcess::~ServerProcess()
{
    stop();
}

bool ServerProcess::start()
{
    const QString port = m_url.isEmpty() ? u"0"_s : QString::number(m_url.port());
    m_process.start(QStringLiteral(TOCSIN_BIN_DIR "/tocsin-server"),
                    {u"--host"_s, u"127.0.0.1"_s, u"--port"_s, port, u"--data-dir"_s,
                     m_folder.filePath(u"data"_s), u"--sms-log"_s, m_folder.filePath(u"sms.jsonl"_s)});
    static const QRegularExpression listening{u"tocsin-server listening on (http://\\S+)"_s};
    const QDeadlineTimer deadline{StartMs};
    QString output;
    while (!deadline.hasExpired()) {
        if (const auto match = listening.match(output); match.hasMatch()) {
            m_url = QUrl{match.captured(1)};
            return true;
        }
        if (!m_process.waitForReadyRead(static_cast<int>(deadline.remainingTime())))
            break;
        output += QString::fromUtf8(m_process.readAllStandardOutput());
    }
    m_error = u"tocsin-server does not listen: %1\n%2\n%3"_s.arg(
        m_process.errorString(), output, QString::fromUtf8(m_process.readAllStandardError()));
    stop();
    return false;
}

void ServerProcess::stop()
{
    if (m_process.state() == QProcess::NotRunning)
        return;
    m_process.terminate();
    if (!m_process.waitForFinished(StopMs)) {
        m_process.kill();
        m_process.waitForFinished(StopMs);
    }
}

bool ServerProcess::loseData()
{
    return QDir{m_folder.filePath(u"data"_s)}.removeRecursively();
}

QList<SentText> ServerProcess::texts() const
{
    QFile log{m_folder.filePath(u"sms.jsonl"_s)};
    QList<SentText> texts;
    if (!log.open(QIODevice::ReadOnly))
        return texts;
    const QList<QByteArray> lines = log.readAll().split('\n');
    for (const QByteArray& line : lines) {
        const QJsonObject json = QJsonDocument::fromJson(line).object();
        if (!json.isEmpty())
            texts.append({.at = QDateTime::fromString(json.value("at"_L1).toString(), Qt::ISODate),
                          .to = json.value("to"_L1).toString(),
                          .body = json.value("body"_L1).toString()});
    }
    return texts;
}

QString ServerProcess::latestCode() const
{
    static const QRegularExpression sixDigits{u"\\b[0-9]{6}\\b"_s};
    const QList<SentText> all = texts();
    for (auto text = all.crbegin(); text != all.crend(); ++text) {
        if (const auto match = sixDigits.match(text->body); match.hasMatch())
            return match.captured();
    }
    return {};
}

} // namespace tocsin::test
