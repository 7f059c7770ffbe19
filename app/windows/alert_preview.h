// SPDX-License-Identifier: MIT
#pragma once

#include "core/policy/alert_topic.h"
#include "core/policy/preferences.h"

#include <QTimer>
#include <QWidget>

#include <functional>

class QComboBox;
class QLabel;

namespace tocsin {

class InlineNote;

/// What would happen now with an alert of the topic that is chosen here.
class AlertPreview final : public QWidget
{
    Q_OBJECT
public:
    /// In words, as things stand now.
    using Preview = std::function<QString(AlertTopic, const Preferences&)>;

    explicit AlertPreview(Preview preview, QWidget* parent = nullptr);

    void setPreferences(const Preferences& preferences);
    void retranslate();
    /// In the order of the Tab key.
    [[nodiscard]] QList<QWidget*> editors() const;

protected:
    void showEvent(QShowEvent* event) override;
    void hideEvent(QHideEvent* event) override;

private:
    void say();

    Preview m_preview;
    Preferences m_preferences;
    QLabel* m_title;
    QComboBox* m_topic;
    InlineNote* m_plan;
    QTimer m_refresh;
};

} // namespace tocsin
