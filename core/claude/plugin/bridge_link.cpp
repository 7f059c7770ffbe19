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

QStringList hookFolders()
{
    return qEnvironmentVariable("PATH").split(QDir::listSeparator(), Qt::SkipEmptyParts) + bridgeFolders();
}

QString findBridge(const QStringList& folders)
{
    return folders.isEmpty() ? QString{} : QStandardPaths::findExecutable(Name, folders);
}

BridgeLink::BridgeLink(QString program, QStringList folders, QString linkFolder)
    : m_program{std::move(program)}
    , m_folders{std::move(folders)}
    , m_linkFolder{std::move(linkFolder)}
{}

bool BridgeLink::isNeeded() const
{
    return !m_linkFolder.isEmpty() && QFileInfo{m_program}.isExecutable() && findBridge(m_folders).isEmpty();
}

QString BridgeLink::path() const
{
    return QDir{m_linkFolder}.absoluteFilePath(Name);
}

bool BridgeLink::make() const
{
    const QFileInfo there{path()};
    if (there.isSymLink() && !there.exists())
        QFile::remove(path());
    return QDir{}.mkpath(m_linkFolder) && QFile::link(m_program, path());
}

} // namespace tocsin
