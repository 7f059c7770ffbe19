// SPDX-License-Identifier: MIT
// Windows: a value under the user's Run key. Untested.
#include "app/autostart/autostart.h"

#include <QDir>
#include <QSettings>

#include <utility>

using namespace Qt::StringLiterals;

namespace tocsin {

namespace {

class RunKeyAutostart final : public Autostart
{
public:
    explicit RunKeyAutostart(QString program)
        : m_program{std::move(program)}
    {}

    [[nodiscard]] bool isOn() const override { return key().contains(u"Tocsin"_s); }

    [[nodiscard]] bool turnOn() override
    {
        QSettings run = key();
        run.setValue(u"Tocsin"_s, u"\"%1\" --hidden"_s.arg(QDir::toNativeSeparators(m_program)));
        run.sync();
        return run.status() == QSettings::NoError;
    }

    [[nodiscard]] bool turnOff() override
    {
        QSettings run = key();
        run.remove(u"Tocsin"_s);
        run.sync();
        return run.status() == QSettings::NoError;
    }

private:
    [[nodiscard]] static QSettings key()
    {
        return {u"HKEY_CURRENT_USER\\Software\\Microsoft\\Windows\\CurrentVersion\\Run"_s,
                QSettings::NativeFormat};
    }

    QString m_program;
};

} // namespace

std::unique_ptr<Autostart> makeAutostart(const QString& program)
{
    return std::make_unique<RunKeyAutostart>(program);
}

} // namespace tocsin
