// SPDX-License-Identifier: MIT
#include "core/channels/desktop/toast_memory.h"

#include <QFile>
#include <QJsonDocument>
#include <QJsonObject>
#include <QSaveFile>

namespace tocsin {

using namespace Qt::StringLiterals;

ToastMemory::ToastMemory(QString file)
    : m_file{std::move(file)}
{}

ToastMemory::Ids ToastMemory::recall(const QString& owner) const
{
    QFile file{m_file};
    if (m_file.isEmpty() || owner.isEmpty() || !file.open(QIODevice::ReadOnly))
        return {};
    const QJsonObject saved = QJsonDocument::fromJson(file.readAll()).object();
    if (saved.value("owner"_L1).toString() != owner)
        return {};
    Ids ids;
    const QJsonObject toasts = saved.value("toasts"_L1).toObject();
    for (auto it = toasts.begin(); it != toasts.end(); ++it)
        ids.insert(it.key(), static_cast<uint>(it.value().toInteger()));
    return ids;
}

void ToastMemory::remember(const QString& owner, const Ids& ids) const
{
    if (m_file.isEmpty())
        return;
    if (ids.isEmpty()) {
        QFile::remove(m_file);
        return;
    }
    QJsonObject toasts;
    for (auto it = ids.begin(); it != ids.end(); ++it)
        toasts.insert(it.key(), static_cast<qint64>(it.value()));
    // Where this cannot be written, a crash leaves toasts behind: no more than that.
    QSaveFile file{m_file};
    if (!file.open(QIODevice::WriteOnly))
        return;
    file.write(QJsonDocument{QJsonObject{{u"owner"_s, owner}, {u"toasts"_s, toasts}}}.toJson());
    file.commit();
}

} // namespace tocsin
