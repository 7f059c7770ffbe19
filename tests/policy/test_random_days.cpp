// SPDX-License-Identifier: MIT
#include "core/base/utc_time.h"
#include "tests/policy/day_stage.h"

#include <QTest>

#include <random>

using namespace tocsin;
using namespace tocsin::test;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

constexpr int DaysInSuite{400};
const QDateTime Midnight = utcAt(QDate{2026, 2, 2}, QTime{0, 0});

class Chance final
{
public:
    explicit Chance(quint32 seed)
        : m_random{seed}
    {}
    [[nodiscard]] int upTo(int most) { return std::uniform_int_distribution<int>{0, most}(m_random); }
    [[nodiscard]] bool percent(int share) { return upTo(99) < share; }
    template<typename T> [[nodiscard]] T oneOf(std::initializer_list<T> list)
    {
        return *(list.begin() + upTo(static_cast<int>(list.size()) - 1));
    }

private:
    std::mt19937 m_random;
};

Preferences randomPreferences(Chance& chance)
{
    Preferences preferences{.followDoNotDisturb = chance.percent(70),
                            .minimumTurn = chance.oneOf({0s, 30s, 600s}),
                            .alertHeadless = chance.percent(20)};
    for (const AlertTopic topic : AlertTopics) {
        TopicPreferences& of = preferences.of(topic);
        of.notification = chance.percent(90);
        of.text =
            chance.oneOf({TextWhen::AfterGrace, TextWhen::AfterGrace, TextWhen::AtOnce, TextWhen::Never});
        of.grace = chance.oneOf({0s, 10s, 60s, 180s, 600s});
        of.duringQuietHours = chance.percent(30);
    }
    for (int day = 1; day <= 7; ++day) {
        if (chance.percent(40))
            preferences.quietHours.set(day, QuietSpan{QTime{chance.upTo(23), chance.upTo(3) * 15},
                                                      QTime{chance.upTo(23), chance.upTo(3) * 15}});
    }
    return preferences;
}

Surroundings randomSurroundings(Chance& chance)
{
    const auto presence = [&] {
        return chance.oneOf({Presence::Present, Presence::Away, Presence::Away, Presence::Unknown});
    };
    Surroundings surroundings{.presence = presence(),
                              .canNotify = chance.percent(90),
                              .isDoNotDisturb = chance.percent(15),
                              .isScreenLocked = chance.percent(10)};
    for (const QString& session : {u"A"_s, u"B"_s}) {
        if (chance.percent(30))
            surroundings.terminals.insert(session, {.presence = presence(), .isFocused = chance.percent(40)});
    }
    return surroundings;
}

} // namespace

/// Whatever a day brings: no alert is held back without a reason that is recorded and ends, no text goes out
/// that the person does not want then, and none that is wanted stays away. TOCSIN_DAYS and TOCSIN_SEED are
/// for longer runs by hand.
class TestRandomDays final : public QObject
{
    Q_OBJECT

    /// What the engine is to know of how things stand, by our own account.
    [[nodiscard]] Context contextOf(const OpenAlert& open, const QDateTime& now) const
    {
        const Surroundings& around = m_day->surroundings();
        const TerminalSurroundings terminal = around.terminals.value(open.alert.sessionId);
        Context context{.now = now,
                        .turnBeganAway = m_beganAway.value(open.alert.sessionId),
                        .hasReacted = m_reacted.contains(open.alert.id) &&
                                      m_reacted.at(open.alert.id) == open.alert.raisedAt,
                        .knownAt = open.knownAt,
                        .presence =
                            terminal.presence != Presence::Unknown ? terminal.presence : around.presence,
                        .isTerminalFocused = terminal.isFocused,
                        .canNotify = around.canNotify,
                        .isDoNotDisturb = around.isDoNotDisturb,
                        .isScreenLocked = around.isScreenLocked,
                        .mutedUntil = m_muted.value(open.alert.sessionId)};
        const QuietHours& quiet = m_day->config().preferences.quietHours;
        if (const auto end = quiet.endAt(now)) {
            context.quietFrom = now;
            context.quietUntil = *end;
        } else if (const auto start = quiet.nextStart(now)) {
            context.quietFrom = *start;
            context.quietUntil = quiet.endAt(*start).value_or(*start);
        }
        return context;
    }

