// SPDX-License-Identifier: MIT
// macOS: a LaunchAgent of the user (launchd.plist(5)). Untested.
#include "app/autostart/autostart.h"

#include <QDir>
#include <QFile>
#include <QSaveFile>

#include <utility>

using namespace Qt::StringLiterals;

namespace tocsin {

namespace {

class LaunchAgentAutostart final : public Autostart
{
public:
    explicit LaunchAgentAutostart(QString program)
        : m_program{std::move(program)}
    {}

    [[nodiscard]] bool isOn() const override { return QFile::exists(file()); }

    [[nodiscard]] bool turnOn() override
    {
        if (!QDir{}.mkpath(folder()))
            return false;
        QSaveFile agent{file()};
        return agent.open(QIODevice::WriteOnly) && agent.write(contents()) >= 0 && agent.commit();
    }

    [[nodiscard]] bool turnOff() override { return !isOn() || QFile::remove(file()); }

private:
    [[nodiscard]] static QString folder() { return QDir::homePath() + u"/Library/LaunchAgents"_s; }
    [[nodiscard]] static QString file() { return folder() + u"/app.tocsin.Tocsin.plist"_s; }

    [[nodiscard]] QByteArray contents() const
    {
        return "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
               "<plist version=\"1.0\"><dict>\n"
               "<key>Label</key><string>app.tocsin.Tocsin</string>\n"
               "<key>ProgramArguments</key><array><string>" +
               m_program.toHtmlEscaped().toUtf8() +
               "</string><string>--hidden</string></array>\n"
               "<key>RunAtLoad</key><true/>\n"
               "</dict></plist>\n";
    }

    QString m_program;
};

} // namespace

std::unique_ptr<Autostart> makeAutostart(const QString& program)
{
    return std::make_unique<LaunchAgentAutostart>(program);
}

} // namespace tocsin
