// SPDX-License-Identifier: MIT
#pragma once

#include <QObject>

#include <memory>

namespace tocsin {

/// Says when it is worth to try the keychain again: its service has come up (at the start of the watch too),
/// or a locked one was opened. Where there is no D-Bus it never does.
class KeychainWatch final : public QObject
{
    Q_OBJECT
public:
    explicit KeychainWatch(QObject* parent = nullptr);
    ~KeychainWatch() override;

    /// From here on available() is said, later.
    void start();

Q_SIGNALS:
    void available();

private:
    class Private;
    std::unique_ptr<Private> m_private;
};

} // namespace tocsin