    [[nodiscard]] QString describe(const OpenAlert& open) const
    {
        return u"day %1, %2: alert %3 of %4 (%5), notification %6 %7 at %8, text %9 %10"_s
                   .arg(QString::number(m_number), m_day->now().toString(u"ddd HH:mm:ss.zzz"_s))
                   .arg(open.alert.id.value)
                   .arg(open.alert.sessionId, wireName(topicOf(open.alert)), wireName(open.desktop.progress),
                        open.desktop.reason, open.desktop.at.toString(u"ddd HH:mm:ss.zzz"_s),
                        wireName(open.sms.progress), open.sms.reason) +
               u" at "_s + open.sms.at.toString(u"ddd HH:mm:ss.zzz"_s);
    }
    void fail(const QString& what) { m_mistakes += what; }

    /// A text goes out: does the person want it now?
    void checkText(const TextSent& text)
    {
        if (m_day->isServerAway())
            return; // it waited there, and could not be taken back
        for (const OpenAlert& open : m_day->open())
            m_last[open.alert.id] = open;
        const auto known = m_last.find(text.alert);
        if (known == m_last.end() || known->second.alert.raisedAt != text.raisedAt)
            return; // of an alert that was over before, or is another one by now
        const OpenAlert& open = known->second;
        const Preferences& preferences = m_day->config().preferences;
        const TopicPreferences& topic = preferences.of(topicOf(open.alert));
        const Context context = contextOf(open, m_day->now());
        if (topic.text == TextWhen::Never)
            fail(describe(open) + u": texted, and switched off"_s);
        if (context.mutedUntil > m_day->now())
            fail(describe(open) + u": texted, and muted"_s);
        if (preferences.quietHours.endAt(m_day->now()) && !topic.duringQuietHours)
            fail(describe(open) + u": texted in quiet hours"_s);
        if (context.hasReacted)
            fail(describe(open) + u": texted, and the person has seen it"_s);
        if (open.isDialog() && open.alert.raisedAt.msecsTo(m_day->now()) < 6000)
            fail(describe(open) + u": texted within 6 s"_s);
        if (!m_texted.insert(open.alert.id).second &&
            m_lastText.value(open.alert.id.value) == open.alert.raisedAt)
            fail(describe(open) + u": texted twice"_s);
        m_lastText.insert(open.alert.id.value, open.alert.raisedAt);
    }

    /// What is open, as things stand.
    void checkOpen()
    {
        m_last.clear();
        for (const OpenAlert& open : m_day->open())
            m_last.emplace(open.alert.id, open);
        for (const auto& [id, open] : m_last) {
            const Plan plan = planFor(open, contextOf(open, m_day->now()), m_day->config().preferences);
            checkNotification(open, plan);
            checkTextState(open, plan);
        }
    }

    void checkNotification(const OpenAlert& open, const Plan& plan)
    {
        using Progress = DesktopState::Progress;
        const Progress progress = open.desktop.progress;
        if (progress == Progress::Withheld && open.desktop.reason.isEmpty())
            fail(describe(open) + u": withheld without a reason"_s);
        const bool isDone = progress == Progress::Showing || progress == Progress::Seen ||
                            progress == Progress::Grouped || open.desktop.reason == "already_told"_L1;
        if (isDone)
            return;
        const bool isDue = !plan.notification.isNever() && plan.notification.at < m_day->now();
        if (isDue)
            fail(describe(open) + u": to be shown, and is not"_s);
        if (!plan.notification.isNever() != (progress == Progress::Due))
            fail(describe(open) + u": planned otherwise: "_s + wireName(plan.notification.reason));
    }

    void checkTextState(const OpenAlert& open, const Plan& plan)
    {
        using Progress = SmsState::Progress;
        const Progress progress = open.sms.progress;
        const bool isWaiting = progress == Progress::Due || progress == Progress::Withheld;
        const bool hasStayedAway = open.sms.reason == "already_told"_L1 || open.sms.reason == "summarized"_L1;
        if (!isWaiting || hasStayedAway)
            return;
        if (progress == Progress::Withheld && open.sms.reason.isEmpty())
            fail(describe(open) + u": no text, without a reason"_s);
        if (!plan.text.isNever() && plan.text.at < m_day->now())
            fail(describe(open) + u": to be texted, and is not"_s);
        if (plan.text.isNever() != (progress == Progress::Withheld))
            fail(describe(open) + u": planned otherwise: "_s + wireName(plan.text.reason));
    }

