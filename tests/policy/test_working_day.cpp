// SPDX-License-Identifier: MIT
#include "core/base/utc_time.h"
#include "tests/policy/day_stage.h"

#include <QTest>

#include <algorithm>
#include <random>

using namespace tocsin;
using namespace tocsin::test;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

const QDateTime Begin = utcAt(QDate{2026, 2, 2}, QTime{9, 0});
constexpr std::chrono::hours Length{8};
const QStringList Sessions{u"shop"_s, u"site"_s, u"api"_s, u"docs"_s, u"tests"_s, u"tools"_s};

struct Span
{
    QDateTime from{};
    QDateTime to{};
};

/// The person leaves ten times: for a coffee, for lunch, for a meeting.
std::vector<Span> absences()
{
    const auto at = [](int hour, int minute) { return utcAt(Begin.date(), QTime{hour, minute}); };
    return {{at(9, 35), at(9, 41)},  {at(10, 10), at(10, 13)}, {at(10, 50), at(11, 25)},
            {at(11, 58), at(12, 2)}, {at(12, 20), at(13, 15)}, {at(13, 50), at(13, 54)},
            {at(14, 30), at(15, 0)}, {at(15, 22), at(15, 27)}, {at(15, 55), at(16, 2)},
            {at(16, 30), at(16, 45)}};
}

bool isThere(const QDateTime& time)
{
    const std::vector<Span> away = absences();
    return std::none_of(away.begin(), away.end(),
                        [&](const Span& span) { return span.from <= time && time < span.to; });
}

/// When the person is there next, from `time` on.
QDateTime backAt(const QDateTime& time)
{
    for (const Span& span : absences()) {
        if (span.from <= time && time < span.to)
            return span.to;
    }
    return time;
}

/// As a new installation has them; `before` as they were without a policy: each alert is a text at once.
Preferences preferences(bool before)
{
    Preferences preferences{.minimumTurn = before ? 0s : 30s};
    for (const AlertTopic topic : AlertTopics) {
        const bool canWait =
            topic == AlertTopic::Waiting || topic == AlertTopic::Finished || topic == AlertTopic::NoActivity;
        preferences.of(topic).text = before ? TextWhen::AtOnce : TextWhen::AfterGrace;
        preferences.of(topic).grace = canWait ? 180s : 60s;
    }
    return preferences;
}

/// One alert of the script, which alone says whether a text about it was needed.
struct ScriptedAlert
{
    QString session{};
    AlertCause cause{AlertCause::Idle};
    QDateTime at{};
    QDateTime answeredAt{};
    bool isNeeded{false};
    int texts{0};
};

struct Outcome
{
    int events{0};
    int texts{0};
    int needless{0};
    int needed{0};
    QStringList missed{};
    QStringList needlessTexts{};
};

/// Six sessions work. Each asks, fails and finishes by the script; the person answers within half a minute of
/// being there. The same script whatever the policy does.
class Day final
{
public:
    explicit Day(bool before)
        : m_before{before}
    {
        EngineConfig config;
        config.preferences = preferences(before);
        m_stage = std::make_unique<DayStage>(config, Begin, !before);
        m_stage->onText = [this](const TextSent& text) { count(text); };
    }

    Outcome play()
    {
        write();
        std::stable_sort(m_script.begin(), m_script.end(),
                         [](const Step& a, const Step& b) { return a.at < b.at; });
        for (const Step& step : m_script) {
            m_stage->advanceTo(step.at);
            step.play(*m_stage);
        }
        m_stage->advanceTo(Begin + Length + 30min);
        for (const ScriptedAlert& alert : m_alerts) {
            m_outcome.needed += alert.isNeeded ? 1 : 0;
            if (alert.isNeeded && alert.texts == 0)
                m_outcome.missed += u"%1 of %2 at %3, answered at %4"_s.arg(
                    wireName(alert.cause), alert.session, alert.at.toString(u"HH:mm:ss"_s),
                    alert.answeredAt.toString(u"HH:mm:ss"_s));
        }
        return m_outcome;
    }

private:
    struct Step
    {
        QDateTime at{};
        std::function<void(DayStage&)> play{};
    };

    void step(const QDateTime& at, std::function<void(DayStage&)> play)
    {
        m_script.push_back({at, std::move(play)});
    }
    void say(const QDateTime& at, const QString& session, hook::Details details)
    {
        ++m_outcome.events;
        step(at, [session, details = std::move(details)](DayStage& stage) { stage.hook(session, details); });
    }
    [[nodiscard]] int upTo(int most) { return std::uniform_int_distribution<int>{0, most}(m_random); }

    /// Needed: still open, and the person was not there when it came, nor within the grace time.
    void expect(const QString& session, AlertCause cause, const QDateTime& at, const QDateTime& answeredAt)
    {
        const bool canWait = cause == AlertCause::TurnDone || cause == AlertCause::Idle;
        const std::chrono::seconds grace = canWait ? 180s : 60s;
        bool wasThere{false};
        for (QDateTime time = at; time <= at.addSecs(grace.count()) && !wasThere; time = time.addSecs(1))
            wasThere = isThere(time);
        m_alerts.push_back({.session = session,
                            .cause = cause,
                            .at = at,
                            .answeredAt = answeredAt,
                            .isNeeded = !wasThere && answeredAt > at.addSecs(grace.count())});
    }

