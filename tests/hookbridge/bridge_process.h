// SPDX-License-Identifier: MIT
#pragma once

#include <QDir>
#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QProcess>
#include <QProcessEnvironment>
#include <QString>
#include <QTemporaryDir>

namespace tocsin::test {

using namespace Qt::StringLiterals;

inline const QString BridgeProgram = QStringLiteral(TOCSIN_BIN_DIR "/tocsin-hookbridge");

inline QByteArray payload(const QString& name)
{
    QFile file{QStringLiteral(TOCSIN_SOURCE_DIR "/tests/data/payloads/") + name + u".json"_s};
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray{};
}

/// Folders of one test, and the environment that leads the bridge there.
class BridgeHome final
{
public:
    [[nodiscard]] QString socket() const { return m_dir.filePath(u"run/tocsin/tocsin.sock"_s); }
    [[nodiscard]] QString spool() const { return m_dir.filePath(u"state/tocsin/spool"_s); }
    [[nodiscard]] QString settings() const { return m_dir.filePath(u"config/tocsin/tocsin.conf"_s); }
    [[nodiscard]] QString log() const { return m_dir.filePath(u"state/tocsin/log/hookbridge.log"_s); }

    [[nodiscard]] QProcessEnvironment environment() const
    {
        QProcessEnvironment all = QProcessEnvironment::systemEnvironment();
        for (const QString& name : all.keys()) {
            if (name.startsWith("CLAUDE"_L1))
                all.remove(name);
        }
        all.remove(u"TOCSIN_SOCKET"_s);
        all.insert(u"XDG_RUNTIME_DIR"_s, m_dir.filePath(u"run"_s));
        all.insert(u"XDG_CONFIG_HOME"_s, m_dir.filePath(u"config"_s));
        all.insert(u"XDG_STATE_HOME"_s, m_dir.filePath(u"state"_s));
        return all;
    }

    [[nodiscard]] QStringList spooled() const { return QDir{spool()}.entryList(QDir::Files | QDir::Hidden); }
    [[nodiscard]] QJsonObject spooledRequest() const
    {
        QFile file{spool() + u'/' + spooled().value(0)};
        return file.open(QIODevice::ReadOnly) ? QJsonDocument::fromJson(file.readAll()).object()
                                              : QJsonObject{};
    }
    [[nodiscard]] QByteArray logText() const
    {
        QFile file{log()};
        return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray{};
    }
    /// The last line of the log.
    [[nodiscard]] QJsonObject logged() const
    {
        return QJsonDocument::fromJson(logText().trimmed().split('\n').last()).object();
    }

private:
    QTemporaryDir m_dir;
};

} // namespace tocsin::test
