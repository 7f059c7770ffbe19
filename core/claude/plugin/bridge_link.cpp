// SPDX-License-Identifier: MIT
#include "core/claude/plugin/bridge_link.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QStandardPaths>

#include <utility>

namespace tocsin {

using namespace Qt::StringLiterals;

namespace {

constexpr auto Name = "tocsin-hookbridge"_L1;

} // namespace

QStringList bridgeFolders()
{
    return {QDir::home().filePath(u".local/bin"_s), u"/usr/local/bin"_s, u"/usr/bin"_s};
}

QString findBridge()
{
    const QString onPath = QStandardPaths::findExecutable(Name);
    return onPath.isEmpty() ? QStandardPaths::findExecutable(Name, bridgeFolders()) : onPath;
}

BridgeLink::BridgeLink(QString program, QStringList folders)
    : m_program{std::move(program)}
    , m_folders{std::move(folders)}
{}

bool BridgeLink::isNeeded() const
{
    return !m_folders.isEmpty() && QFileInfo{m_program}.isExecutable() &&
           QStandardPaths::findExecutable(Name, m_folders).isEmpty();
}

QString BridgeLink::path() const
{
    return QDir{m_folders.value(0)}.absoluteFilePath(Name);
}

bool BridgeLink::make() const
{
    const QFileInfo there{path()};
    if (there.isSymLink() && !there.exists())
        QFile::remove(path());
    return QDir{}.mkpath(m_folders.value(0)) && QFile::link(m_program, path());
}

} // namespace tocsin
