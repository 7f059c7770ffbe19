// SPDX-License-Identifier: MIT
#pragma once

#include <QString>

#include <memory>

namespace tocsin {

/// The switch "start at login". What the system holds is the truth; nothing is cached.
class Autostart
{
public:
    Autostart() = default;
    Autostart(const Autostart&) = delete;
    Autostart& operator=(const Autostart&) = delete;
    virtual ~Autostart() = default;

    [[nodiscard]] virtual bool isOn() const = 0;
    /// False if the system would not take it (a folder that cannot be written).
    [[nodiscard]] virtual bool turnOn() = 0;
    [[nodiscard]] virtual bool turnOff() = 0;
};

/// For this platform. `program` is the absolute path that is to be started, with `--hidden`.
[[nodiscard]] std::unique_ptr<Autostart> makeAutostart(const QString& program);

} // namespace tocsin
