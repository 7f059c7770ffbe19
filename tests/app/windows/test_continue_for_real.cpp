// SPDX-License-Identifier: MIT
// From the dialog to a program in place of Claude Code, in a real tmux in a real xterm, and back by its hook.
#include "app/windows/continue_opener.h"
#include "core/system/system_info.h"
#include "core/terminal/prompt_text.h"
#include "tests/core/pipeline/pipeline_stage.h"
#include "tests/core/terminal/prompt_program.h"
#include "tests/core/terminal/prompts.h"
#include "tests/support/own_tmux.h"

#include <QDir>
#include <QLabel>
#include <QPlainTextEdit>
#include <QProcess>
#include <QPushButton>
#include <QTest>

using namespace tocsin;
using namespace tocsin::test;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {
constexpr int LimitMs = 60'000;
const QString Session{u"session-1"_s};
} // namespace

class TestContinueForReal final : public QObject
{
    Q_OBJECT

    OwnTmux m_tmux;
    PromptProgram m_program;
    QProcess m_xterm;
    QTemporaryDir m_folder;
    CompanionStage m_stage;
    Terminals m_terminals{{.programFolders = Programs::usualFolders(),
                           .bus = QDBusConnection{u"none"_s},
                           .programLimit = std::chrono::milliseconds{LimitMs}}};
    SessionTerminals m_sessions{m_stage.companion(),
                                m_terminals,
                                LocalMachine{.bootId = u"boot"_s},
                                {.settle = 50ms, .confirm = 60s}};
    ContinueOpener m_opener{m_stage.companion(), m_sessions};
    TerminalPlace m_place;

    void take(const QString& event, QJsonObject fields)
    {
        fields.insert(u"transcript_path"_s, m_folder.filePath(u"projects/shop/session-1.jsonl"_s));
        QJsonObject request = CompanionStage::hook(event, Session, fields);
        QJsonObject variables;
        for (auto it = m_place.variables.begin(); it != m_place.variables.end(); ++it)
            variables.insert(it.key(), it.value());
        request.insert(u"claude"_s,
                       QJsonObject{{u"pid"_s, m_place.pid}, {u"start_time"_s, m_place.startTime}});
        request.insert(u"terminal"_s, variables);
        m_stage.companion().takeHook(request);
    }
    [[nodiscard]] bool writeStatus(const QString& word) const
    {
        QFile file{m_folder.filePath(u"sessions/%1.json"_s.arg(m_place.pid))};
        return QDir{m_folder.path()}.mkpath(u"sessions"_s) && file.open(QIODevice::WriteOnly) &&
               file.write(QJsonDocument{QJsonObject{{u"pid"_s, m_place.pid},
                                                    {u"procStart"_s, m_place.startTime},
                                                    {u"sessionId"_s, Session},
                                                    {u"status"_s, word}}}
                              .toJson()) > 0;
    }
    /// What the dialog says in the end.
    QString send(const QString& prompt)
    {
        ContinueDialog& dialog = m_opener.dialogFor(Session);
        dialog.show();
        dialog.findChild<QPlainTextEdit*>(u"prompt"_s)->setPlainText(prompt);
        const qsizetype before = m_program.seen(u"prompt"_s).size();
        QTest::mouseClick(dialog.findChild<QPushButton*>(u"send"_s), Qt::LeftButton);
        const auto* outcome = dialog.findChild<QLabel*>(u"outcome"_s);
        bool isReported = false;
        if (!QTest::qWaitFor(
                [&] {
                    const QStringList seen = m_program.seen(u"prompt"_s);
                    if (!isReported && seen.size() > before) {
                        isReported = true;
                        take(u"UserPromptSubmit"_s, {{u"prompt"_s, seen.last()}});
                        take(u"Stop"_s, {{u"stop_hook_active"_s, false}});
                    }
                    return outcome->text() != u"Sending…"_s;
                },
                LimitMs))
            qFatal("no outcome");
        return outcome->text();
    }

private Q_SLOTS:
    void initTestCase()
    {
        QVERIFY(m_stage.begin(false));
        m_xterm.start(u"xterm"_s, QStringList{u"-e"_s, u"tmux"_s} +
                                      m_tmux.command(QStringList{u"new-session"_s} + m_program.command()));
        QVERIFY(m_xterm.waitForStarted(LimitMs));
        QTRY_VERIFY_WITH_TIMEOUT(m_program.isReady(), LimitMs);
        m_place = m_program.place();
        take(u"SessionStart"_s, {{u"source"_s, u"startup"_s}});
        QVERIFY(writeStatus(u"idle"_s));
        QVERIFY(m_sessions.canContinue(Session));
    }
    void cleanupTestCase()
    {
        m_xterm.kill();
        m_xterm.waitForFinished();
    }

    void everyPromptArrivesWhole()
    {
        QCOMPARE(hardPrompts().size(), 20);
        for (const QString& prompt : hardPrompts()) {
            QTRY_VERIFY_WITH_TIMEOUT(m_sessions.canContinue(Session), LimitMs); // the turn before has ended
            QCOMPARE(send(prompt), u"The prompt has arrived."_s);
            QCOMPARE(m_program.seen(u"prompt"_s).last(), *typedPrompt(prompt));
        }
        QCOMPARE(m_program.seen(u"prompt"_s).size(), 20);
    }

    void noneIsTypedWhileADialogIsOpen()
    {
        const qsizetype pastes = m_program.seen(u"paste"_s).size();
        QVERIFY(writeStatus(u"waiting"_s));
        QVERIFY(!m_sessions.canContinue(Session));
        for (const QString& prompt : hardPrompts())
            QCOMPARE(send(prompt), u"The prompt was not sent: the session does not wait for a prompt."_s);
        QCOMPARE(m_program.seen(u"paste"_s).size(), pastes);
        QVERIFY(writeStatus(u"idle"_s));
    }

    void noneIsTypedAfterAShellsPrompt()
    {
        m_tmux.run({u"send-keys"_s, u"-t"_s, u"%0"_s, u"-l"_s, u"!"_s});
        QTRY_COMPARE_WITH_TIMEOUT(m_program.seen(u"key"_s).size(), 1, LimitMs);
        const qsizetype pastes = m_program.seen(u"paste"_s).size();
        QCOMPARE(send(u"go on"_s), u"The prompt was not sent: something is typed at its prompt already."_s);
        QCOMPARE(m_program.seen(u"paste"_s).size(), pastes);
    }
};

QTEST_MAIN(TestContinueForReal)
#include "test_continue_for_real.moc"