    [[nodiscard]] QDateTime reactionTo(const QDateTime& at) { return backAt(at.addSecs(5 + upTo(25))); }

    void write()
    {
        for (const Span& span : absences()) {
            // It takes two minutes without a key until a computer knows.
            step(span.from.addSecs(120) < span.to ? span.from.addSecs(120) : span.to,
                 [span](DayStage& stage) {
                     if (stage.now() < span.to)
                         stage.setSurroundings({.presence = Presence::Away});
                 });
            step(span.to, [](DayStage& stage) { stage.setSurroundings({.presence = Presence::Present}); });
        }
        step(Begin, [](DayStage& stage) { stage.setSurroundings({.presence = Presence::Present}); });
        for (const QString& session : Sessions)
            write(session, Begin.addSecs(upTo(1200)));
    }

    /// Turns, one after the other, until the day is over.
    void write(const QString& session, QDateTime time)
    {
        say(time, session, hook::SessionStart{.source = u"startup"_s});
        while (time < Begin + Length) {
            time = backAt(time);
            say(time, session, hook::UserPromptSubmit{.prompt = u"go on"_s});
            const int requests = upTo(2);
            for (int request = 0; request < requests; ++request) {
                time = time.addSecs(120 + upTo(900));
                const hook::ToolCall call{.tool = u"Bash"_s,
                                          .input = {{u"command"_s, u"make %1"_s.arg(++m_number)}}};
                say(time, session, hook::PermissionRequest{.call = call});
                const bool byRule = upTo(3) == 0;
                const QDateTime answer = byRule ? time.addMSecs(400) : reactionTo(time);
                if (!byRule)
                    expect(session, AlertCause::Permission, time, answer);
                time = answer;
                say(time, session, hook::PostToolUse{.call = call});
            }
            time = time.addSecs(60 + upTo(1500));
            if (upTo(11) == 0) {
                say(time, session, hook::StopFailure{.error = u"server_error"_s});
                const QDateTime answer = reactionTo(time);
                expect(session, AlertCause::Api, time, answer);
                time = answer;
            } else {
                say(time, session, hook::Stop{});
                const QDateTime told = time.addSecs(3);
                const QDateTime answer = reactionTo(told);
                expect(session, AlertCause::TurnDone, told, answer);
                time = answer;
            }
        }
        // The last answer: the person goes home.
        say(time, session, hook::SessionEnd{.reason = u"prompt_input_exit"_s});
    }

    void count(const TextSent& text)
    {
        ++m_outcome.texts;
        const auto alert =
            std::find_if(m_alerts.rbegin(), m_alerts.rend(), [&](const ScriptedAlert& candidate) {
                return candidate.session == text.sessionId && candidate.cause == text.cause &&
                       candidate.at <= text.at && text.at <= candidate.answeredAt;
            });
        if (alert != m_alerts.rend())
            ++alert->texts;
        if (alert == m_alerts.rend() || !alert->isNeeded) {
            ++m_outcome.needless;
            const auto clock = [](const QDateTime& time) { return time.toString(u"HH:mm:ss"_s); };
            m_outcome.needlessTexts += u"%1 of %2, texted at %3: %4"_s.arg(
                wireName(text.cause), text.sessionId, clock(text.at),
                alert == m_alerts.rend() ? u"no alert of the script"_s
                                         : u"raised at %1, answered at %2, the person is %3"_s.arg(
                                               clock(alert->at), clock(alert->answeredAt),
                                               isThere(text.at) ? u"there"_s : u"gone"_s));
        }
    }

    bool m_before;
    std::mt19937 m_random{2026};
    std::unique_ptr<DayStage> m_stage;
    std::vector<Step> m_script;
    std::vector<ScriptedAlert> m_alerts;
    Outcome m_outcome;
    int m_number{0};
};

} // namespace

/// A day at work with six sessions, of which the person leaves the computer ten times: the texts without and
/// with the policy.
class TestWorkingDay final : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void textsWhatThePersonCannotHaveSeen()
    {
        const Outcome before = Day{true}.play();
        const Outcome after = Day{false}.play();
        qInfo("%d events, %d alerts that need a text", after.events, after.needed);
        qInfo("without the policy: %d texts, %d of them needless, %lld needed ones missing", before.texts,
              before.needless, static_cast<long long>(before.missed.size()));
        qInfo("with the policy: %d texts, %d of them needless, %lld needed ones missing", after.texts,
              after.needless, static_cast<long long>(after.missed.size()));
        for (const QString& text : after.needlessTexts)
            qInfo("needless: %s", qPrintable(text));
        QCOMPARE(after.events, before.events);
        QVERIFY(after.events >= 300);
        QVERIFY(after.needed >= 5);
        QVERIFY(before.needless > after.needless * 5);
        // Needless ones are of a person who has left, and comes back within the grace time: who is away is
        // texted at once.
        QVERIFY(after.texts <= after.needed + after.needed / 10);
        QCOMPARE(after.missed, QStringList{});
    }
};

QTEST_GUILESS_MAIN(TestWorkingDay)
#include "test_working_day.moc"
