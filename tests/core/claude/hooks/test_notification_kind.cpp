// SPDX-License-Identifier: MIT
#include "core/claude/hooks/notification_kind.h"

#include <QTest>

using namespace tocsin;
using namespace Qt::StringLiterals;
using enum NotificationKind;

class TestNotificationKind final : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void theTypeDecides_data()
    {
        QTest::addColumn<QString>("type");
        QTest::addColumn<NotificationKind>("kind");
        const auto row = [](const char* type, NotificationKind kind) {
            QTest::newRow(type) << QString::fromLatin1(type) << kind;
        };
        row("permission_prompt", PermissionPrompt);
        row("worker_permission_prompt", PermissionPrompt);
        row("idle_prompt", IdlePrompt);
        row("elicitation_dialog", ElicitationDialog);
        row("elicitation_url_dialog", ElicitationDialog);
        row("elicitation_response", ElicitationAnswered);
        row("elicitation_complete", ElicitationAnswered);
        row("agent_needs_input", NeedsInput);
        row("quota_auto_resume_stale", NeedsInput);
        row("push_notification", Push);
        row("agent_completed", AgentCompleted);
        row("auth_success", Unused);
        row("computer_use_enter", Unused);
        row("quota_auto_resume_fired", Unused);
        row("of_a_newer_client", Unused);
    }
    void theTypeDecides()
    {
        QFETCH(QString, type);
        QFETCH(NotificationKind, kind);
        // The words say something else, and have no say.
        for (const QString& message : {u"Claude needs your permission to use Write"_s, QString{}})
            QCOMPARE(kindOf({.type = type, .message = message}), kind);
    }
    void theWordsDecideWithoutAType_data()
    {
        QTest::addColumn<QString>("message");
        QTest::addColumn<NotificationKind>("kind");
        const auto row = [](const char* message, NotificationKind kind) {
            QTest::newRow(message) << QString::fromUtf8(message) << kind;
        };
        row("Claude needs your permission to use Write", PermissionPrompt);
        row("Claude needs your permission", PermissionPrompt);
        row("Claude Code needs your permission to use mcp__github__create_issue", PermissionPrompt);
        row("Claude Code needs your approval for the plan", PermissionPrompt);
        row("Claude needs your approval for the plan", PermissionPrompt);
        row("CLAUDE NEEDS YOUR PERMISSION to use Bash", PermissionPrompt);
        row("builder needs permission for Bash", PermissionPrompt);
        row("Claude is waiting for your input", IdlePrompt);
        row("Claude Code is waiting for your input", IdlePrompt);
        row("Claude Code needs your input", NeedsInput);
        row("Claude Code needs your attention", NeedsInput);
        row("Review the API needs your input: which branch?", NeedsInput);
        row("Elicitation response for server \"forms\": accept", ElicitationAnswered);
        row("Claude Code login successful", Unused);
        row("The function checks that a user needs your permission first", Unused);
        row("", Unused);
    }
    void theWordsDecideWithoutAType()
    {
        QFETCH(QString, message);
        QFETCH(NotificationKind, kind);
        QCOMPARE(kindOf({.message = message}), kind);
    }
};

QTEST_GUILESS_MAIN(TestNotificationKind)
#include "test_notification_kind.moc"
