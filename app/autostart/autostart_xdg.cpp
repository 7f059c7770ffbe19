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

QString entryIn(const QString& folder)
{
    return folder + u"/tocsin.desktop"_s;
}

bool isEntryOn(const QString& file)
{
    QFile entry{file};
    if (!entry.open(QIODevice::ReadOnly))
        return false;
    const QList<QByteArray> lines = entry.read(64 * 1024).split('\n');
    return std::none_of(lines.cbegin(), lines.cend(), switchesOff);
}

QByteArray startingEntry(const QString& program)
{
    return "[Desktop Entry]\n"
           "Type=Application\n"
           "Name=Tocsin\n"
           // Desktops list it in the language of the desktop session, not in ours.
           "Comment=Tells you when Claude Code needs you\n"
           "Comment[de]=Meldet, wenn Claude Code Sie braucht\n"
           "Comment[fr]=Vous prévient quand Claude Code a besoin de vous\n"
           // Without the program, desktops ignore the entry.
           "TryExec=" +
           QString{program}.replace(u'\\', u"\\\\"_s).toUtf8() +
           "\n"
           "Exec=" +
           desktopEntryArgument(program).toUtf8() +
           " --hidden\n"
           "Icon=tocsin\n"
           "Terminal=false\n"
           "StartupNotify=false\n"
           "X-GNOME-Autostart-enabled=true\n";
}

constexpr auto HidingEntry = "[Desktop Entry]\n"
                             "Type=Application\n"
                             "Name=Tocsin\n"
                             "Hidden=true\n";

} // namespace

QString programAtLogin(const QString& program)
{
    // Programs that another AppImage has started inherit both variables.
    const QString mount = qEnvironmentVariable("APPDIR");
    const bool isInImage = !mount.isEmpty() && program.startsWith(mount + u'/');
    return isInImage ? qEnvironmentVariable("APPIMAGE", program) : program;
}

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

XdgAutostart::XdgAutostart(QString folder, QString program, QStringList systemFolders)
    : m_folder{std::move(folder)}
    , m_program{std::move(program)}
    , m_systemFolders{std::move(systemFolders)}
{}

bool XdgAutostart::isOn() const
{
    return QFile::exists(file()) ? isEntryOn(file()) : isOnForAll();
}

bool XdgAutostart::turnOn()
{
    return write(startingEntry(m_program));
}

bool XdgAutostart::turnOff()
{
    if (isOnForAll())
        return write(HidingEntry);
    return !QFile::exists(file()) || QFile::remove(file());
}

QString XdgAutostart::file() const
{
    return entryIn(m_folder);
}

bool XdgAutostart::isOnForAll() const
{
    const auto found = std::find_if(m_systemFolders.cbegin(), m_systemFolders.cend(),
                                    [](const QString& folder) { return QFile::exists(entryIn(folder)); });
    return found != m_systemFolders.cend() && isEntryOn(entryIn(*found));
}

bool XdgAutostart::write(const QByteArray& contents) const
{
    if (!QDir{}.mkpath(m_folder))
        return false;
    QSaveFile entry{file()};
    return entry.open(QIODevice::WriteOnly) && entry.write(contents) >= 0 && entry.commit();
}

std::unique_ptr<Autostart> makeAutostart(const QString& program)
{
    // The user's own comes first.
    QStringList folders = QStandardPaths::standardLocations(QStandardPaths::GenericConfigLocation);
    for (QString& folder : folders)
        folder += u"/autostart"_s;
    const QString own = folders.takeFirst();
    return std::make_unique<XdgAutostart>(own, programAtLogin(program), folders);
}

} // namespace tocsin
