// SPDX-License-Identifier: MIT
#include "app/windows/alert_table.h"

#include "app/spoken/announcement.h"
#include "app/windows/grace_box.h"

#include <QCheckBox>
#include <QComboBox>
#include <QEvent>
#include <QFontMetrics>
#include <QGridLayout>
#include <QLabel>

#include <algorithm>
#include <array>

namespace tocsin {

namespace {

constexpr int NameColumn{0};

int columnOf(AlertChoice choice)
{
    return static_cast<int>(choice) + 1;
}

QLabel* wrappedLabel(QWidget* parent)
{
    auto* label = new QLabel{parent};
    label->setWordWrap(true);
    return label;
}

int longestWord(const QLabel& label)
{
    int width = 0;
    for (const QString& word : label.text().split(u' '))
        width = std::max(width, label.fontMetrics().horizontalAdvance(word));
    return width;
}

QString withCapital(QString text)
{
    text.replace(0, 1, text.left(1).toUpper());
    return text;
}

} // namespace

AlertTable::AlertTable(QWidget* parent)
    : QWidget{parent}
{
    auto* grid = new QGridLayout{this};
    grid->setContentsMargins({});
    grid->setColumnStretch(NameColumn, 1);
    for (const AlertChoice choice : AlertChoices) {
        QLabel* header = m_headers.emplace_back(wrappedLabel(this));
        const bool isBox = choice != AlertChoice::Text && choice != AlertChoice::Grace;
        header->setAlignment((isBox ? Qt::AlignHCenter : Qt::AlignLeft) | Qt::AlignBottom);
        if (!isBox) // as wide as what is below
            header->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);
        grid->addWidget(header, 0, columnOf(choice));
    }
    for (const AlertTopic topic : AlertTopics)
        m_lines.push_back(addLine(topic, *grid));
    retranslate();
}

AlertTable::Line AlertTable::addLine(AlertTopic topic, QGridLayout& grid)
{
    Line line{.name = wrappedLabel(this),
              .notification = addBox(topic, AlertChoice::Notification, grid),
              .sound = addBox(topic, AlertChoice::Sound, grid),
              .text = new QComboBox{this},
              .grace = new GraceBox{this},
              .duringQuietHours = addBox(topic, AlertChoice::DuringQuietHours, grid)};
    grid.addWidget(line.name, static_cast<int>(topic) + 1, NameColumn);
    for (const TextWhen when : TextWhens)
        line.text->addItem(QString{}, wireName(when));
    announceChoices(*line.text);
    const SettingRow& graceRow = rowOf(alertSetting(topic, AlertChoice::Grace));
    line.grace->setRange(graceRow.least, graceRow.most);
    place(*line.text, topic, AlertChoice::Text, grid);
    place(*line.grace, topic, AlertChoice::Grace, grid);
    const auto changed = [this] {
        enableDependents();
        Q_EMIT edited();
    };
    connect(line.text, &QComboBox::currentIndexChanged, this, changed);
    connect(line.grace, &QSpinBox::valueChanged, this, &AlertTable::edited);
    connect(line.notification, &QCheckBox::toggled, this, changed);
    return line;
}

QCheckBox* AlertTable::addBox(AlertTopic topic, AlertChoice choice, QGridLayout& grid)
{
    auto* box = new QCheckBox{this};
    place(*box, topic, choice, grid);
    grid.setAlignment(box, Qt::AlignCenter);
    connect(box, &QCheckBox::toggled, this, &AlertTable::edited);
    return box;
}

void AlertTable::place(QWidget& editor, AlertTopic topic, AlertChoice choice, QGridLayout& grid)
{
    editor.setObjectName(rowOf(alertSetting(topic, choice)).key);
    editor.setFocusPolicy(Qt::StrongFocus);
    editor.installEventFilter(this);
    grid.addWidget(&editor, static_cast<int>(topic) + 1, columnOf(choice));
}

/// The wheel scrolls the page; it must not change what happens to lie under the pointer.
bool AlertTable::eventFilter(QObject* watched, QEvent* event)
{
    const auto* widget = qobject_cast<QWidget*>(watched);
    if (event->type() == QEvent::Wheel && widget && !widget->hasFocus()) {
        event->ignore();
        return true;
    }
    return QWidget::eventFilter(watched, event);
}

void AlertTable::enableDependents()
{
    for (const Line& line : m_lines) {
        line.grace->setEnabled(line.text->currentData().toString() == wireName(TextWhen::AfterGrace));
        line.sound->setEnabled(line.notification->isChecked());
    }
}

void AlertTable::changeEvent(QEvent* event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::FontChange || event->type() == QEvent::StyleChange)
        fitLabels();
}

void AlertTable::fitLabels()
{
    for (QLabel* header : m_headers)
        header->setMinimumWidth(longestWord(*header));
    for (const Line& line : m_lines)
        line.name->setMinimumWidth(longestWord(*line.name));
}

QWidget* AlertTable::editor(Setting setting) const
{
    return findChild<QWidget*>(rowOf(setting).key, Qt::FindDirectChildrenOnly);
}

QVariant AlertTable::value(Setting setting) const
{
    QWidget* found = editor(setting);
    if (const auto* box = qobject_cast<QCheckBox*>(found))
        return box->isChecked();
    if (const auto* choice = qobject_cast<QComboBox*>(found))
        return choice->currentData();
    return qobject_cast<QSpinBox*>(found)->value();
}

void AlertTable::setValue(Setting setting, const QVariant& value)
{
    QWidget* found = editor(setting);
    if (auto* box = qobject_cast<QCheckBox*>(found))
        box->setChecked(value.toBool());
    else if (auto* choice = qobject_cast<QComboBox*>(found))
        choice->setCurrentIndex(choice->findData(value));
    else
        qobject_cast<QSpinBox*>(found)->setValue(value.toInt());
    enableDependents();
}

void AlertTable::retranslate()
{
    for (const AlertColumn& column : AlertColumns)
        m_headers.at(static_cast<size_t>(column.choice))->setText(withCapital(settingText(column.label)));
    const std::array whens{tr("At once"), tr("If I don't react"), tr("Never")};
    for (const AlertTopic topic : AlertTopics) {
        const Line& line = m_lines.at(static_cast<size_t>(topic));
        line.name->setText(topicLabel(topic));
        for (size_t i = 0; i < whens.size(); ++i)
            line.text->setItemText(static_cast<int>(i), whens.at(i));
        line.grace->setSpecialValueText(settingText(rowOf(alertSetting(topic, AlertChoice::Grace)).zero));
        for (const AlertChoice choice : AlertChoices) {
            const SettingRow& row = rowOf(alertSetting(topic, choice));
            editor(row.setting)->setAccessibleName(settingName(row));
            // Qt on X11 and Wayland says of a choice what is chosen instead of its name.
            const bool isUnnamed = qobject_cast<QComboBox*>(editor(row.setting)) != nullptr;
            editor(row.setting)
                ->setAccessibleDescription(
                    isUnnamed ? QStringLiteral("%1. %2").arg(settingName(row), settingText(row.hint))
                              : settingText(row.hint));
            editor(row.setting)->setToolTip(settingText(row.hint));
        }
    }
    fitLabels();
}

QList<QWidget*> AlertTable::editors() const
{
    QList<QWidget*> result;
    for (const Line& line : m_lines)
        result << line.notification << line.sound << line.text << line.grace << line.duringQuietHours;
    return result;
}

} // namespace tocsin
