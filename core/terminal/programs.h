// SPDX-License-Identifier: MIT
#pragma once

#include <QByteArray>
#include <QMap>
#include <QObject>
#include <QString>
#include <QStringList>

#include <chrono>
#include <cstdint>
#include <functional>

namespace tocsin {

struct ProgramResult
{
    enum class State : uint8_t { Done, Missing, Failed }; ///< Failed: exit code, time limit, too much output
    State state{State::Done};
    QByteArray output{}; ///< stdout
};

/// One run: arguments go to the program as they are, never through a shell.
struct ProgramCall
{
    QString name{};
    QStringList arguments{};
    QByteArray input{};                   ///< stdin
    QMap<QString, QString> environment{}; ///< beside this program's own
};

/// Runs programs of the person, such as tmux, by their absolute path and within a time limit.
class Programs final : public QObject
{
    Q_OBJECT
public:
    using Done = std::function<void(const ProgramResult& result)>;
    static constexpr std::chrono::milliseconds Limit{3000};

    /// `folders`: where they are looked for, in order; relative ones are ignored.
    explicit Programs(QStringList folders, std::chrono::milliseconds limit = Limit,
                      QObject* parent = nullptr);
    /// PATH, and where desktops that do not hand it on have them.
    [[nodiscard]] static QStringList usualFolders();

    /// Empty: not there, or another user could change it.
    [[nodiscard]] QString find(const QString& name) const;
    /// Not called from within, nor after this is destroyed.
    void run(const ProgramCall& call, Done onDone);

private:
    QStringList m_folders;
    std::chrono::milliseconds m_limit;
};

} // namespace tocsin
