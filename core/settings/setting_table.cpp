// SPDX-License-Identifier: MIT
#include "core/settings/setting_table.h"

#include "core/settings/server_address.h"

#include <QCoreApplication>
#include <QDateTime>
#include <QRegularExpression>
#include <QStringList>

namespace tocsin {

using namespace Qt::StringLiterals;

namespace {

struct Words
{
    Q_DECLARE_TR_FUNCTIONS(SettingTable)
};

std::optional<QVariant> usableSwitch(const QString& text)
{
    if (text == "true"_L1 || text == "1"_L1)
        return true;
    if (text == "false"_L1 || text == "0"_L1)
        return false;
    return std::nullopt;
}

std::optional<QVariant> usableNumber(const SettingRow& row, const QString& text)
{
    bool isNumber = false;
    const int number = text.toInt(&isNumber);
    if (!isNumber || number < row.least || number > row.most)
        return std::nullopt;
    return number;
}

QStringList usablePatterns(const QStringList& patterns)
{
    QStringList usable;
    for (const QString& pattern : patterns) {
        if (!pattern.isEmpty() && QRegularExpression{pattern}.isValid())
            usable += pattern;
    }
    return usable;
}

std::optional<QVariant> usableTextWhen(const QString& text)
{
    return textWhenFrom(text) ? std::optional<QVariant>{text} : std::nullopt;
}

std::optional<QVariant> usableQuietHours(QStringList spans)
{
    spans.removeAll(QString{}); // an empty list is written as one
    const std::optional<QuietHours> hours = QuietHours::fromStrings(spans);
    return hours ? std::optional<QVariant>{hours->toStrings()} : std::nullopt;
}

std::optional<QVariant> usableMoment(const QString& text)
{
    if (text.isEmpty())
        return text;
    const QDateTime moment = QDateTime::fromString(text, Qt::ISODate);
    return moment.isValid() ? std::optional<QVariant>{moment.toUTC().toString(Qt::ISODate)} : std::nullopt;
}

std::optional<QVariant> usablePresence(const QString& text)
{
    const bool isKnown = text.isEmpty() || text == "away"_L1 || text == "here"_L1;
    return isKnown ? std::optional<QVariant>{text} : std::nullopt;
}

} // namespace

std::optional<QVariant> usableValue(const SettingRow& row, const QVariant& value)
{
    const QString text = value.toString().trimmed();
    switch (row.kind) {
    case SettingKind::Switch:
        return usableSwitch(text);
    case SettingKind::Seconds:
    case SettingKind::Minutes:
        return usableNumber(row, text);
    case SettingKind::ServerUrl:
        if (!serverAddressProblem(text).isEmpty())
            return std::nullopt;
        return parsedServerAddress(text).toString();
    case SettingKind::Language:
    case SettingKind::File:
        return text;
    case SettingKind::Patterns:
        return usablePatterns(value.toStringList());
    case SettingKind::TextWhen:
        return usableTextWhen(text);
    case SettingKind::QuietHours:
        return usableQuietHours(value.toStringList());
    case SettingKind::Moment:
        return usableMoment(text);
    case SettingKind::Presence:
        return usablePresence(text);
    }
    return std::nullopt;
}

QVariant defaultValue(const SettingRow& row)
{
    if (row.kind == SettingKind::Patterns || row.kind == SettingKind::QuietHours)
        return QStringList{};
    if (const auto* when = std::get_if<TextWhen>(&row.initial))
        return wireName(*when);
    if (const auto* number = std::get_if<int>(&row.initial))
        return *number;
    if (const auto* isOn = std::get_if<bool>(&row.initial))
        return *isOn;
    return QString{std::get<QLatin1StringView>(row.initial)};
}

QString expectation(const SettingRow& row)
{
    switch (row.kind) {
    case SettingKind::Switch:
        return Words::tr("true or false");
    case SettingKind::Seconds:
    case SettingKind::Minutes:
        return Words::tr("a number from %1 to %2").arg(row.least).arg(row.most);
    case SettingKind::ServerUrl:
        return Words::tr("an address such as https://texts.example.com (http only for this computer)");
    case SettingKind::TextWhen: {
        QStringList names;
        for (const TextWhen when : TextWhens)
            names += wireName(when);
        return Words::tr("one of %1").arg(names.join(u", "_s));
    }
    case SettingKind::QuietHours:
        return Words::tr("a list of quiet hours, each weekday once, such as mon-fri 22:00-07:00");
    case SettingKind::Moment:
        return Words::tr("a time, such as 2026-02-01T14:00:00Z");
    case SettingKind::Presence:
        return Words::tr("away, here or empty");
    case SettingKind::Language:
    case SettingKind::File:
    case SettingKind::Patterns:
        break; // any text will do
    }
    return {};
}

QString settingText(const char* text)
{
    return QCoreApplication::translate("SettingTable", text);
}

QString settingName(const SettingRow& row)
{
    QString name = settingText(row.label);
    name.remove(u'&');
    while (name.endsWith(u':') || name.endsWith(u' ') || name.endsWith(QChar::Nbsp))
        name.chop(1);
    //: a topic, and what is chosen for it: "Needs permission: text"
    return row.topic ? QCoreApplication::translate("SettingTable", "%1: %2").arg(topicLabel(*row.topic), name)
                     : name;
}

} // namespace tocsin
