// SPDX-License-Identifier: MIT
#include "core/terminal/programs.h"

#include <QDir>
#include <QFile>
#include <QProcess>
#include <QProcessEnvironment>
#include <QTimer>

#include <memory>
#include <sys/stat.h>
#include <unistd.h>
#include <utility>

namespace tocsin {

using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype MaxOutput{4 * 1024 * 1024};

bool isTrusted(const QString& path)
{
    struct stat info
    {};
    const QByteArray name = QFile::encodeName(path);
    return ::stat(name.constData(), &info) == 0 && S_ISREG(info.st_mode) &&
           (info.st_uid == 0 || info.st_uid == ::geteuid()) && (info.st_mode & S_IWOTH) == 0 &&
           ::access(name.constData(), X_OK) == 0;
}

} // namespace

Programs::Programs(QStringList folders, std::chrono::milliseconds limit, QObject* parent)
    : QObject{parent}
    , m_folders{std::move(folders)}
    , m_limit{limit}
{}

QStringList Programs::usualFolders()
{
    QStringList folders = QString::fromLocal8Bit(qgetenv("PATH")).split(u':', Qt::SkipEmptyParts);
    folders +=
        {u"/usr/local/bin"_s, u"/usr/bin"_s, u"/bin"_s, QDir::homePath() + u"/.local/bin"_s, u"/snap/bin"_s};
    folders.removeDuplicates();
    return folders;
}

QString Programs::find(const QString& name) const
{
    for (const QString& folder : m_folders) {
        const QString path = QDir{folder}.filePath(name);
        if (QDir::isAbsolutePath(folder) && isTrusted(path))
            return path;
    }
    return {};
}

void Programs::run(const ProgramCall& call, Done onDone)
{
    const QString path = find(call.name);
    if (path.isEmpty()) {
        QMetaObject::invokeMethod(
            this, [onDone = std::move(onDone)] { onDone({.state = ProgramResult::State::Missing}); },
            Qt::QueuedConnection);
        return;
    }
    auto* process = new QProcess{this};
    QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
    for (auto it = call.environment.begin(); it != call.environment.end(); ++it)
        environment.insert(it.key(), it.value());
    process->setProcessEnvironment(environment);
    process->setStandardErrorFile(QProcess::nullDevice());
    const auto output = std::make_shared<QByteArray>();
    const auto pending = std::make_shared<Done>(std::move(onDone));
    const auto finish = [process, output, pending](ProgramResult::State state) {
        const Done answer = std::exchange(*pending, {});
        if (!answer)
            return;
        if (process->state() == QProcess::NotRunning) {
            process->deleteLater();
        } else {
            connect(process, &QProcess::finished, process, &QObject::deleteLater);
            process->kill();
        }
        answer({.state = state, .output = *output});
    };
    connect(process, &QProcess::readyReadStandardOutput, this, [process, output, finish] {
        *output += process->readAllStandardOutput();
        if (output->size() > MaxOutput)
            finish(ProgramResult::State::Failed);
    });
    connect(process, &QProcess::errorOccurred, this, [finish] { finish(ProgramResult::State::Failed); });
    connect(process, &QProcess::finished, this, [process, output, finish](int exitCode) {
        *output += process->readAllStandardOutput();
        finish(exitCode == 0 ? ProgramResult::State::Done : ProgramResult::State::Failed);
    });
    QTimer::singleShot(m_limit, process, [finish] { finish(ProgramResult::State::Failed); });
    // Queued: a program that cannot be started fails from within start().
    QTimer::singleShot(0, process, [process, path, call] {
        process->start(path, call.arguments);
        process->write(call.input);
        process->closeWriteChannel();
    });
}

} // namespace tocsin
