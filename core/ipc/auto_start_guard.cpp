// SPDX-License-Identifier: MIT
#include "core/ipc/auto_start_guard.h"

#include "core/ipc/private_folder.h"

#include <QFile>

#include <utility>

namespace tocsin {

using namespace Qt::StringLiterals;

namespace {

bool lay(const QString& folder, const QString& mark)
{
    QFile file{mark};
    return !makePrivateFolder(folder) && file.open(QIODevice::WriteOnly);
}

} // namespace

AutoStartGuard::AutoStartGuard(QString folder)
    : m_folder{std::move(folder)}
{}

QString AutoStartGuard::offMark() const
{
    return m_folder + u"/no-start"_s;
}

QString AutoStartGuard::quitMark() const
{
    return m_folder + u"/quit"_s;
}

bool AutoStartGuard::mayStart() const
{
    return isOn() && !QFile::exists(quitMark());
}

bool AutoStartGuard::isOn() const
{
    return !QFile::exists(offMark());
}

bool AutoStartGuard::setOn(bool on) const
{
    return on ? QFile::remove(offMark()) || isOn() : lay(m_folder, offMark());
}

void AutoStartGuard::noteQuit() const
{
    lay(m_folder, quitMark());
}

void AutoStartGuard::forgetQuit() const
{
    QFile::remove(quitMark());
}

} // namespace tocsin
