// SPDX-License-Identifier: MIT
#include "cli/log_end.h"

#include <QFile>
#include <QThread>

#include <algorithm>
#include <chrono>
#include <cstdio>

namespace tocsin {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

constexpr qint64 MaxRead = 4 * 1024 * 1024;
constexpr std::chrono::milliseconds LookEvery{250ms};

QList<QByteArray> linesAtEnd(QFile& file)
{
    const bool isCut = file.size() > MaxRead && file.seek(file.size() - MaxRead);
    QList<QByteArray> lines = file.readAll().split('\n');
    if (isCut)
        lines.removeFirst();
    lines.removeAll(QByteArray{});
    return lines;
}

} // namespace

LogEnd readLogEnd(const QString& file, int lines)
{
    LogEnd end;
    QFile current{file};
    if (!current.open(QIODevice::ReadOnly))
        return end;
    end.exists = true;
    QList<QByteArray> all = linesAtEnd(current);
    end.size = current.pos();
    QFile before{file + u".1"_s};
    if (all.size() < lines && before.open(QIODevice::ReadOnly))
        all = linesAtEnd(before) + all;
    for (const QByteArray& line : all.mid(std::max<qsizetype>(all.size() - lines, 0)))
        end.lines << QString::fromUtf8(line);
    return end;
}

void followLog(const QString& file, qint64 offset)
{
    for (;;) {
        QFile log{file};
        if (log.open(QIODevice::ReadOnly)) {
            if (log.size() < offset)
                offset = 0; // a new file in its place
            log.seek(offset);
            const QByteArray added = log.readAll();
            offset += added.size();
            if (!added.isEmpty())
                std::fwrite(added.constData(), 1, static_cast<size_t>(added.size()), stdout);
        }
        if (std::fflush(stdout) != 0)
            return;
        QThread::msleep(static_cast<unsigned long>(LookEvery.count()));
    }
}

} // namespace tocsin
