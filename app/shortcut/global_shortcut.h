// SPDX-License-Identifier: MIT
#pragma once

#include <QObject>
#include <QString>

#include <memory>

namespace tocsin {

/// A key of the desktop, pressed in whatever program, that opens what waits. Never blocks.
class GlobalShortcut : public QObject
{
    Q_OBJECT
public:
    using QObject::QObject;

    /// Looks for the desktop's service from now on; what comes of it is a change of isOn().
    virtual void start() = 0;
    /// Whether the desktop's service has taken it. Whether it has a key there is for the person to say.
    [[nodiscard]] virtual bool isOn() const = 0;
    /// "org.kde.kglobalaccel", for diagnostics; of the last one, or what went wrong with it, if it is off.
    [[nodiscard]] virtual QString status() const = 0;

    /// Whether the person has to turn it on, as the desktop then asks them for a key.
    [[nodiscard]] virtual bool isOffered() const { return false; }
    /// Whether they have, now or earlier.
    virtual void setWanted(bool /*isWanted*/) {}

    /// As the desktop shows it where keys are chosen.
    [[nodiscard]] static QString shownName() { return tr("Open Requests"); }

Q_SIGNALS:
    /// The person pressed the key. `activationToken` is the desktop's; it may be empty.
    void activated(const QString& activationToken);
    /// Of isOn() or status().
    void changed();
    /// They said no to the desktop. It is no longer wanted.
    void refused();
};

/// That of this platform, on the session bus.
[[nodiscard]] std::unique_ptr<GlobalShortcut> makeGlobalShortcut();

} // namespace tocsin
