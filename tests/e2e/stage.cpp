// SPDX-License-Identifier: MIT
#include "tests/e2e/stage.h"

#include <QFile>
#include <QJsonDocument>
#include <QLocalSocket>
#include <QRegularExpression>
#include <QSettings>
#include <QTemporaryFile>
#include <QTest>

#include <csignal>
#include <sys/prctl.h>

namespace tocsin {

using namespace Qt::StringLiterals;

namespace {
constexpr int StartLimitMs = 20'000;

void end(std::unique_ptr<QProcess>& process)
{
    if (!process)
        return;
    process->terminate();
    if (!process->waitForFinished(10'000)) {
        process->kill();
        process->waitForFinished();
    }
    process.reset();
}
} // namespace

Stage::Stage()
    : m_socket{m_folder.filePath(u"t.sock"_s)}
    , m_environment{QProcessEnvironment::systemEnvironment()}
{
    m_environment.insert(u"TOCSIN_SOCKET"_s, socket());
    m_environment.insert(u"LC_ALL"_s, u"C.UTF-8"_s);
    m_environment.insert(u"XDG_CONFIG_HOME"_s, m_folder.filePath(u"config"_s));
    m_environment.remove(u"CLAUDE_CODE_SESSION_ID"_s);
    choose(u"sessions/minimum_turn"_s, u"0"_s); // turns on a stage are short
}

Stage::~Stage()
{
    end(m_app);
    end(m_server);
}

std::unique_ptr<QProcess> Stage::program(const QString& name) const
{
    auto process = std::make_unique<QProcess>();
    process->setProgram(QStringLiteral(TOCSIN_BIN_DIR "/") + name);
    process->setProcessEnvironment(m_environment);
    // Whatever happens to this test, its children do not outlive it.
    process->setChildProcessModifier([] { ::prctl(PR_SET_PDEATHSIG, SIGKILL); });
    return process;
}

bool Stage::startServer()
{
    m_environment.insert(u"SMS_MARKS"_s, u"always"_s); // so that each text tells its kind
    m_server = program(u"tocsin-server"_s);
    m_server->setArguments({u"--host"_s, u"127.0.0.1"_s, u"--port"_s, QString::number(m_port),
                            u"--data-dir"_s, m_folder.filePath(u"server"_s), u"--sms-log"_s,
                            m_folder.filePath(u"sms.jsonl"_s)});
    m_server->start();
    const QRegularExpression address{u"http://127\\.0\\.0\\.1:(\\d+)"_s};
    QByteArray output;
    while (m_server->waitForReadyRead(StartLimitMs)) {
        output += m_server->readAllStandardOutput();
        const QRegularExpressionMatch match = address.match(QString::fromUtf8(output));
        if (match.hasMatch()) {
            // Kept, so that the server comes back at the same place after stopServer().
            m_port = match.captured(1).toUShort();
            m_environment.insert(u"CLAUDE_SMS_SERVER_URL"_s, match.captured(0));
            return true;
        }
    }
    return false;
}

void Stage::stopServer()
{
    end(m_server);
}

bool Stage::startApp(const QStringList& arguments)
{
    m_app = program(u"tocsin"_s);
    m_app->setProcessChannelMode(QProcess::MergedChannels);
    m_app->setArguments(arguments);
    m_app->start();
    return QTest::qWaitFor(
        [this] {
            QLocalSocket probe;
            probe.connectToServer(socket());
            return probe.waitForConnected(100);
        },
        StartLimitMs);
}

Ran Stage::runApp(const QStringList& arguments) const
{
    const std::unique_ptr<QProcess> process = program(u"tocsin"_s);
    process->setArguments(arguments);
    process->start();
    const bool done = process->waitForFinished(StartLimitMs);
    return {.exitCode = done ? process->exitCode() : -1,
            .out = QString::fromUtf8(process->readAllStandardOutput()),
            .err = QString::fromUtf8(process->readAllStandardError())};
}

void Stage::useSocket(const QString& named, const QString& expected)
{
    m_socket = expected;
    if (named.isEmpty())
        m_environment.remove(u"TOCSIN_SOCKET"_s);
    else
        m_environment.insert(u"TOCSIN_SOCKET"_s, named);
}

int Stage::stopApp()
{
    m_app->terminate();
    return waitForApp();
}

void Stage::killApp()
{
    m_app->kill();
    m_app->waitForFinished();
    m_app.reset();
}

int Stage::waitForApp()
{
    const bool stopped = (m_app->state() == QProcess::NotRunning || m_app->waitForFinished(10'000)) &&
                         m_app->exitStatus() == QProcess::NormalExit;
    const int code = stopped ? m_app->exitCode() : -1;
    end(m_app);
    return code;
}

Ran Stage::bridge(const QStringList& arguments, const QByteArray& input) const
{
    return toItsEnd(u"tocsin-hookbridge"_s, arguments, input);
}

Ran Stage::command(const QStringList& arguments, const QByteArray& input) const
{
    return toItsEnd(u"tocsin"_s, arguments, input);
}

std::unique_ptr<QProcess> Stage::startCommand(const QStringList& arguments) const
{
    std::unique_ptr<QProcess> process = program(u"tocsin"_s);
    process->setArguments(arguments);
    process->setStandardInputFile(QProcess::nullDevice());
    process->start();
    return process;
}

Ran Stage::toItsEnd(const QString& name, const QStringList& arguments, const QByteArray& input) const
{
    const std::unique_ptr<QProcess> process = program(name);
    process->setArguments(arguments);
    // A file, so that all of it is there from the first moment: a hook does not wait for a slow writer.
    QTemporaryFile stdinFile;
    if (!stdinFile.open() || stdinFile.write(input) != input.size() || !stdinFile.flush())
        return {.err = u"no temporary file"_s};
    process->setStandardInputFile(stdinFile.fileName());
    process->start();
    // The event loop runs meanwhile: a fake service of this process may have to answer.
    const bool done = QTest::qWaitFor([&] { return process->state() == QProcess::NotRunning; }, 40'000);
    return {.exitCode = done ? process->exitCode() : -1,
            .out = QString::fromUtf8(process->readAllStandardOutput()),
            .err = QString::fromUtf8(process->readAllStandardError())};
}

Ran Stage::hook(const QString& payload, const QJsonObject& changes) const
{
    QFile file{QStringLiteral(TOCSIN_SOURCE_DIR "/tests/data/payloads/%1.json").arg(payload)};
    if (!file.open(QIODevice::ReadOnly))
        return {.err = u"no payload "_s + payload};
    QJsonObject event = QJsonDocument::fromJson(file.readAll()).object();
    for (auto change = changes.begin(); change != changes.end(); ++change)
        event.insert(change.key(), change.value());
    return bridge({u"hook"_s}, QJsonDocument{event}.toJson());
}

bool Stage::logIn(const QString& phone) const
{
    const qsizetype before = allTexts().size();
    if (bridge({u"login"_s}, phone.toUtf8() + '\n').exitCode != 0 || allTexts().size() != before + 1)
        return false;
    const QString code = QRegularExpression{u"\\b\\d{6}\\b"_s}.match(allTexts().last()).captured();
    return bridge({u"pair"_s}, code.toUtf8() + '\n').exitCode == 0;
}

QStringList Stage::allTexts() const
{
    QStringList bodies;
    QFile file{m_folder.filePath(u"sms.jsonl"_s)};
    if (!file.open(QIODevice::ReadOnly))
        return bodies;
    while (!file.atEnd())
        bodies << QJsonDocument::fromJson(file.readLine()).object().value(u"body"_s).toString();
    return bodies;
}

QStringList Stage::texts() const
{
    QStringList bodies = allTexts();
    bodies.removeIf([](const QString& body) { return !body.contains("Claude: "_L1); });
    return bodies;
}

void Stage::choose(const QString& key, const QString& value) const
{
    QSettings{m_environment.value(u"XDG_CONFIG_HOME"_s) + u"/tocsin/tocsin.conf"_s, QSettings::IniFormat}
        .setValue(key, value);
}

void Stage::textAtOnce() const
{
    for (const QString& topic : {u"permission"_s, u"question"_s, u"waiting"_s, u"error"_s, u"usage_limit"_s,
                                 u"finished"_s, u"no_activity"_s, u"lost"_s})
        choose(u"alerts/%1_text"_s.arg(topic), u"at_once"_s);
}

QJsonObject Stage::status() const
{
    return QJsonDocument::fromJson(bridge({u"status"_s, u"--json"_s}).out.toUtf8()).object();
}

QByteArray Stage::serverOutput() const
{
    m_serverSaid += m_server->readAllStandardError();
    return m_serverSaid;
}

QByteArray Stage::appOutput() const
{
    return m_app ? m_app->readAll() : QByteArray{};
}

} // namespace tocsin
