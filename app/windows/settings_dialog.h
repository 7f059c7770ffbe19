// SPDX-License-Identifier: MIT
#pragma once

#include "core/settings/settings.h"

#include <QDialog>

#include <functional>

class QCheckBox;
class QComboBox;
class QDialogButtonBox;
class QLabel;
class QLineEdit;
class QPushButton;

namespace tocsin {

class InlineNote;
class ThrottleFields;

/// What the dialog needs from the rest of the app.
struct SettingsActions
{
    std::function<bool()> startsAtLogin;
    /// Empty when done, else what went wrong, for people.
    std::function<QString(bool)> setStartsAtLogin;
    /// Whether a hook starts the app when it does not run.
    std::function<bool()> startsWithClaude;
    std::function<QString(bool)> setStartsWithClaude;
    std::function<bool()> isLoggedIn;
    std::function<void()> logOut; ///< called before the server's address changes
};

/// The settings. Nothing changes before OK, except that a language can be looked at.
class SettingsDialog final : public QDialog
{
    Q_OBJECT
public:
    /// `settings` outlives the dialog.
    SettingsDialog(Settings& settings, SettingsActions actions, QWidget* parent = nullptr);

    void accept() override;

protected:
    void changeEvent(QEvent* event) override;
    void showEvent(QShowEvent* event) override;
    bool event(QEvent* event) override;

private:
    void buildLayout();
    void load();
    void checkServer();
    void checkCaFile();
    void chooseCaFile();
    void checkAll();
    [[nodiscard]] bool serverChanged() const;
    [[nodiscard]] bool apply(QCheckBox& box, const std::function<bool()>& isOn,
                             const std::function<QString(bool)>& set);
    void retranslate();

    Settings& m_settings;
    SettingsActions m_actions;
    QLabel* m_serverLabel;
    QLineEdit* m_server;
    InlineNote* m_serverNote;
    QLabel* m_caLabel;
    QLineEdit* m_caFile;
    QPushButton* m_chooseCa;
    InlineNote* m_caNote;
    QLabel* m_languageLabel;
    QComboBox* m_language;
    QCheckBox* m_texts;
    QCheckBox* m_startAtLogin;
    QCheckBox* m_startWithClaude;
    ThrottleFields* m_pauses;
    InlineNote* m_saveNote;
    QDialogButtonBox* m_buttons;
    bool m_saved{true};
};

} // namespace tocsin
