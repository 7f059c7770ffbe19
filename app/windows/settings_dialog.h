// SPDX-License-Identifier: MIT
#pragma once

#include "app/windows/alert_preview.h"
#include "app/windows/printed_texts_note.h"
#include "core/settings/settings.h"

#include <QDialog>

#include <functional>
#include <vector>

class QCheckBox;
class QDialogButtonBox;
class QScrollArea;
class QTabWidget;
class QToolButton;
class QVBoxLayout;

namespace tocsin {

class AlertsPage;
class InlineNote;
class SettingField;

/// What the dialog needs from the rest of the app.
struct SettingsActions
{
    std::function<bool()> startsAtLogin;
    /// Empty when done, else what went wrong, for people.
    std::function<QString(bool)> setStartsAtLogin;
    /// Whether a hook starts the app when it does not run.
    std::function<bool()> startsWithClaude;
    std::function<QString(bool)> setStartsWithClaude;
    /// Whether headless runs wait for an answer; never kept.
    std::function<bool()> holdsHeadless;
    std::function<void(bool)> setHoldsHeadless;
    std::function<bool()> isLoggedIn;
    std::function<void()> logOut; ///< called before the server's address changes
    /// What would happen with an alert that came now.
    AlertPreview::Preview preview{};
    /// Asked only with a login: without one nothing leaves the computer.
    PrintedTextsNote::Ask askServer{};
    /// Whether the desktop offers a global shortcut that the person has to turn on.
    std::function<bool()> offersShortcut{};
    std::function<bool()> wantsShortcut{};
    std::function<QString(bool)> setWantsShortcut{};
};

/// The rows of the setting table, and when Tocsin starts, on two pages. Nothing changes before OK.
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
    enum class Shrink : uint8_t { No, Yes };

    void buildLayout();
    void buildGeneral();
    void addPage(QWidget& content);
    void addFields(QVBoxLayout& layout, SettingPlace place);
    void orderTabs();
    void load();
    void check();
    void showAdvanced(bool isShown);
    /// As large as the fields of the page need, or the screen allows.
    void fit(Shrink shrink);
    [[nodiscard]] SettingField& field(Setting setting) const;
    [[nodiscard]] bool serverChanges() const;
    void saveFields();
    [[nodiscard]] bool apply(QCheckBox& box, const std::function<bool()>& isOn,
                             const std::function<QString(bool)>& set);
    void retranslate();

    Settings& m_settings;
    SettingsActions m_actions;
    QTabWidget* m_pages;
    QWidget* m_general;
    AlertsPage* m_alerts;
    QCheckBox* m_startAtLogin;
    QCheckBox* m_startWithClaude;
    QCheckBox* m_shortcut;
    std::vector<SettingField*> m_fields; ///< of the general page, in the order of the table
    QToolButton* m_showAdvanced;
    QWidget* m_advanced;
    QCheckBox* m_holdsHeadless;
    InlineNote* m_saveNote;
    QDialogButtonBox* m_buttons;
    bool m_saved{true};
};

} // namespace tocsin
