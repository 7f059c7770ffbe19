// SPDX-License-Identifier: MIT
#include "core/ipc/spool.h"

#include "core/ipc/frame.h"
#include "core/ipc/private_folder.h"

#include <QDateTime>
#include <QDir>
#include <QFile>
#include <QHash>
#include <QJsonDocument>
#include <QLoggingCategory>

#include <algorithm>
#include <utility>

namespace tocsin {

using namespace Qt::StringLiterals;

namespace {

Q_LOGGING_CATEGORY(spoolLog, "tocsin.ipc.spool", QtInfoMsg)

/// Names of one boot sort by themselves; boots sort by the oldest file of each, for their ids are random.
QFileInfoList inOrder(const QString& folder)
{
    QFileInfoList files =
        QDir{folder}.entryInfoList({u"*.json"_s}, QDir::Files | QDir::NoSymLinks, QDir::Name);
    const auto boot = [](const QFileInfo& file) { return file.fileName().section(u'.', 0, 0); };
    QHash<QString, QDateTime> bootTime;
    for (const QFileInfo& file : std::as_const(files)) {
        QDateTime& oldest = bootTime[boot(file)];
        if (!oldest.isValid() || file.lastModified() < oldest)
            oldest = file.lastModified();
    }
    std::stable_sort(files.begin(), files.end(), [&](const QFileInfo& a, const QFileInfo& b) {
        return bootTime.value(boot(a)) < bootTime.value(boot(b));
    });
    return files;
}

} // namespace

Spool::Spool(QString folder, QObject* parent)
    : QObject{parent}
    , m_folder{std::move(folder)}
{
    // watch() rather than drain(): somebody may have removed the folder, and the watch with it.
    connect(&m_watcher, &QFileSystemWatcher::directoryChanged, this, &Spool::watch);
}

int Spool::drain()
{
    sweep();
    int taken = 0;
    for (const QFileInfo& file : inOrder(m_folder))
        taken += take(file.absoluteFilePath()) ? 1 : 0;
    return taken;
}

void Spool::watch()
{
    if (makePrivateFolder(m_folder))
        qCWarning(spoolLog) << "the spool folder cannot be used; what happens while Tocsin is away is lost";
    else if (!m_watcher.directories().contains(m_folder))
        m_watcher.addPath(m_folder);
    drain();
}

/// A bridge that was ended half way leaves its temporary file.
void Spool::sweep() const
{
    const QDateTime longAgo = QDateTime::currentDateTime().addSecs(-60);
    for (const QFileInfo& file : QDir{m_folder}.entryInfoList({u".*.tmp"_s}, QDir::Files | QDir::Hidden)) {
        if (file.lastModified() < longAgo)
            QFile::remove(file.absoluteFilePath());
    }
}

bool Spool::take(const QString& path)
{
    QFile file{path};
    QJsonDocument document;
    if (file.size() <= static_cast<qint64>(MaxFramePayload) && file.open(QIODevice::ReadOnly))
        document = QJsonDocument::fromJson(file.readAll());
    else if (!file.exists())
        return false;
    if (!document.isObject()) {
        QFile::remove(path + u".bad"_s);
        const bool aside = QFile::rename(path, path + u".bad"_s);
        qCWarning(spoolLog).noquote()
            << "dropped: a spool file makes no sense," << (aside ? "set aside as" : "cannot be set aside:")
            << QFileInfo{path}.fileName() + u".bad"_s;
        return false;
    }
    Q_EMIT requestReceived(document.object());
    file.close();
    if (!QFile::remove(path))
        qCWarning(spoolLog) << "cannot remove a spool file that was taken";
    return true;
}

} // namespace tocsin
