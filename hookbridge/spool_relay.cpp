// SPDX-License-Identifier: MIT
#include "hookbridge/spool_relay.h"

#include "core/ipc/frame.h"
#include "core/ipc/replies.h"
#include "core/ipc/requests.h"

#include <QDateTime>
#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QJsonDocument>

#include <algorithm>
#include <tuple>

namespace tocsin {

using namespace Qt::StringLiterals;

namespace {

/// Room for what stands around the events.
constexpr qsizetype MaxBatch = static_cast<qsizetype>(MaxFramePayload) - 64;

struct Batch
{
    QByteArrayList hooks;
    QStringList files;
    qsizetype size{0};
};

QFileInfoList oldestFirst(const QString& folder)
{
    QFileInfoList files = QDir{folder}.entryInfoList({u"*.json"_s}, QDir::Files | QDir::NoSymLinks);
    std::sort(files.begin(), files.end(), [](const QFileInfo& a, const QFileInfo& b) {
        return std::make_tuple(a.lastModified(), a.fileName()) <
               std::make_tuple(b.lastModified(), b.fileName());
    });
    return files;
}

/// A file that is no request, or too large for one, would block the spool permanently.
void quarantine(const QString& path)
{
    QFile::rename(path, path + u".bad"_s);
}

Batch nextBatch(const QString& folder)
{
    Batch batch;
    const QFileInfoList files = oldestFirst(folder);
    for (const QFileInfo& info : files) {
        const QString path = info.absoluteFilePath();
        QFile file{path};
        if (!file.open(QIODevice::ReadOnly))
            continue; // another hook hands it over
        const QByteArray hook = file.read(MaxBatch + 1);
        if (hook.size() > MaxBatch || !QJsonDocument::fromJson(hook).isObject()) {
            quarantine(path);
            continue;
        }
        if (batch.size + hook.size() + 1 > MaxBatch)
            break;
        batch.size += hook.size() + 1;
        batch.hooks += hook;
        batch.files += path;
    }
    return batch;
}

} // namespace

RelayResult relaySpool(const QString& folder,
                       const std::function<Expected<QJsonObject, ClientError>(const QByteArray& frame)>& send,
                       const QDeadlineTimer& deadline)
{
    for (;;) {
        const Batch batch = nextBatch(folder);
        if (batch.files.isEmpty())
            return RelayResult::Done;
        if (deadline.hasExpired())
            return RelayResult::Unfinished;
        const auto frame = encodeFrame(ipc::SpooledRequest::json(batch.hooks));
        if (!frame)
            return RelayResult::Refused;
        const auto answer = send(*frame);
        if (!answer)
            return RelayResult::Failed;
        if (!ipc::isOk(*answer))
            return RelayResult::Refused;
        for (const QString& file : batch.files)
            QFile::remove(file);
    }
}

} // namespace tocsin
