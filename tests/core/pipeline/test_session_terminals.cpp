// SPDX-License-Identifier: MIT
// Which session may be typed into, as its hooks and its status file say, and a prompt's whole way: a real
// tmux, a program in place of Claude Code, and the real pipeline.
#include "core/pipeline/session_terminals.h"
#include "core/system/system_info.h"
#include "tests/core/pipeline/pipeline_stage.h"
#include "tests/core/terminal/prompt_program.h"
#include "tests/support/own_tmux.h"

#include <QDir>
#include <QSignalSpy>
#include <QTest>

using namespace tocsin;
using namespace tocsin::test;
using namespace Qt::StringLiterals;

namespace {

constexpr int LimitMs = 60'000;
const QString Session{u"session-1"_s};
using Kind = TerminalProblem::Kind;
using Problem = std::optional<TerminalProblem>;

struct Hook
{
    QString event;
    QJsonObject fields{};
};

const Hook Started{u"SessionStart"_s, {{u"source"_s, u"startup"_s}}};
const Hook Prompted{u"UserPromptSubmit"_s, {{u"prompt"_s, u"hello"_s}}};
const Hook Stopped{u"Stop"_s, {{u"stop_hook_active"_s, false}}};
const Hook Failed{u"StopFailure"_s, {{u"error"_s, u"rate_limit"_s}}};
const Hook Asked{u"Notification"_s, {{u"notification_type"_s, u"permission_prompt"_s}}};
const Hook Ended{u"SessionEnd"_s, {{u"reason"_s, u"other"_s}}};

} // namespace

class TestSessionTerminals final : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init()
    {
        m_folder = std::make_unique<QTemporaryDir>();
        m_stage = std::make_unique<CompanionStage>();
        QVERIFY(m_stage->begin(false));
        m_terminals = std::make_unique<Terminals>(
            Terminals::Dependencies{.programFolders = Programs::usualFolders(),
                                    .bus = QDBusConnection{u"none"_s},
                                    .programLimit = std::chrono::milliseconds{LimitMs}});
        m_sessions = std::make_unique<SessionTerminals>(m_stage->companion(), *m_terminals,
                                                        LocalMachine{.bootId = u"boot"_s});
        m_place = {.pid = QCoreApplication::applicationPid(),
                   .startTime = startOf(QCoreApplication::applicationPid())};
    }
    void cleanup()
    {
        m_sessions.reset();
        m_terminals.reset();
        m_stage.reset();
    }

    void isReadyOnlyWhenAllWitnessesSaySo_data()
    {
        QTest::addColumn<QList<Hook>>("hooks");
        QTest::addColumn<QJsonObject>("status");
        QTest::addColumn<bool>("isReady");
        const auto status = [](const QString& word) { return QJsonObject{{u"status"_s, word}}; };
        const QList<Hook> finished{Started, Prompted, Stopped};
        QTest::newRow("started") << QList<Hook>{Started} << status(u"idle"_s) << true;
        QTest::newRow("stopped by an error") << QList<Hook>{Prompted, Failed} << status(u"idle"_s) << true;
        QTest::newRow("works") << QList<Hook>{Started, Prompted} << status(u"idle"_s) << false;
        QTest::newRow("has a dialog") << QList<Hook>{Prompted, Asked} << status(u"idle"_s) << false;
        QTest::newRow("has ended") << QList<Hook>{Started, Ended} << status(u"idle"_s) << false;
        for (const QString& word : {u"busy"_s, u"waiting"_s, u"shell"_s, u"brandnew"_s})
            QTest::newRow(qPrintable(word)) << QList<Hook>{Started} << status(word) << false;
        QTest::newRow("no status") << QList<Hook>{Started} << QJsonObject{{u"pid"_s, 0}} << false;
        QTest::newRow("of an earlier process")
            << QList<Hook>{Started} << QJsonObject{{u"status"_s, u"idle"_s}, {u"procStart"_s, u"1"_s}}
            << false;
        QTest::newRow("of another session")
            << QList<Hook>{Started} << QJsonObject{{u"status"_s, u"idle"_s}, {u"sessionId"_s, u"other"_s}}
            << false;
        QTest::newRow("no hook at all") << QList<Hook>{} << status(u"idle"_s) << false;
    }
    void isReadyOnlyWhenAllWitnessesSaySo()
    {
        QFETCH(QList<Hook>, hooks);
        QFETCH(QJsonObject, status);
        for (const Hook& hook : hooks)
            take(hook);
        QVERIFY(writeStatus(status));
        QTEST(m_sessions->isReady(Session), "isReady");
    }

    void withoutAStatusFileItIsNotReady()
    {
        take(Started);
        QVERIFY(!m_sessions->isReady(Session));
    }

    void saysWhyNothingIsShown()
    {
        QCOMPARE(show(), TerminalProblem{Kind::NoSession});
        // Of another computer, as through a forwarded socket.
        take(Started, {{u"boot_id"_s, u"another"_s}});
        QCOMPARE(show(), TerminalProblem{Kind::OtherComputer});
        m_place.startTime = u"1"_s; // its pid is another process's by now
        take(Prompted);
        QCOMPARE(show(), TerminalProblem{Kind::ProcessGone});
    }

    void aSessionWithoutATerminalIsNotShown()
    {
        take(Started, {{u"claude"_s, QJsonObject{}}});
        QCOMPARE(show(), TerminalProblem{Kind::NoTerminal});
        QCOMPARE(continueWith(u"go on"_s), TerminalProblem{Kind::NoTerminal});
    }

    void aPromptReachesTheSessionThatWaits()
    {
        const OwnTmux tmux;
        const PromptProgram program;
        tmux.run(QStringList{u"new-session"_s, u"-d"_s, u"-s"_s, u"work"_s} + program.command());
        QTRY_VERIFY_WITH_TIMEOUT(program.isReady(), LimitMs);
        m_place = program.place();
        take(Started);
        QVERIFY(writeStatus({{u"status"_s, u"busy"_s}}));
        QCOMPARE(continueWith(u"go on"_s), TerminalProblem{Kind::NotReady});
        QVERIFY(!m_sessions->canContinue(Session));
        QCOMPARE(show(), (TerminalProblem{Kind::NotAttached, u"work"_s}));
        QVERIFY(writeStatus({{u"status"_s, u"idle"_s}}));
        QVERIFY(m_sessions->canContinue(Session));
        Problem problem{TerminalProblem{}};
        int answers = 0;
        m_sessions->continueWith(Session, u"go on"_s, [&](const Problem& answer) {
            problem = answer;
            ++answers;
        });
        QTRY_COMPARE_WITH_TIMEOUT(program.seen(u"prompt"_s), QStringList{u"go on"_s}, LimitMs);
        QCOMPARE(answers, 0); // not before the session reports it
        take({u"UserPromptSubmit"_s, {{u"prompt"_s, u"go on"_s}}});
        QTRY_COMPARE_WITH_TIMEOUT(answers, 1, LimitMs);
        QCOMPARE(problem, Problem{});
        QCOMPARE(program.seen(u"paste"_s), QStringList{u"go on"_s});
    }

