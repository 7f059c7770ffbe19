// SPDX-License-Identifier: MIT
#pragma once

#include <QDateTime>
#include <QString>

#include <optional>

namespace tocsin {

/// Looks at a session's transcript from outside.
class TranscriptProbe
{
public:
    TranscriptProbe() = default;
    TranscriptProbe(const TranscriptProbe&) = delete;
    TranscriptProbe& operator=(const TranscriptProbe&) = delete;
    virtual ~TranscriptProbe() = default;

    /// UTC time of the last write to `path`; nothing when there is no such file.
    [[nodiscard]] virtual std::optional<QDateTime> modifiedAt(const QString& path) const = 0;
};

/// Knows which git branch a folder is on.
class BranchProbe
{
public:
    BranchProbe() = default;
    BranchProbe(const BranchProbe&) = delete;
    BranchProbe& operator=(const BranchProbe&) = delete;
    virtual ~BranchProbe() = default;

    /// Empty outside a repository and on a detached head.
    [[nodiscard]] virtual QString branchOf(const QString& folder) const = 0;
};

/// Asks the file system.
class FileTranscriptProbe final : public TranscriptProbe
{
public:
    [[nodiscard]] std::optional<QDateTime> modifiedAt(const QString& path) const override;
};

/// Reads `.git/HEAD`, of worktrees and submodules too; never runs git.
class GitBranchProbe final : public BranchProbe
{
public:
    [[nodiscard]] QString branchOf(const QString& folder) const override;
};

} // namespace tocsin
