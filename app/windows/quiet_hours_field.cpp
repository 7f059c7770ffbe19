// SPDX-License-Identifier: MIT
#include "app/windows/quiet_hours_field.h"

#include "core/policy/quiet_hours.h"
#include "core/settings/setting_table.h"

#include <QCheckBox>
#include <QGridLayout>
#include <QLabel>
#include <QLocale>
#include <QPushButton>
#include <QTimeEdit>
#include <QVBoxLayout>

#include <chrono>

namespace tocsin {

using namespace Qt::StringLiterals;

namespace {

constexpr int DaysOfWeek{7};
/// Shown for a day without quiet hours.
constexpr std::chrono::milliseconds UsualStart{std::chrono::hours{22}};
constexpr std::chrono::milliseconds UsualEnd{std::chrono::hours{7}};

QTime timeOf(std::chrono::milliseconds sinceMidnight)
{
    return QTime::fromMSecsSinceStartOfDay(static_cast<int>(sinceMidnight.count()));
}

/// Within a sentence.
QString dayName(int day)
{
    return QLocale{}.standaloneDayName(day);
}

QString dayLabel(int day)
{
    QString name = dayName(day);
    name.replace(0, 1, name.left(1).toUpper()); // French writes them small
    return name;
}

} // namespace

QuietHoursField::QuietHoursField(QWidget* parent)
    : QWidget{parent}
    , m_title{new QLabel{this}}
    , m_hint{new QLabel{this}}
    , m_copy{new QPushButton{this}}
{
    setObjectName(rowOf(Setting::QuietHours).key);
    m_hint->setWordWrap(true);
    m_copy->setObjectName(u"quiet/copy"_s);
    auto* layout = new QVBoxLayout{this};
    layout->setContentsMargins({});
    layout->addWidget(m_title);
    layout->addWidget(m_hint);
    auto* grid = new QGridLayout;
    layout->addLayout(grid);
    for (int day = 1; day <= DaysOfWeek; ++day)
        m_lines.push_back(addLine(day, *grid));
    grid->setColumnStretch(4, 1);
    layout->addWidget(m_copy, 0, Qt::AlignLeft);
    m_title->setBuddy(m_lines.front().day);
    connect(m_copy, &QPushButton::clicked, this, &QuietHoursField::copyFirst);
    retranslate();
}

QuietHoursField::Line QuietHoursField::addLine(int day, QGridLayout& grid)
{
    Line line{.day = new QCheckBox{this},
              .from = new QTimeEdit{timeOf(UsualStart), this},
              .until = new QLabel{this},
              .to = new QTimeEdit{timeOf(UsualEnd), this}};
    line.day->setObjectName(u"quiet/%1"_s.arg(day));
    line.from->setObjectName(u"quiet/%1/from"_s.arg(day));
    line.to->setObjectName(u"quiet/%1/to"_s.arg(day));
    grid.addWidget(line.day, day, 0);
    int column = 1;
    for (QWidget* time : std::initializer_list<QWidget*>{line.from, line.until, line.to}) {
        grid.addWidget(time, day, column++);
        time->setEnabled(false);
        connect(line.day, &QCheckBox::toggled, time, &QWidget::setEnabled);
    }
    connect(line.day, &QCheckBox::toggled, this, &QuietHoursField::edited);
    for (QTimeEdit* time : {line.from, line.to})
        connect(time, &QTimeEdit::timeChanged, this, &QuietHoursField::edited);
    return line;
}

void QuietHoursField::copyFirst()
{
    const Line& first = m_lines.front();
    for (const Line& line : m_lines) {
        line.day->setChecked(first.day->isChecked());
        line.from->setTime(first.from->time());
        line.to->setTime(first.to->time());
    }
}

QStringList QuietHoursField::value() const
{
    QuietHours hours;
    for (int day = 1; day <= DaysOfWeek; ++day) {
        const Line& line = m_lines.at(static_cast<size_t>(day - 1));
        if (line.day->isChecked())
            hours.set(day, QuietSpan{line.from->time(), line.to->time()});
    }
    return hours.toStrings();
}

void QuietHoursField::setValue(const QStringList& spans)
{
    const QuietHours hours = QuietHours::fromStrings(spans).value_or(QuietHours{});
    for (int day = 1; day <= DaysOfWeek; ++day) {
        const Line& line = m_lines.at(static_cast<size_t>(day - 1));
        const std::optional<QuietSpan> span = hours.on(day);
        line.day->setChecked(span.has_value());
        line.from->setTime(span ? span->from : timeOf(UsualStart));
        line.to->setTime(span ? span->to : timeOf(UsualEnd));
    }
}

void QuietHoursField::retranslate()
{
    m_title->setText(tr("&Quiet hours:"));
    m_hint->setText(settingText(rowOf(Setting::QuietHours).hint));
    //: %1 is a weekday
    m_copy->setText(tr("Cop&y %1 to All Days").arg(dayName(1)));
    for (int day = 1; day <= DaysOfWeek; ++day) {
        const Line& line = m_lines.at(static_cast<size_t>(day - 1));
        line.day->setText(dayLabel(day));
        //: between two times of day: "22:00 to 07:00"
        line.until->setText(tr("to"));
        //: %1 is a weekday
        line.day->setAccessibleName(tr("Quiet hours on %1").arg(dayName(day)));
        //: %1 is a weekday
        line.from->setAccessibleName(tr("%1: quiet from").arg(dayLabel(day)));
        //: %1 is a weekday
        line.to->setAccessibleName(tr("%1: quiet until").arg(dayLabel(day)));
        for (QTimeEdit* time : {line.from, line.to}) {
            time->setLocale(QLocale{});
            time->setDisplayFormat(QLocale{}.timeFormat(QLocale::ShortFormat));
        }
    }
}

QList<QWidget*> QuietHoursField::editors() const
{
    QList<QWidget*> result;
    for (const Line& line : m_lines)
        result << line.day << line.from << line.to;
    return result << m_copy;
}

} // namespace tocsin