private:
    static QString startOf(qint64 pid) { return QString::fromLatin1(processInfo(pid).startTime); }
    void take(const Hook& hook, const QJsonObject& header = {})
    {
        QJsonObject fields = hook.fields;
        fields.insert(u"transcript_path"_s, m_folder->filePath(u"projects/shop/session-1.jsonl"_s));
        QJsonObject request = CompanionStage::hook(hook.event, Session, fields);
        QJsonObject variables;
        for (auto it = m_place.variables.begin(); it != m_place.variables.end(); ++it)
            variables.insert(it.key(), it.value());
        request.insert(u"claude"_s, QJsonObject{{u"pid"_s, m_place.pid},
                                                {u"start_time"_s, m_place.startTime},
                                                {u"tty"_s, u"/dev/pts/7"_s}});
        request.insert(u"terminal"_s, variables);
        for (auto it = header.begin(); it != header.end(); ++it)
            request.insert(it.key(), it.value());
        m_stage->companion().takeHook(request);
    }
    [[nodiscard]] bool writeStatus(const QJsonObject& fields) const
    {
        QJsonObject status{
            {u"pid"_s, m_place.pid}, {u"procStart"_s, m_place.startTime}, {u"sessionId"_s, Session}};
        for (auto it = fields.begin(); it != fields.end(); ++it)
            status.insert(it.key(), it.value());
        QFile file{m_folder->filePath(u"sessions/%1.json"_s.arg(m_place.pid))};
        return QDir{m_folder->path()}.mkpath(u"sessions"_s) && file.open(QIODevice::WriteOnly) &&
               file.write(QJsonDocument{status}.toJson()) > 0;
    }
    template<typename Ask> static Problem answerTo(const Ask& ask)
    {
        std::optional<Problem> answer;
        ask([&](const Problem& problem) { answer = problem; });
        if (!QTest::qWaitFor([&] { return answer.has_value(); }, LimitMs))
            qFatal("no answer");
        return *answer;
    }
    Problem show()
    {
        return answerTo([this](const auto& onDone) { m_sessions->show(Session, onDone); });
    }
    Problem continueWith(const QString& prompt)
    {
        return answerTo([&](const auto& onDone) { m_sessions->continueWith(Session, prompt, onDone); });
    }

    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<CompanionStage> m_stage;
    std::unique_ptr<Terminals> m_terminals;
    std::unique_ptr<SessionTerminals> m_sessions;
    TerminalPlace m_place;
};

Q_DECLARE_METATYPE(Hook)
QTEST_GUILESS_MAIN(TestSessionTerminals)
#include "test_session_terminals.moc"
