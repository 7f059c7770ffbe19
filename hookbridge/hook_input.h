// SPDX-License-Identifier: MIT
#pragma once

#include "core/base/json_truncator.h"

#include <QByteArray>

#include <chrono>

namespace tocsin {

/// The document that Claude Code writes on stdin.
class HookInput final
{
public:
    /// A document of up to `keepWhole` bytes is kept as it is, too.
    explicit HookInput(qsizetype keepWhole = 0)
        : m_keepWhole{keepWhole}
    {}

    /// Reads one document, for at most `time`. Why there is none; empty when there is one.
    [[nodiscard]] QByteArray read(std::chrono::milliseconds time);

    /// Its long strings cut.
    [[nodiscard]] const QByteArray& cut() const { return m_cut.document(); }
    /// Empty when it is longer than what is kept.
    [[nodiscard]] const QByteArray& whole() const { return m_whole; }
    [[nodiscard]] qsizetype bytesRead() const { return m_cut.bytesRead(); }
    /// Only the whole document is still needed.
    void forgetCut() { m_cut = JsonTruncator{}; }

private:
    void keep(QByteArrayView bytes);

    qsizetype m_keepWhole;
    JsonTruncator m_cut;
    QByteArray m_whole;
};

} // namespace tocsin
