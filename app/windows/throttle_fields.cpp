// SPDX-License-Identifier: MIT
#include "app/windows/throttle_fields.h"

#include "core/settings/settings.h"

#include <QGridLayout>
#include <QLabel>
#include <QSpinBox>

namespace tocsin {

using namespace Qt::StringLiterals;

namespace {

std::chrono::seconds secondsOf(const QSpinBox& box)
{
    return std::chrono::seconds{box.value()};
}

void put(std::chrono::seconds pause, QSpinBox& box)
{
    box.setValue(static_cast<int>(pause.count()));
}

} // namespace

ThrottleFields::ThrottleFields(QWidget* parent)
    : QWidget{parent}
    , m_heading{new QLabel{this}}
{
    auto* grid = new QGridLayout{this};
    grid->setContentsMargins({});
    m_heading->setWordWrap(true);
    grid->addWidget(m_heading, 0, 0, 1, 2);
    grid->setColumnStretch(0, 1);
    m_error = addField(*grid, u"errorPause"_s);
    m_done = addField(*grid, u"donePause"_s);
    m_waiting = addField(*grid, u"waitingPause"_s);
    setFocusProxy(m_error.seconds);
    setTabOrder(m_error.seconds, m_done.seconds);
    setTabOrder(m_done.seconds, m_waiting.seconds);
}

ThrottleFields::Field ThrottleFields::addField(QGridLayout& grid, const QString& name)
{
    const Field field{.label = new QLabel{this}, .seconds = new QSpinBox{this}};
    field.seconds->setObjectName(name);
    field.seconds->setRange(0, static_cast<int>(LongestThrottleInterval.count()));
    field.seconds->setSingleStep(5);
    field.label->setBuddy(field.seconds);
    const int row = grid.rowCount();
    grid.addWidget(field.label, row, 0);
    grid.addWidget(field.seconds, row, 1);
    return field;
}

// NOLINTNEXTLINE(readability-make-member-function-const): it changes what the fields show
void ThrottleFields::setPauses(const ThrottleIntervals& pauses)
{
    put(pauses.error, *m_error.seconds);
    put(pauses.done, *m_done.seconds);
    put(pauses.waiting, *m_waiting.seconds);
}

ThrottleIntervals ThrottleFields::pauses() const
{
    return {.error = secondsOf(*m_error.seconds),
            .done = secondsOf(*m_done.seconds),
            .waiting = secondsOf(*m_waiting.seconds)};
}

void ThrottleFields::retranslate()
{
    m_heading->setText(tr("Notifications of one session that follow each other are gathered into one, with "
                          "their number. Permissions and questions come at once."));
    m_error.label->setText(tr("Gather &errors for:"));
    m_error.seconds->setAccessibleName(tr("Gather errors for"));
    m_done.label->setText(tr("Gather &finished turns for:"));
    m_done.seconds->setAccessibleName(tr("Gather finished turns for"));
    m_waiting.label->setText(tr("Gather re&minders for:"));
    m_waiting.seconds->setAccessibleName(tr("Gather reminders for"));
    for (const Field& field : {m_error, m_done, m_waiting}) {
        //: seconds
        field.seconds->setSuffix(tr(" s"));
        //: instead of 0 seconds: no notification is gathered with others
        field.seconds->setSpecialValueText(tr("each at once"));
        field.seconds->setAccessibleDescription(m_heading->text());
    }
}

} // namespace tocsin
