// SPDX-License-Identifier: MIT
#pragma once

#include <QString>

namespace tocsin {

/// Whether a hook may start the app, as two empty files in the state folder say: a hook has no time to read
/// settings. Neither is there by default: then it may.
class AutoStartGuard final
{
public:
    /// `folder`: stateDir().
    explicit AutoStartGuard(QString folder);

    [[nodiscard]] bool mayStart() const;

    /// The user's choice.
    [[nodiscard]] bool isOn() const;
    /// False when the folder cannot be written.
    [[nodiscard]] bool setOn(bool on) const;

    /// The user quit the app: from now on only they start it.
    void noteQuit() const;
    /// The app runs again.
    void forgetQuit() const;

private:
    [[nodiscard]] QString offMark() const;
    [[nodiscard]] QString quitMark() const;

    QString m_folder;
};

} // namespace tocsin
