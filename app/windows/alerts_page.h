// SPDX-License-Identifier: MIT
#pragma once

#include "app/windows/alert_preview.h"
#include "app/windows/printed_texts_note.h"
#include "core/settings/setting_table.h"

#include <QVariant>
#include <QWidget>

#include <vector>

namespace tocsin {

class AlertTable;
class QuietHoursField;
class SettingField;
class Settings;

/// The page "Alerts" of the settings: what happens with each topic, and when it is quiet. Changes nothing
/// before save().
class AlertsPage final : public QWidget
{
    Q_OBJECT
public:
    AlertsPage(AlertPreview::Preview preview, PrintedTextsNote::Ask askServer, QWidget* parent = nullptr);

    void load(const Settings& settings);
    void save(Settings& settings) const;
    /// Whether it sends texts at all.
    void askServer() { m_printed->ask(); }
    void retranslate();
    /// In the order of the Tab key.
    [[nodiscard]] QList<QWidget*> editors() const;

private:
    /// Of a setting that has its place here, as it was entered.
    [[nodiscard]] QVariant value(Setting setting) const;
    void setValue(Setting setting, const QVariant& value);
    void showPreview();

    AlertTable* m_table;
    AlertPreview* m_preview;
    PrintedTextsNote* m_printed;
    QuietHoursField* m_quietHours;
    std::vector<SettingField*> m_fields; ///< in the order of the setting table
    bool m_isLoading{false};
};

} // namespace tocsin
