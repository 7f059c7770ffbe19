// SPDX-License-Identifier: MIT
#include "core/claude/hooks/notification_kind.h"

#include <QHash>
#include <QRegularExpression>

#include <array>

namespace tocsin {

using namespace Qt::StringLiterals;

namespace {

NotificationKind kindOfType(const QString& type)
{
    static const QHash<QString, NotificationKind> Kinds{
        {u"permission_prompt"_s, NotificationKind::PermissionPrompt},
        {u"worker_permission_prompt"_s, NotificationKind::PermissionPrompt},
        {u"idle_prompt"_s, NotificationKind::IdlePrompt},
        {u"elicitation_dialog"_s, NotificationKind::ElicitationDialog},
        {u"elicitation_url_dialog"_s, NotificationKind::ElicitationDialog},
        {u"elicitation_response"_s, NotificationKind::ElicitationAnswered},
        {u"elicitation_complete"_s, NotificationKind::ElicitationAnswered},
        {u"agent_needs_input"_s, NotificationKind::NeedsInput},
        // The usage limit is over, but Claude waits for Enter before it continues.
        {u"quota_auto_resume_stale"_s, NotificationKind::NeedsInput},
        {u"quota_auto_resume_disabled"_s, NotificationKind::NeedsInput},
        {u"push_notification"_s, NotificationKind::Push},
        {u"plugin_notification"_s, NotificationKind::Push},
        {u"agent_completed"_s, NotificationKind::AgentCompleted},
    };
    return Kinds.value(type, NotificationKind::Unused);
}

struct Wording
{
    QRegularExpression words;
    NotificationKind kind;
};

/// The messages of the types above, as the clients word them. Checked in this order.
NotificationKind kindOfWords(const QString& message)
{
    static const auto sentence = [](const QString& words) {
        return QRegularExpression{u"^\\s*(?:"_s + words + u')', QRegularExpression::CaseInsensitiveOption};
    };
    static const std::array<Wording, 5> Wordings{{
        {sentence(u"Claude(?: Code)? (?:needs|requests|is requesting|is asking for|wants) (?:your )?"
                  "(?:permission|approval)\\b"_s),
         NotificationKind::PermissionPrompt},
        {sentence(u".{1,80} needs permission for\\b"_s), NotificationKind::PermissionPrompt},
        {sentence(u"Claude(?: Code)? is waiting for (?:your |user )?(?:input|response|reply)\\b"_s),
         NotificationKind::IdlePrompt},
        {sentence(u"Elicitation response\\b"_s), NotificationKind::ElicitationAnswered},
        {sentence(u".{1,80} needs? (?:your|an) (?:input|attention|answer)\\b"_s),
         NotificationKind::NeedsInput},
    }};
    for (const Wording& wording : Wordings) {
        if (wording.words.match(message).hasMatch())
            return wording.kind;
    }
    return NotificationKind::Unused;
}

} // namespace

QString answeredServer(const hook::Notification& notification)
{
    static const QRegularExpression Words{u"^\\s*Elicitation response for server \"(.+)\""_s};
    return Words.match(notification.message).captured(1);
}

NotificationKind kindOf(const hook::Notification& notification)
{
    return notification.type.isEmpty() ? kindOfWords(notification.message) : kindOfType(notification.type);
}

} // namespace tocsin
