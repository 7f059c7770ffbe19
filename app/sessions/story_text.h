// SPDX-License-Identifier: MIT
#pragma once

#include "core/store/history_row.h"

#include <QDateTime>
#include <QString>

namespace tocsin {

/// An alert of the past in words, for people. Times are local.
struct StoryText
{
    QString title;    ///< "14:05 · Needs permission: Run: npm publish"
    QString channels; ///< what was shown and texted, and why not
    QString outcome;  ///< what became of it: what was answered, where, and whether it took

    friend bool operator==(const StoryText&, const StoryText&) = default;
};

/// `summary`: what was asked, if that is still known; the history does not keep it.
[[nodiscard]] StoryText storyText(const HistoryRow& row, const QDateTime& nowUtc, const QString& summary);

} // namespace tocsin
