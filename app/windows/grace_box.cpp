// SPDX-License-Identifier: MIT
#include "app/windows/grace_box.h"

#include <QRegularExpression>

namespace tocsin {

using namespace Qt::StringLiterals;

namespace {

constexpr int Minute{60};
constexpr int Step{15};
constexpr int LeastShownInMinutes{120};

QString minuteUnit()
{
    return GraceBox::tr("min");
}

QRegularExpressionMatch parts(const QString& text)
{
    static const QRegularExpression form{u"^\\s*(\\d{1,4})\\s*(\\p{L}*)\\s*$"_s};
    return form.match(text);
}

} // namespace

GraceBox::GraceBox(QWidget* parent)
    : QSpinBox{parent}
{
    setSingleStep(Step);
}

void GraceBox::focusOutEvent(QFocusEvent* event)
{
    QSpinBox::focusOutEvent(event);
    interpretText(); // for the unit
}

QString GraceBox::textFromValue(int seconds) const
{
    //: seconds, minutes; %1 is a number
    return seconds >= LeastShownInMinutes && seconds % Minute == 0
               ? u"%1 %2"_s.arg(seconds / Minute).arg(minuteUnit())
               : u"%1 %2"_s.arg(seconds).arg(tr("s"));
}

int GraceBox::valueFromText(const QString& text) const
{
    if (!specialValueText().isEmpty() && text == specialValueText())
        return minimum();
    const QRegularExpressionMatch match = parts(text);
    const bool isMinutes = !match.captured(2).isEmpty() && minuteUnit().startsWith(match.captured(2));
    return match.captured(1).toInt() * (isMinutes ? Minute : 1);
}

QValidator::State GraceBox::validate(QString& text, int& /*position*/) const
{
    if (text.trimmed().isEmpty())
        return QValidator::Intermediate;
    if (!specialValueText().isEmpty() && text == specialValueText())
        return QValidator::Acceptable;
    const QRegularExpressionMatch match = parts(text);
    const QString unit = match.captured(2);
    if (!match.hasMatch() || (!unit.isEmpty() && !minuteUnit().startsWith(unit) && unit != tr("s")))
        return QValidator::Invalid;
    const int value = valueFromText(text);
    return value >= minimum() && value <= maximum() ? QValidator::Acceptable : QValidator::Intermediate;
}

} // namespace tocsin
