// SPDX-License-Identifier: MIT
#include "app/autostart/autostart_xdg.h"

#include <QDir>
#include <QFile>
#include <QSaveFile>
#include <QStandardPaths>

#include <algorithm>
#include <utility>

using namespace Qt::StringLiterals;

namespace tocsin {

namespace {

// Desktop tools may disable an entry instead of removing it.
bool switchesOff(const QByteArray& line)
{
    const QByteArray plain = line.trimmed().toLower().replace(" ", "");
    return plain == "hidden=true" || plain == "x-gnome-autostart-enabled=false";
}

} // namespace

QString desktopEntryArgument(const QString& argument)
{
    QString quoted;
    for (const QChar c : argument) {
        if (c == u'"' || c == u'`' || c == u'$')
            quoted += u"\\\\"_s;
        if (c == u'\\')
            quoted += u"\\\\\\"_s;
        if (c == u'%')
            quoted += c;
        quoted += c;
    }
    return u'"' + quoted + u'"';
}

XdgAutostart::XdgAutostart(QString folder, QString program)
    : m_folder{std::move(folder)}
    , m_program{std::move(program)}
{}

bool XdgAutostart::isOn() const
{
    QFile entry{file()};
    if (!entry.open(QIODevice::ReadOnly))
        return false;
    const QList<QByteArray> lines = entry.read(64 * 1024).split('\n');
    return std::none_of(lines.cbegin(), lines.cend(), switchesOff);
}

bool XdgAutostart::turnOn()
{
    if (!QDir{}.mkpath(m_folder))
        return false;
    QSaveFile entry{file()};
    return entry.open(QIODevice::WriteOnly) && entry.write(contents()) >= 0 && entry.commit();
}

bool XdgAutostart::turnOff()
{
    return !QFile::exists(file()) || QFile::remove(file());
}

QString XdgAutostart::file() const
{
    return m_folder + u"/tocsin.desktop"_s;
}

QByteArray XdgAutostart::contents() const
{
    return "[Desktop Entry]\n"
           "Type=Application\n"
           "Name=Tocsin\n"
           // Desktops list it in the language of the desktop session, not in ours.
           "Comment=Tells you when Claude Code needs you\n"
           "Comment[de]=Meldet, wenn Claude Code Sie braucht\n"
           "Comment[fr]=Vous prévient quand Claude Code a besoin de vous\n"
           "Exec=" +
           desktopEntryArgument(m_program).toUtf8() +
           " --hidden\n"
           "Icon=tocsin\n"
           "Terminal=false\n"
           "StartupNotify=false\n"
           "X-GNOME-Autostart-enabled=true\n";
}

std::unique_ptr<Autostart> makeAutostart(const QString& program)
{
    const QString config = QStandardPaths::writableLocation(QStandardPaths::GenericConfigLocation);
    return std::make_unique<XdgAutostart>(config + u"/autostart"_s, program);
}

} // namespace tocsin
