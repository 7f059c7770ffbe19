// SPDX-License-Identifier: MIT
#include "core/ipc/private_folder.h"

#include <QFile>

#include <cerrno>
#include <sys/stat.h>
#include <unistd.h>

namespace tocsin {

namespace {

bool makeWithParents(const QByteArray& path)
{
    if (::mkdir(path.constData(), 0700) == 0 || errno == EEXIST)
        return true;
    const qsizetype slash = path.lastIndexOf('/');
    if (errno != ENOENT || slash <= 0 || !makeWithParents(path.first(slash)))
        return false;
    return ::mkdir(path.constData(), 0700) == 0 || errno == EEXIST;
}

} // namespace

std::optional<FolderError> makePrivateFolder(const QString& path)
{
    const QByteArray name = QFile::encodeName(path);
    if (!makeWithParents(name))
        return FolderError::CannotCreate;
    struct stat info
    {};
    if (::lstat(name.constData(), &info) != 0)
        return FolderError::CannotCreate;
    if (!S_ISDIR(info.st_mode))
        return FolderError::NotAFolder;
    if (info.st_uid != ::geteuid())
        return FolderError::NotOurs;
    if ((info.st_mode & 0777) != 0700 && ::chmod(name.constData(), 0700) != 0)
        return FolderError::NotPrivate;
    return std::nullopt;
}

std::optional<FolderError> checkChosenFolder(const QString& path)
{
    const QByteArray name = QFile::encodeName(path);
    if (!makeWithParents(name))
        return FolderError::CannotCreate;
    struct stat info
    {};
    if (::stat(name.constData(), &info) != 0)
        return FolderError::CannotCreate;
    if (!S_ISDIR(info.st_mode))
        return FolderError::NotAFolder;
    if (info.st_uid != ::geteuid() && info.st_uid != 0)
        return FolderError::NotOurs;
    const bool othersMayWrite = (info.st_mode & (S_IWGRP | S_IWOTH)) != 0;
    if (othersMayWrite && (info.st_mode & S_ISVTX) == 0)
        return FolderError::NotPrivate;
    return std::nullopt;
}

} // namespace tocsin
