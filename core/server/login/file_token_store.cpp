// SPDX-License-Identifier: MIT
#include "core/server/login/file_token_store.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QSaveFile>

namespace tocsin {

FileTokenStore::FileTokenStore(const QString& file, QObject* parent)
    : TokenStore{parent}
    , m_file{file}
{}

void FileTokenStore::read(QObject* context, Done done)
{
    answerLater(readNow(), context, std::move(done));
}

void FileTokenStore::write(const Secret& value, QObject* context, Done done)
{
    answerLater(writeNow(value), context, std::move(done));
}

void FileTokenStore::remove(QObject* context, Done done)
{
    answerLater(removeNow(), context, std::move(done));
}

StoreResult FileTokenStore::readNow() const
{
    QFile file{m_file};
    if (!file.exists())
        return {.outcome = StoreOutcome::Absent};
    const auto others =
        QFileDevice::ReadGroup | QFileDevice::WriteGroup | QFileDevice::ReadOther | QFileDevice::WriteOther;
    if ((file.permissions() & others) != 0)
        return {.outcome = StoreOutcome::Failed,
                .message =
                    tr("Other users can read %1, so Tocsin will not use it. Delete it and log in again.")
                        .arg(m_file)};
    if (!file.open(QIODevice::ReadOnly))
        return {.outcome = StoreOutcome::Failed,
                .message = tr("Could not read %1: %2.").arg(m_file, file.errorString())};
    return {.outcome = StoreOutcome::Found, .value = Secret{QString::fromUtf8(file.readAll())}};
}

StoreResult FileTokenStore::writeNow(const Secret& value) const
{
    const QString folder = QFileInfo{m_file}.path();
    QSaveFile file{m_file};
    const bool isWritten = [&] {
        if (!QDir{}.mkpath(folder) ||
            !QFile::setPermissions(folder,
                                   QFileDevice::ReadOwner | QFileDevice::WriteOwner | QFileDevice::ExeOwner))
            return false;
        // QSaveFile's temporary file is 0600 from its creation; with an old file it would take over the
        // old one's mode.
        if (!file.open(QIODevice::WriteOnly) ||
            !file.setPermissions(QFileDevice::ReadOwner | QFileDevice::WriteOwner))
            return false;
        file.write(value.reveal().toUtf8());
        return file.commit();
    }();
    if (!isWritten)
        return {.outcome = StoreOutcome::Failed,
                .message = tr("Could not write %1: %2.").arg(m_file, file.errorString())};
    return {.outcome = StoreOutcome::Found, .value = value};
}

StoreResult FileTokenStore::removeNow() const
{
    QFile file{m_file};
    if (!file.exists() || file.remove())
        return {.outcome = StoreOutcome::Absent};
    return {.outcome = StoreOutcome::Failed,
            .message = tr("Could not delete %1: %2.").arg(m_file, file.errorString())};
}

void FileTokenStore::answerLater(const StoreResult& result, QObject* context, Done done)
{
    QMetaObject::invokeMethod(
        context, [result, done = std::move(done)] { done(result); }, Qt::QueuedConnection);
}

} // namespace tocsin
