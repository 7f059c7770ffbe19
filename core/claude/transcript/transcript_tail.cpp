// SPDX-License-Identifier: MIT
#include "core/claude/transcript/transcript_tail.h"

#include <QFile>
#include <QFileInfo>

#include <algorithm>

namespace tocsin {

TranscriptTail::Read TranscriptTail::readOn()
{
    Read read;
    // Whatever the path names, only a file is opened: another thing could block.
    if (!QFileInfo{m_path}.isFile())
        return read;
    QFile file{m_path};
    if (!file.open(QIODevice::ReadOnly | QIODevice::Unbuffered))
        return read;
    const qint64 size = file.size();
    const FileIdentity identity = identityOf(file);
    read.isOtherFile = m_position >= 0 && (m_file != identity || size < m_position);
    m_file = identity;
    if (m_position < 0 || read.isOtherFile || size - m_position > MaxBehind)
        beginAt(std::max<qint64>(0, size - LookBack));
    if (size == m_position || !file.seek(m_position))
        return read;
    const QByteArray bytes = file.read(std::min(MaxRead, size - m_position));
    m_position += bytes.size();
    read.hasMore = !bytes.isEmpty() && m_position < size;
    takeLines(bytes, read.lines);
    return read;
}

/// In the middle of a file, what comes first is most likely the rest of a line.
void TranscriptTail::beginAt(qint64 position)
{
    m_position = position;
    m_half.clear();
    m_skipsLine = position > 0;
}

void TranscriptTail::takeLines(const QByteArray& bytes, QByteArrayList& lines)
{
    qsizetype begin{0};
    for (qsizetype end = bytes.indexOf('\n'); end >= 0; end = bytes.indexOf('\n', begin)) {
        const bool isTooLong = m_half.size() + end - begin > MaxLine;
        if (!m_skipsLine && !isTooLong)
            lines.append(m_half + bytes.mid(begin, end - begin));
        m_half.clear();
        m_skipsLine = false;
        begin = end + 1;
    }
    if (m_skipsLine)
        return;
    m_half += bytes.mid(begin);
    if (m_half.size() > MaxLine) {
        m_half.clear();
        m_skipsLine = true;
    }
}

} // namespace tocsin
