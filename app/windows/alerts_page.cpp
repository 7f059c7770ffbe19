// SPDX-License-Identifier: MIT
#include "app/windows/alerts_page.h"

#include "app/windows/alert_table.h"
#include "app/windows/quiet_hours_field.h"
#include "app/windows/setting_field.h"
#include "core/pipeline/preferences_of.h"
#include "core/settings/settings.h"

#include <QFrame>
#include <QVBoxLayout>

#include <algorithm>
#include <utility>

namespace tocsin {

namespace {

bool isHere(const SettingRow& row)
{
    return row.place == SettingPlace::Alerts || row.place == SettingPlace::AlertTable;
}

QFrame* separator(QWidget* parent)
{
    auto* line = new QFrame{parent};
    line->setFrameShape(QFrame::HLine);
    line->setFrameShadow(QFrame::Sunken);
    return line;
}

} // namespace

AlertsPage::AlertsPage(AlertPreview::Preview preview, PrintedTextsNote::Ask askServer, QWidget* parent)
    : QWidget{parent}
    , m_table{new AlertTable{this}}
    , m_preview{new AlertPreview{std::move(preview), this}}
    , m_printed{new PrintedTextsNote{std::move(askServer), this}}
    , m_quietHours{new QuietHoursField{this}}
{
    auto* layout = new QVBoxLayout{this};
    layout->addWidget(m_table);
    layout->addWidget(separator(this));
    layout->addWidget(m_preview);
    layout->addWidget(m_printed);
    layout->addWidget(separator(this));
    layout->addWidget(m_quietHours);
    layout->addWidget(separator(this));
    for (const SettingRow& row : SettingRows) {
        if (row.place != SettingPlace::Alerts || row.kind == SettingKind::QuietHours)
            continue;
        SettingField* field = m_fields.emplace_back(new SettingField{row, this});
        layout->addWidget(field);
        connect(field, &SettingField::edited, this, &AlertsPage::showPreview);
    }
    layout->addStretch();
    connect(m_table, &AlertTable::edited, this, &AlertsPage::showPreview);
    connect(m_quietHours, &QuietHoursField::edited, this, &AlertsPage::showPreview);
}

QVariant AlertsPage::value(Setting setting) const
{
    if (isAlertSetting(setting))
        return m_table->value(setting);
    if (setting == Setting::QuietHours)
        return m_quietHours->value();
    const auto field =
        std::find_if(m_fields.begin(), m_fields.end(),
                     [setting](const SettingField* candidate) { return candidate->setting() == setting; });
    return (*field)->value();
}

void AlertsPage::setValue(Setting setting, const QVariant& value)
{
    if (isAlertSetting(setting))
        return m_table->setValue(setting, value);
    if (setting == Setting::QuietHours)
        return m_quietHours->setValue(value.toStringList());
    for (SettingField* field : m_fields) {
        if (field->setting() == setting)
            field->setValue(value);
    }
}

void AlertsPage::load(const Settings& settings)
{
    m_isLoading = true;
    for (const SettingRow& row : SettingRows) {
        if (isHere(row))
            setValue(row.setting, settings.value(row.setting));
    }
    m_isLoading = false;
    m_printed->forget();
    showPreview();
}

void AlertsPage::save(Settings& settings) const
{
    for (const SettingRow& row : SettingRows) {
        if (isHere(row))
            settings.setValue(row.setting, value(row.setting));
    }
}

void AlertsPage::showPreview()
{
    if (!m_isLoading)
        m_preview->setPreferences(preferencesOf([this](Setting setting) { return value(setting); }));
}

void AlertsPage::retranslate()
{
    m_table->retranslate();
    m_preview->retranslate();
    m_printed->retranslate();
    m_quietHours->retranslate();
    for (SettingField* field : m_fields)
        field->retranslate();
}

QList<QWidget*> AlertsPage::editors() const
{
    QList<QWidget*> result = m_table->editors() + m_preview->editors() + m_quietHours->editors();
    for (const SettingField* field : m_fields)
        result += field->editors();
    return result;
}

} // namespace tocsin
