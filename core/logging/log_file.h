// SPDX-License-Identifier: MIT
#pragma once

#include <QFile>
#include <QString>

namespace tocsin {

/// Lines in a file that only its owner may read (0600, in a 0700 folder), with a few older ones beside it:
/// `tocsin.log`, `tocsin.log.1`, … A log that cannot be written is silent: there is nowhere to say so. It is
/// tried again with later lines, and none of them is ever half there.
class LogFile final
{
public:
    static constexpr qint64 MaxSize{1024 * 1024};
    static constexpr int MaxFiles{5};
    static constexpr int TryOpenEvery{20};

    explicit LogFile(const QString& file, qint64 maxSize = MaxSize);

    /// `line` without its end.
    void append(const QByteArray& line);

private:
    void open();
    [[nodiscard]] bool makeRoom(qint64 size);
    void rotate();

    QFile m_file;
    qint64 m_maxSize;
    int m_linesUntilOpen{0}; ///< while it cannot be opened, not each line tries
    bool m_halfLine{false};  ///< the disk was full in the middle of one
};

} // namespace tocsin