    void playStep(Chance& chance)
    {
        const QString session = chance.oneOf({u"A"_s, u"B"_s});
        const int what = chance.upTo(99);
        const hook::ToolCall call{.tool = u"Bash"_s,
                                  .input = {{u"command"_s, u"make %1"_s.arg(chance.upTo(2))}}};
        if (what < 15) {
            const Surroundings& around = m_day->surroundings();
            const Presence own = around.terminals.value(session).presence;
            m_beganAway.insert(session, (own != Presence::Unknown ? own : around.presence) == Presence::Away);
            m_day->hook(session, hook::UserPromptSubmit{.prompt = u"go on"_s});
        } else if (what < 32) {
            m_day->hook(session, hook::PermissionRequest{.call = call});
        } else if (what < 44) {
            m_day->hook(session, hook::PostToolUse{.call = call});
        } else if (what < 54) {
            m_day->hook(session, hook::Stop{});
        } else if (what < 60) {
            m_day->hook(session, hook::StopFailure{.error = u"server_error"_s});
        } else if (what < 65) {
            m_day->hook(session, hook::Notification{.type = u"idle_prompt"_s});
        } else if (what < 80) {
            m_day->setSurroundings(randomSurroundings(chance));
        } else if (what < 85) {
            const QDateTime until =
                chance.percent(20) ? QDateTime{} : m_day->now().addSecs(chance.oneOf({900, 3600, 28'800}));
            if (m_known.contains(session))
                m_muted.insert(session, until);
            m_day->mute(session, until);
        } else if (what < 90) {
            if (const std::vector<OpenAlert> open = m_day->open(); !open.empty()) {
                const Alert& alert =
                    open.at(static_cast<size_t>(chance.upTo(static_cast<int>(open.size()) - 1))).alert;
                m_reacted[alert.id] = alert.raisedAt;
                m_day->react(alert.id);
            }
        } else if (what < 94) {
            EngineConfig config = m_day->config();
            config.preferences = randomPreferences(chance);
            m_day->configure(config);
        } else if (what < 97) {
            m_day->restart();
        } else {
            m_day->setServerAway(!m_day->isServerAway());
        }
        m_known.insert(session);
    }

    void playDay(quint32 seed)
    {
        Chance chance{seed};
        m_last.clear();
        m_reacted.clear();
        m_muted.clear();
        m_beganAway.clear();
        m_texted.clear();
        m_lastText.clear();
        m_known.clear();
        EngineConfig config;
        config.preferences = randomPreferences(chance);
        m_day = std::make_unique<DayStage>(config, Midnight.addDays(chance.upTo(6)), chance.percent(60));
        m_day->onStep = [this] { checkOpen(); };
        m_day->onText = [this](const TextSent& text) { checkText(text); };
        const QDateTime end = m_day->now().addDays(1);
        for (const QString& session : {u"A"_s, u"B"_s}) {
            m_day->hook(session, hook::SessionStart{.source = u"startup"_s});
            m_known.insert(session);
        }
        const int steps = 10 + chance.upTo(30);
        for (int step = 0; step < steps && m_day->now() < end && m_mistakes.isEmpty(); ++step) {
            m_day->advanceTo(
                m_day->now().addMSecs(chance.oneOf({100, 2000, 30'000, 120'000, 1'200'000, 5'400'000})));
            playStep(chance);
        }
    }

    int m_number{0};
    std::unique_ptr<DayStage> m_day;
    std::map<AlertId, OpenAlert> m_last;
    std::map<AlertId, QDateTime> m_reacted; ///< to the alert that was raised then
    QHash<QString, QDateTime> m_muted;
    QHash<QString, bool> m_beganAway;
    std::set<AlertId> m_texted;
    QHash<qint64, QDateTime> m_lastText;
    QSet<QString> m_known;
    QStringList m_mistakes;

private Q_SLOTS:
    void nothingIsLostAndNothingIsUnwanted()
    {
        const int days = qEnvironmentVariableIntValue("TOCSIN_DAYS") > 0
                             ? qEnvironmentVariableIntValue("TOCSIN_DAYS")
                             : DaysInSuite;
        const quint32 seed = qEnvironmentVariable("TOCSIN_SEED", u"1"_s).toUInt();
        qsizetype texts{0};
        qsizetype shown{0};
        for (m_number = 0; m_number < days && m_mistakes.isEmpty(); ++m_number) {
            playDay(seed + static_cast<quint32>(m_number));
            texts += static_cast<qsizetype>(m_day->texts().size());
            shown += static_cast<qsizetype>(m_day->shown().size());
        }
        QVERIFY2(m_mistakes.isEmpty(), qPrintable(m_mistakes.join(u'\n')));
        QVERIFY(shown > days);
        QVERIFY(texts > days / 2);
        qInfo("%d days: %lld alerts shown, %lld texts", days, static_cast<long long>(shown),
              static_cast<long long>(texts));
    }
};

QTEST_GUILESS_MAIN(TestRandomDays)
#include "test_random_days.moc"
