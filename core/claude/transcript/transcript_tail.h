// SPDX-License-Identifier: MIT
#pragma once

#include "core/claude/transcript/file_identity.h"

#include <QByteArray>
#include <QByteArrayList>
#include <QString>

namespace tocsin {

/// Reads what is added to a file of lines, never the whole file: it begins a bounded way before the end, and
/// skips ahead when it has fallen far behind. A file that became shorter, or another file under the same
/// name, is begun anew. Keeps no file open.
class TranscriptTail final
{
public:
    /// Of the file's end, at the beginning. Enough for the calls that run.
    static constexpr qint64 LookBack{256 * 1024};
    /// Longer lines are left out; their rest is skipped as it comes.
    static constexpr qint64 MaxLine{1024 * 1024};
    /// At one go, so that nothing else has to wait for long.
    static constexpr qint64 MaxRead{1024 * 1024};
    /// Behind by more than this, it skips to LookBack before the end.
    static constexpr qint64 MaxBehind{8 * 1024 * 1024};

    struct Read
    {
        QByteArrayList lines{};  ///< whole ones, without their ends
        bool hasMore{false};     ///< call again soon
        bool isOtherFile{false}; ///< since the last time
    };

    explicit TranscriptTail(QString path = {})
        : m_path{std::move(path)}
    {}

    /// Nothing when there is no such file, or nothing new in it.
    [[nodiscard]] Read readOn();
    [[nodiscard]] const QString& path() const { return m_path; }

private:
    void beginAt(qint64 position);
    void takeLines(const QByteArray& bytes, QByteArrayList& lines);

    QString m_path;
    FileIdentity m_file;
    qint64 m_position{-1}; ///< -1: not begun
    QByteArray m_half;     ///< of a line whose end has not come yet
    bool m_skipsLine{false};
};

} // namespace tocsin
