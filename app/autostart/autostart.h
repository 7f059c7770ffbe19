// SPDX-License-Identifier: MIT
#pragma once

#include <QString>

#include <memory>

namespace tocsin {

/// The setting "start at login". Read from the system each time, never cached.
class Autostart
{
public:
    Autostart() = default;
    Autostart(const Autostart&) = delete;
    Autostart& operator=(const Autostart&) = delete;
    virtual ~Autostart() = default;

    [[nodiscard]] virtual bool isOn() const = 0;
    /// False if the change failed, for example in a read-only folder.
    [[nodiscard]] virtual bool turnOn() = 0;
    [[nodiscard]] virtual bool turnOff() = 0;
};

/// For this platform. `program`: absolute path of the program to start, with `--hidden`.
[[nodiscard]] std::unique_ptr<Autostart> makeAutostart(const QString& program);

} // namespace tocsin
