// SPDX-License-Identifier: MIT
#pragma once

#include <QProcess>

namespace tocsin::test {

/// The real keyring daemon on the test's own bus, its keyrings in the test's own home; ends with this object.
/// What it keeps outlives it, for the next one of the same test.
class Keyring final
{
public:
    Keyring();
    Keyring(const Keyring&) = delete;
    Keyring& operator=(const Keyring&) = delete;
    ~Keyring();

    /// With its login keyring open. False when it does not come up.
    [[nodiscard]] bool start();
    void kill();
    [[nodiscard]] static bool isOnTheBus();

    [[nodiscard]] static bool lock();
    [[nodiscard]] static bool unlock();
    /// What another program finds under Tocsin's name; empty without.
    [[nodiscard]] static QByteArray found();

private:
    QProcess m_daemon;
};

} // namespace tocsin::test
