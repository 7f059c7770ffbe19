// SPDX-License-Identifier: MIT
#include "core/base/utc_time.h"
#include "core/policy/plan.h"

#include <QFile>
#include <QTest>
#include <QTimeZone>

using namespace tocsin;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

const QDateTime Raised = utcAt(QDate{2026, 2, 2}, QTime{14, 0});

Alert alertOf(const QString& topic)
{
    static const QHash<QString, AlertCause> Causes{
        {u"permission"_s, AlertCause::Permission}, {u"question"_s, AlertCause::Question},
        {u"waiting"_s, AlertCause::Idle},          {u"error"_s, AlertCause::Api},
        {u"usage_limit"_s, AlertCause::Api},       {u"finished"_s, AlertCause::TurnDone},
        {u"no_activity"_s, AlertCause::Inactive},  {u"lost"_s, AlertCause::Lost}};
    const AlertCause cause = Causes.value(topic);
    return {.kind = kindOf(cause),
            .cause = cause,
            .raisedAt = Raised,
            .duration = 5min,
            .isUsageLimit = topic == "usage_limit"_L1};
}

/// As a new installation has it, with round numbers.
Preferences usual()
{
    Preferences preferences{.followDoNotDisturb = true,
                            .minimumTurn = 30s,
                            .dialogToNotification = 1s,
                            .dialogToText = 6s,
                            .late = 15min,
                            .lateToNotification = 3s};
    for (const AlertTopic topic : AlertTopics) {
        TopicPreferences& of = preferences.of(topic);
        const bool canWait =
            topic == AlertTopic::Waiting || topic == AlertTopic::Finished || topic == AlertTopic::NoActivity;
        of.text = TextWhen::AfterGrace;
        of.grace = canWait ? 180s : 60s;
    }
    return preferences;
}

/// One line of plans.txt.
class Row final
{
public:
    explicit Row(const QStringList& columns)
        : m_topic{columns.at(0)}
        , m_open{.alert = alertOf(m_topic)}
        , m_preferences{usual()}
    {
        m_context.now = Raised;
        for (const QString& word : columns.at(1).split(u' '))
            applyContext(word.section(u'=', 0, 0), word.section(u'=', 1));
        for (const QString& word : columns.at(2).split(u' '))
            applyPreference(word.section(u'=', 0, 0), word.section(u'=', 1));
    }

    [[nodiscard]] Plan plan() const { return planFor(m_open, m_context, m_preferences); }
    [[nodiscard]] const QStringList& unknownWords() const { return m_unknown; }

private:
    static QDateTime at(const QString& seconds) { return Raised.addSecs(seconds.toLongLong()); }

    void applyContext(const QString& word, const QString& value)
    {
        if (word == "present"_L1)
            m_context.presence = Presence::Present;
        else if (word == "away"_L1)
            m_context.presence = Presence::Away;
        else if (word == "no_service"_L1)
            m_context.canNotify = false;
        else if (word == "focused"_L1)
            m_context.isTerminalFocused = true;
        else if (word == "reacted"_L1)
            m_context.hasReacted = true;
        else if (word == "dnd"_L1)
            m_context.isDoNotDisturb = true;
        else if (word == "locked"_L1)
            m_context.isScreenLocked = true;
        else if (word == "headless"_L1)
            m_context.isUnattended = true;
        else if (word == "teammate"_L1)
            m_context.isTeammate = true;
        else if (word == "wished"_L1)
            m_context.isWished = true;
        else if (word == "began_away"_L1)
            m_context.turnBeganAway = true;
        else if (word == "muted"_L1)
            m_context.mutedUntil = at(value);
        else if (word == "known"_L1)
            m_context.knownAt = at(value);
        else if (word == "now"_L1)
            m_context.now = at(value);
        else if (word == "shown"_L1)
            m_open.desktop.shownAt = at(value);
        else if (word == "duration"_L1)
            m_open.alert.duration = std::chrono::seconds{value.toInt()};
        else if (word == "settled"_L1)
            m_open.isSettled = true;
        else if (word != "-"_L1)
            m_unknown += word;
    }

