// SPDX-License-Identifier: MIT
#pragma once

#include <QString>

namespace tocsin {

/// Whether a hook may start the app. Files in the state folder say so, because a hook has no time to read
/// settings: two empty ones, which are not there by default, and one that is a byte longer after each start
/// that came to nothing.
class AutoStartGuard final
{
public:
    /// `folder`: stateDir().
    explicit AutoStartGuard(QString folder);

    [[nodiscard]] bool mayStart() const;

    /// Takes the right to start the app now. True for one caller, however many come at once, and not again
    /// for ten seconds, for twice as long after each start that came to nothing.
    [[nodiscard]] bool takeTurn() const;
    /// The app runs: what was started came to something.
    void clearFailedStarts() const;

    /// The user's choice.
    [[nodiscard]] bool isOn() const;
    /// False when the folder cannot be written.
    [[nodiscard]] bool setOn(bool on) const;

    /// The user quit the app: from now on only they start it.
    void recordQuit() const;
    /// The app runs again.
    void clearQuit() const;

private:
    [[nodiscard]] QString offFile() const;
    [[nodiscard]] QString quitFile() const;
    [[nodiscard]] QString startsFile() const;

    QString m_folder;
};

} // namespace tocsin
