// SPDX-License-Identifier: MIT
#include "server/store/sqlite_copy.h"

#include <algorithm>
#include <charconv>
#include <fcntl.h>
#include <filesystem>
#include <memory>
#include <sqlite3.h>
#include <stdexcept>
#include <string_view>
#include <unistd.h>
#include <utility>
#include <vector>

namespace tocsin::server {

namespace {

namespace fs = std::filesystem;

constexpr std::string_view Mark{".before-update-"};
constexpr size_t KeptCopies = 2;

struct CloseDatabase
{
    void operator()(sqlite3* database) const { sqlite3_close(database); }
};
using Database = std::unique_ptr<sqlite3, CloseDatabase>;

[[noreturn]] void fail(const std::string& why)
{
    throw std::runtime_error(
        "the database is of an older version, and no copy of it can be made before it is "
        "brought up to date: " +
        why);
}

/// Removes what was left half-done.
struct PartEnd
{
    explicit PartEnd(fs::path path)
        : part{std::move(path)}
    {}
    PartEnd(const PartEnd&) = delete;
    PartEnd& operator=(const PartEnd&) = delete;
    ~PartEnd()
    {
        std::error_code ignored;
        fs::remove(part, ignored);
    }

    fs::path part;
};

Database open(const std::string& path, int flags)
{
    sqlite3* raw = nullptr;
    const int code = sqlite3_open_v2(path.c_str(), &raw, flags, nullptr);
    Database database{raw};
    if (code != SQLITE_OK)
        fail(path + ": " + (raw != nullptr ? sqlite3_errmsg(raw) : "out of memory"));
    return database;
}

/// An empty file for this user alone, whatever the umask is.
void makeFile(const std::string& path)
{
    fs::remove(path);
    const int file = ::open(path.c_str(), O_CREAT | O_EXCL | O_WRONLY | O_CLOEXEC, S_IRUSR | S_IWUSR);
    if (file < 0)
        fail("cannot write " + path);
    close(file);
}

void copyTo(const std::string& path, const std::string& copy)
{
    const Database from = open(path, SQLITE_OPEN_READWRITE);
    const Database to = open(copy, SQLITE_OPEN_READWRITE);
    sqlite3_backup* const backup = sqlite3_backup_init(to.get(), "main", from.get(), "main");
    if (backup == nullptr)
        fail(sqlite3_errmsg(to.get()));
    const int code = sqlite3_backup_step(backup, -1);
    sqlite3_backup_finish(backup);
    if (code != SQLITE_DONE)
        fail(copy + ": " + sqlite3_errstr(code));
    // One file without a log beside it, whatever the original has.
    if (sqlite3_exec(to.get(), "PRAGMA journal_mode = DELETE", nullptr, nullptr, nullptr) != SQLITE_OK)
        fail(copy + ": " + sqlite3_errmsg(to.get()));
}

/// The copies beside the file, with the versions they are of.
std::vector<std::pair<int, fs::path>> copiesOf(const fs::path& path)
{
    std::vector<std::pair<int, fs::path>> copies;
    const std::string begin = path.filename().string() + std::string{Mark};
    for (const auto& entry : fs::directory_iterator{path.parent_path()}) {
        const std::string name = entry.path().filename().string();
        if (!name.starts_with(begin))
            continue;
        int version = 0;
        const char* const end = name.data() + name.size();
        if (std::from_chars(name.data() + begin.size(), end, version).ptr == end)
            copies.emplace_back(version, entry.path());
    }
    std::sort(copies.begin(), copies.end(), std::greater<>{});
    return copies;
}

} // namespace

void copyBeforeUpdate(const std::string& path, int version)
{
    const std::string copy = path + std::string{Mark} + std::to_string(version);
    const std::string part = copy + ".part";
    const PartEnd end{part};
    try {
        makeFile(part);
        copyTo(path, part);
        fs::rename(part, copy); // SQLite has waited for the disk
        const auto copies = copiesOf(path);
        for (size_t i = KeptCopies; i < copies.size(); ++i)
            fs::remove(copies[i].second);
    } catch (const fs::filesystem_error& e) {
        fail(e.what());
    }
}

} // namespace tocsin::server
