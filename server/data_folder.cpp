// SPDX-License-Identifier: MIT
#include "server/data_folder.h"

#include "server/auth/access_jwt.h"
#include "server/auth/crypto.h"

#include <array>
#include <cstdlib>
#include <cstring>
#include <fcntl.h>
#include <filesystem>
#include <stdexcept>
#include <sys/stat.h>
#include <system_error>
#include <unistd.h>

namespace tocsin::server {

namespace {

std::string defaultPath()
{
    if (const char* const data = std::getenv("XDG_DATA_HOME"); data != nullptr && data[0] == '/')
        return std::string{data} + "/tocsin-server";
    if (const char* const home = std::getenv("HOME"); home != nullptr && home[0] == '/')
        return std::string{home} + "/.local/share/tocsin-server";
    throw std::runtime_error("neither XDG_DATA_HOME nor HOME is set: name a folder with --data-dir");
}

class File final
{
public:
    File(const std::string& path, int flags)
        : m_descriptor{open(path.c_str(), flags | O_CLOEXEC, 0600)}
    {}
    File(const File&) = delete;
    File& operator=(const File&) = delete;
    ~File()
    {
        if (m_descriptor >= 0)
            close(m_descriptor);
    }
    [[nodiscard]] int descriptor() const { return m_descriptor; }
    [[nodiscard]] bool isOpen() const { return m_descriptor >= 0; }

private:
    int m_descriptor;
};

std::runtime_error fileError(const std::string& what, const std::string& path)
{
    return std::runtime_error(what + " " + path + ": " + std::strerror(errno));
}

void writeSecret(const std::string& path, const std::string& secret)
{
    // Written aside and renamed: a crash must not leave half a secret, and two servers must agree on one.
    const std::string aside = path + "." + randomHex(4);
    {
        const File file{aside, O_WRONLY | O_CREAT | O_EXCL};
        if (!file.isOpen() ||
            write(file.descriptor(), secret.data(), secret.size()) != static_cast<ssize_t>(secret.size()) ||
            fsync(file.descriptor()) != 0)
            throw fileError("cannot write", aside);
    }
    const bool linked = link(aside.c_str(), path.c_str()) == 0;
    const int error = errno;
    unlink(aside.c_str());
    errno = error;
    if (!linked && error != EEXIST)
        throw fileError("cannot write", path);
}

} // namespace

std::string DataFolder::place(const std::string& path)
{
    return path.empty() ? defaultPath() : path;
}

DataFolder::DataFolder(const std::string& path)
    : m_path{place(path)}
{
    std::error_code error;
    std::filesystem::create_directories(m_path, error); // 0700 by main()'s umask
    if (error)
        throw std::runtime_error("cannot make the data folder " + m_path + ": " + error.message());
    // A folder that was there keeps its mode: it may be anything, and our files are 0600 wherever they are.
    // But where anybody may put files, they could have put ours.
    struct stat status
    {};
    if (stat(m_path.c_str(), &status) != 0 || !S_ISDIR(status.st_mode) ||
        access(m_path.c_str(), W_OK | X_OK) != 0)
        throw std::runtime_error("cannot use the data folder " + m_path + ": it is not ours to write to");
    if ((status.st_mode & S_IWOTH) != 0)
        throw std::runtime_error("cannot use the data folder " + m_path + ": everybody can write to it");
}

DataFolder::Secret DataFolder::secret() const
{
    Secret secret{{}, m_path + "/jwt-secret", false};
    if (access(secret.file.c_str(), F_OK) != 0) {
        writeSecret(secret.file, randomHex(32));
        secret.made = true;
    }
    const File file{secret.file, O_RDONLY | O_NOFOLLOW};
    struct stat status
    {};
    if (!file.isOpen() || fstat(file.descriptor(), &status) != 0)
        throw fileError("cannot read", secret.file);
    if ((status.st_mode & (S_IRWXG | S_IRWXO)) != 0)
        throw std::runtime_error(secret.file +
                                 " can be read by others: chmod 600 it, or delete it to log everybody out");
    std::array<char, 512> buffer{};
    const ssize_t length = read(file.descriptor(), buffer.data(), buffer.size());
    secret.text.assign(buffer.data(), length > 0 ? static_cast<size_t>(length) : 0);
    while (!secret.text.empty() && (secret.text.back() == '\n' || secret.text.back() == '\r'))
        secret.text.pop_back();
    if (secret.text.size() < AccessJwt::MinSecretBytes)
        throw std::runtime_error(secret.file + " is too short: delete it, and a new one is made");
    return secret;
}

} // namespace tocsin::server
