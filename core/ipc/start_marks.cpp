// SPDX-License-Identifier: MIT
#include "core/ipc/start_marks.h"

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

StartMarks::StartMarks(QString folder)
    : m_folder{std::move(folder)}
{}

QString StartMarks::offMark() const
{
    return m_folder + u"/no-start"_s;
}

QString StartMarks::quitMark() const
{
    return m_folder + u"/quit"_s;
}

bool StartMarks::mayStart() const
{
    return isOn() && !QFile::exists(quitMark());
}

bool StartMarks::isOn() const
{
    return !QFile::exists(offMark());
}

bool StartMarks::setOn(bool on) const
{
    return on ? QFile::remove(offMark()) || isOn() : lay(m_folder, offMark());
}

void StartMarks::noteQuit() const
{
    lay(m_folder, quitMark());
}

void StartMarks::forgetQuit() const
{
    QFile::remove(quitMark());
}

} // namespace tocsin
