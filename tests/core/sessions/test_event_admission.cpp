// SPDX-License-Identifier: MIT
#include "core/base/utc_time.h"
#include "core/sessions/event_admission.h"

#include <QTest>

using namespace tocsin;
using namespace Qt::StringLiterals;

namespace {

QDateTime at(int seconds)
{
    return utcAt(QDate{2026, 2, 1}, QTime{14, 0}).addSecs(seconds);
}
HookTimestamp stamp(int seconds)
{
    return {.bootId = u"boot"_s, .ns = 1'000'000'000LL * seconds};
}
HookEvent hookAt(const hook::Details& details, int seconds)
{
    HookEvent event{.details = details};
    event.origin.bootId = u"boot"_s;
    event.origin.monotonicNs = stamp(seconds).ns;
    event.origin.claude = {.pid = 100, .startTime = u"1"_s, .bootId = u"boot"_s};
    return event;
}
const hook::ToolCall Publish{.tool = u"Bash"_s, .input = {{u"command"_s, u"npm publish"_s}}};

} // namespace

class TestEventAdmission final : public QObject
{
    Q_OBJECT

    Session m_session;

    [[nodiscard]] Admission admission(EventKind kind, const hook::Details& details, int seconds) const
    {
        return admissionOf(m_session, hookAt(details, seconds), kind, at(seconds));
    }

private Q_SLOTS:
    void init()
    {
        m_session = {};
        m_session.stateStamp = stamp(60);
        m_session.turnStamp = stamp(30);
    }

    void whatIsOlderThanTheStateIsLate()
    {
        QCOMPARE(admission(EventKind::TurnEnd, hook::Stop{}, 59), Admission::Late);
        QCOMPARE(admission(EventKind::TurnEnd, hook::Stop{}, 60), Admission::Taken);
        QCOMPARE(admission(EventKind::IdlePrompt, hook::Notification{}, 10), Admission::Late);
    }

    void anAnswerIsNeverLate()
    {
        QCOMPARE(admission(EventKind::HumanPrompt, hook::UserPromptSubmit{}, 1), Admission::Taken);
        QCOMPARE(admission(EventKind::ToolResult, hook::PostToolUse{}, 1), Admission::Taken);
        QCOMPARE(admission(EventKind::QuestionAnswered, hook::ElicitationResult{}, 1), Admission::Taken);
    }

    void aDialogIsLateWhenItsTurnIsOverOrItsCallHasEnded()
    {
        QCOMPARE(admission(EventKind::Permission, hook::PermissionRequest{Publish}, 40), Admission::Taken);
        QCOMPARE(admission(EventKind::Permission, hook::PermissionRequest{Publish}, 29), Admission::Late);
        m_session.calmedAt = at(45);
        QCOMPARE(admission(EventKind::Permission, hook::PermissionRequest{Publish}, 40), Admission::Late);
        m_session.calmedAt = {};
        m_session.recentResults = {{toolCallKey(hookAt(hook::PostToolUse{.call = Publish}, 50)), stamp(50)}};
        QCOMPARE(admission(EventKind::Permission, hook::PermissionRequest{Publish}, 40), Admission::Late);
        QCOMPARE(admission(EventKind::Permission, hook::PermissionRequest{Publish}, 55), Admission::Taken);
    }

    void onlyAStartOrAPersonBringsASessionBack()
    {
        m_session.state = SessionState::Ended;
        m_session.endedAt = at(60);
        QCOMPARE(admission(EventKind::ToolResult, hook::PostToolUse{}, 70), Admission::SessionOver);
        QCOMPARE(admission(EventKind::HumanPrompt, hook::UserPromptSubmit{}, 70), Admission::Taken);
        QCOMPARE(admission(EventKind::HumanPrompt, hook::UserPromptSubmit{}, 50), Admission::SessionOver);
        m_session.state = SessionState::Lost; // its own process speaks no more
        m_session.processes = {{.pid = 100, .startTime = u"1"_s, .bootId = u"boot"_s}};
        QCOMPARE(admission(EventKind::HumanPrompt, hook::UserPromptSubmit{}, 70), Admission::SessionOver);
    }

    void theErrorThatItEndedWithMayComeAfterTheEnd()
    {
        m_session.state = SessionState::Ended;
        m_session.endedAt = at(60);
        QCOMPARE(admission(EventKind::StopFailure, hook::StopFailure{}, 61), Admission::LastError);
        QCOMPARE(admission(EventKind::StopFailure, hook::StopFailure{}, 59), Admission::LastError);
        QCOMPARE(admission(EventKind::StopFailure, hook::StopFailure{}, 80), Admission::SessionOver);
        m_session.turn.wasStopped = true;
        QCOMPARE(admission(EventKind::StopFailure, hook::StopFailure{}, 61), Admission::SessionOver);
    }
};

QTEST_GUILESS_MAIN(TestEventAdmission)
#include "test_event_admission.moc"
