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
#include <QPointer>

#include <algorithm>
#include <chrono>
#include <utility>

namespace tocsin {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

constexpr auto RetryAfter = 5s;
/// File systems keep times in steps, FAT in those of two seconds.
constexpr std::chrono::milliseconds CoarsestTime{2s};

Q_LOGGING_CATEGORY(spoolLog, "tocsin.ipc.spool", QtInfoMsg)

/// Names of one boot sort by themselves; boots sort by the oldest file of each, for their ids are random.
QFileInfoList inOrder(QFileInfoList files)
{
    files.removeIf([](const QFileInfo& file) {
        return file.fileName().startsWith(u'.') || !file.fileName().endsWith(".json"_L1);
    });
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

/// Keeps the newest: a broken disk could make many.
void dropOldQuarantined(const QString& folder)
{
    const QFileInfoList bad =
        QDir{folder}.entryInfoList({u"*.bad"_s}, QDir::Files | QDir::NoSymLinks, QDir::Time);
    for (qsizetype i = Spool::MaxQuarantined; i < bad.size(); ++i)
        QFile::remove(bad.at(i).absoluteFilePath());
}

} // namespace

struct SpoolEntry::Lease
{
    Lease(Spool* of, QString file)
        : spool{of}
        , path{std::move(file)}
    {}
    Lease(const Lease&) = delete;
    Lease& operator=(const Lease&) = delete;
    ~Lease() { finish(false); }

    void finish(bool confirmed)
    {
        if (Spool* of = std::exchange(spool, nullptr))
            of->release(path, confirmed);
    }

    QPointer<Spool> spool;
    QString path;
};

SpoolEntry::SpoolEntry(std::shared_ptr<Lease> lease)
    : m_lease{std::move(lease)}
{}

void SpoolEntry::confirm() const
{
    if (m_lease)
        m_lease->finish(true);
}

Spool::Spool(QString folder, QObject* parent)
    : QObject{parent}
    , m_folder{std::move(folder)}
{
    m_retry.setSingleShot(true);
    m_retry.setInterval(RetryAfter);
    // watch() rather than drain(): the folder may have been removed, and the watch with it.
    connect(&m_watcher, &QFileSystemWatcher::directoryChanged, this, &Spool::watch);
    connect(&m_retry, &QTimer::timeout, this, &Spool::watch);
}

int Spool::drain()
{
    if (!hasChanged())
        return 0;
    const QFileInfoList files =
        QDir{m_folder}.entryInfoList(QDir::Files | QDir::Hidden | QDir::NoSymLinks, QDir::Name);
    sweep(files);
    int taken = 0;
    for (const QFileInfo& file : inOrder(files))
        taken += take(file.absoluteFilePath()) ? 1 : 0;
    return taken;
}

void Spool::watch()
{
    const bool usable = !makePrivateFolder(m_folder);
    if (std::exchange(m_usable, usable) && !usable)
        qCWarning(spoolLog) << "the spool folder cannot be used; what happens while Tocsin is away is lost";
    // The system may have no watches left, and a read-only disk no folder.
    if (!m_watcher.directories().contains(m_folder) && !m_watcher.addPath(m_folder))
        m_retry.start();
    drain();
}

/// A file that comes or goes changes its folder's time; but only a time that is well past tells apart what
/// came before and after it.
bool Spool::hasChanged()
{
    const QDateTime time = QFileInfo{m_folder}.lastModified();
    const bool isSame = m_looked.isValid() && time == m_looked;
    const bool isPast = time.isValid() &&
                        std::chrono::milliseconds{time.msecsTo(QDateTime::currentDateTime())} > CoarsestTime;
    m_looked = isPast ? time : QDateTime{};
    return !isSame;
}

/// A bridge that was ended half way leaves its temporary file.
void Spool::sweep(const QFileInfoList& files)
{
    const QDateTime longAgo = QDateTime::currentDateTime().addSecs(-60);
    for (const QFileInfo& file : files) {
        if (file.fileName().startsWith(u'.') && file.fileName().endsWith(".tmp"_L1) &&
            file.lastModified() < longAgo)
            QFile::remove(file.absoluteFilePath());
    }
}

bool Spool::take(const QString& path)
{
    if (m_leased.contains(path))
        return false;
    QFile file{path};
    if (file.size() > static_cast<qint64>(MaxFramePayload)) {
        quarantine(path);
        return false;
    }
    const bool opened = file.open(QIODevice::ReadOnly);
    const QByteArray bytes = opened ? file.readAll() : QByteArray{};
    if (!opened || file.error() != QFileDevice::NoError) {
        // Not the file's fault, perhaps: out of descriptors, a disk that hangs.
        m_looked = {};
        if (file.exists())
            m_retry.start();
        return false;
    }
    file.close();
    const QJsonDocument document = QJsonDocument::fromJson(bytes);
    if (!document.isObject()) {
        quarantine(path);
        return false;
    }
    m_leased.insert(path);
    Q_EMIT requestReceived(document.object(), SpoolEntry{std::make_shared<SpoolEntry::Lease>(this, path)});
    return true;
}

void Spool::quarantine(const QString& path)
{
    const QString bad = path + u".bad"_s;
    QFile::remove(bad);
    const bool aside = QFile::rename(path, bad);
    if (!aside)
        m_leased.insert(path); // once is enough to say so
    qCWarning(spoolLog).noquote() << "dropped: an invalid spool file,"
                                  << (aside ? "renamed to" : "cannot be renamed:")
                                  << QFileInfo{bad}.fileName();
    dropOldQuarantined(m_folder);
}

void Spool::release(const QString& path, bool confirmed)
{
    if (!confirmed) {
        m_looked = {};
        m_leased.remove(path);
        m_retry.start();
    } else if (QFile::remove(path) || !QFile::exists(path)) {
        m_leased.remove(path);
    } else {
        qCWarning(spoolLog) << "cannot remove a spool file that was taken";
    }
}

} // namespace tocsin