    void applyPreference(const QString& word, const QString& value)
    {
        TopicPreferences& topic = m_preferences.of(topicOf(m_open.alert));
        if (word == "text"_L1)
            topic.text = value == "never"_L1     ? TextWhen::Never
                         : value == "at_once"_L1 ? TextWhen::AtOnce
                                                 : TextWhen::AfterGrace;
        else if (word == "notification"_L1)
            topic.notification = value != "off"_L1;
        else if (word == "sound"_L1)
            topic.sound = value != "off"_L1;
        else if (word == "grace"_L1)
            topic.grace = std::chrono::seconds{value.toInt()};
        else if (word == "except"_L1)
            topic.duringQuietHours = true;
        else if (word == "quiet"_L1)
            setQuietHours(value);
        else if (word == "dnd"_L1)
            m_preferences.followDoNotDisturb = value != "off"_L1;
        else if (word == "hide"_L1)
            m_preferences.hideContents = true;
        else if (word == "headless"_L1)
            m_preferences.alertHeadless = value == "on"_L1;
        else if (word == "teammates"_L1)
            m_preferences.alertTeammates = value == "on"_L1;
        else if (word == "minimum"_L1)
            m_preferences.minimumTurn = std::chrono::seconds{value.toInt()};
        else if (word != "-"_L1)
            m_unknown += word;
    }

    /// The context has them as times; QuietHours has a test of its own.
    void setQuietHours(const QString& span)
    {
        const auto timeOf = [](const QString& text) {
            return utcAt(Raised.date(),
                         QTime::fromString(text, text.size() > 5 ? u"HH:mm:ss"_s : u"HH:mm"_s));
        };
        m_context.quietFrom = timeOf(span.section(u'-', 0, 0));
        m_context.quietUntil = timeOf(span.section(u'-', 1));
    }

    QString m_topic;
    OpenAlert m_open;
    Context m_context{};
    Preferences m_preferences;
    QStringList m_unknown{};
};

/// As plans.txt says it.
QString textOf(const ChannelPlan& plan)
{
    const QString when = plan.isNever() ? u"never"_s : u"+%1s"_s.arg(Raised.secsTo(plan.at));
    return (when + u' ' + wireName(plan.reason)).trimmed();
}

QString styleOf(const Plan& plan)
{
    QStringList words;
    if (plan.isUrgent)
        words += u"urgent"_s;
    if (plan.hasSound)
        words += u"sound"_s;
    if (plan.hidesContents)
        words += u"hidden"_s;
    return words.isEmpty() ? u"-"_s : words.join(u' ');
}

} // namespace

class TestPlanTable final : public QObject
{
    Q_OBJECT

    int m_rows{0};

private Q_SLOTS:
    void plansAsTheTableSays_data()
    {
        QTest::addColumn<QStringList>("columns");
        QFile file{QFINDTESTDATA("plans.txt")};
        QVERIFY(file.open(QIODevice::ReadOnly));
        QString group;
        int number{0};
        for (QByteArray line : file.readAll().split('\n')) {
            ++number;
            if (line.startsWith('#') || line.trimmed().isEmpty())
                continue;
            QStringList columns = QString::fromUtf8(line).split(u'|');
            for (QString& column : columns)
                column = column.simplified();
            QTest::addRow("line %d: %s", number, qPrintable(columns.value(0))) << columns;
            ++m_rows;
        }
    }
    void plansAsTheTableSays()
    {
        QFETCH(QStringList, columns);
        QCOMPARE(columns.size(), 6);
        const Row row{columns};
        QCOMPARE(row.unknownWords(), QStringList{});
        const Plan plan = row.plan();
        QCOMPARE(textOf(plan.notification), columns.at(3));
        QCOMPARE(textOf(plan.text), columns.at(4));
        QCOMPARE(styleOf(plan), columns.at(5));
    }
    void theTableIsLongEnough() { QVERIFY2(m_rows >= 200, qPrintable(QString::number(m_rows))); }
};

QTEST_GUILESS_MAIN(TestPlanTable)
#include "test_plan_table.moc"
