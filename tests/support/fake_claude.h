// SPDX-License-Identifier: MIT
#pragma once

#include <QDir>
#include <QFile>
#include <QString>
#include <QTemporaryDir>

namespace tocsin::test {

/// A folder with a program `claude` that answers `claude plugin …` as the real one (2.1.197, 2.1.332) was
/// seen to, and notes each call in `calls`, an argument a line.
class FakeClaude final
{
public:
    FakeClaude()
    {
        using namespace Qt::StringLiterals;
        QFile program{m_folder.filePath(u"claude"_s)};
        m_isReady = m_folder.isValid() && program.open(QIODevice::WriteOnly) && program.write(Script) > 0;
        program.close();
        m_isReady =
            m_isReady && program.setPermissions(QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner);
        m_isReady = m_isReady && QDir{m_folder.path()}.mkpath(u"plugin folder's/.claude-plugin"_s);
        QFile marketplace{pluginFolder() + u"/.claude-plugin/marketplace.json"_s};
        m_isReady = m_isReady && marketplace.open(QIODevice::WriteOnly);
    }
    [[nodiscard]] bool isReady() const { return m_isReady; }
    [[nodiscard]] QString folder() const { return m_folder.path(); }
    /// Its name is one that a shell would take apart.
    [[nodiscard]] QString pluginFolder() const
    {
        return m_folder.filePath(QStringLiteral("plugin folder's"));
    }
    /// A file there changes what it does: `refuses-add`, `refuses-install`, `old` (knows no --json), `slow`,
    /// `installed`, `disabled`.
    void set(const QString& what) const
    {
        QFile file{m_folder.filePath(what)};
        if (!file.open(QIODevice::WriteOnly))
            qFatal("cannot write %s", qPrintable(what));
    }
    [[nodiscard]] QString calls() const
    {
        QFile file{m_folder.filePath(QStringLiteral("calls"))};
        return file.open(QIODevice::ReadOnly) ? QString::fromUtf8(file.readAll()) : QString{};
    }

private:
    static constexpr auto Script = R"(#!/bin/sh
here=$(dirname "$0")
printf '%s|' "$@" >> "$here/calls"
echo >> "$here/calls"
case "$2 $3" in
"marketplace add")
    printf 'Adding marketplace\342\200\246'
    if [ -e "$here/refuses-add" ] || [ ! -e "$4/.claude-plugin/marketplace.json" ]; then
        printf '\033[31m\342\234\230 Path does not exist: %s\033[0m\n' "$4" >&2
        exit 1
    fi
    printf '\342\234\224 Successfully added marketplace: tocsin\n' ;;
"install tocsin@tocsin")
    if [ -e "$here/slow" ]; then exec sleep 60; fi
    if [ -e "$here/refuses-install" ]; then
        printf 'Plugin "tocsin" not found in marketplace "tocsin".\n' >&2
        exit 1
    fi
    : > "$here/installed"
    rm -f "$here/disabled"
    printf '\342\234\224 Successfully installed plugin: tocsin@tocsin (scope: user)\n' ;;
"list --json")
    if [ -e "$here/old" ]; then echo "error: unknown option '--json'" >&2; exit 1; fi
    enabled=true
    [ -e "$here/disabled" ] && enabled=false
    if [ -e "$here/installed" ]; then
        echo "[{\"id\":\"other@x\",\"enabled\":true},{\"id\":\"tocsin@tocsin\",\"enabled\":$enabled}]"
    else
        echo '[{"id":"other@x","enabled":true}]'
    fi ;;
*) echo "error: unknown command" >&2; exit 1 ;;
esac
)";

    QTemporaryDir m_folder;
    bool m_isReady{false};
};

} // namespace tocsin::test
