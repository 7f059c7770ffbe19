// SPDX-License-Identifier: MIT
#include "app/windows/alert_preview.h"

#include "app/spoken/announcement.h"
#include "app/windows/inline_note.h"

#include <QComboBox>
#include <QHBoxLayout>
#include <QLabel>
#include <QVBoxLayout>

#include <utility>

namespace tocsin {

using namespace Qt::StringLiterals;

namespace {
/// The person may come, go or be muted, and quiet hours begin.
constexpr std::chrono::seconds RefreshInterval{2};
} // namespace

AlertPreview::AlertPreview(Preview preview, QWidget* parent)
    : QWidget{parent}
    , m_preview{std::move(preview)}
    , m_title{new QLabel{this}}
    , m_topic{new QComboBox{this}}
    , m_plan{new InlineNote{this}}
{
    announceChoices(*m_topic);
    m_topic->setObjectName(u"previewTopic"_s);
    m_plan->setObjectName(u"previewPlan"_s);
    m_plan->describe(m_topic);
    m_title->setBuddy(m_topic);
    m_title->setWordWrap(true);
    for (const AlertTopic topic : AlertTopics)
        m_topic->addItem(QString{}, static_cast<int>(topic));
    auto* layout = new QVBoxLayout{this};
    layout->setContentsMargins({});
    auto* line = new QHBoxLayout;
    line->addWidget(m_title, 1);
    line->addWidget(m_topic);
    layout->addLayout(line);
    layout->addWidget(m_plan);
    m_refresh.setInterval(RefreshInterval);
    connect(&m_refresh, &QTimer::timeout, this, &AlertPreview::say);
    connect(m_topic, &QComboBox::currentIndexChanged, this, &AlertPreview::say);
    retranslate();
}

void AlertPreview::setPreferences(const Preferences& preferences)
{
    m_preferences = preferences;
    say();
}

void AlertPreview::say()
{
    if (m_preview)
        m_plan->say(m_preview(static_cast<AlertTopic>(m_topic->currentData().toInt()), m_preferences));
}

void AlertPreview::retranslate()
{
    m_title->setText(tr("&What would happen now?"));
    m_topic->setAccessibleName(tr("What would happen now with this alert"));
    for (int i = 0; i < m_topic->count(); ++i)
        m_topic->setItemText(i, topicLabel(static_cast<AlertTopic>(m_topic->itemData(i).toInt())));
    say();
}

QList<QWidget*> AlertPreview::editors() const
{
    return {m_topic};
}

void AlertPreview::showEvent(QShowEvent* event)
{
    QWidget::showEvent(event);
    say();
    m_refresh.start();
}

void AlertPreview::hideEvent(QHideEvent* event)
{
    m_refresh.stop();
    QWidget::hideEvent(event);
}

} // namespace tocsin
