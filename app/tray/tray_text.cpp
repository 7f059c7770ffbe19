// SPDX-License-Identifier: MIT
#include "app/tray/tray_text.h"

#include "app/tray/when.h"
#include "core/base/text.h"

#include <QCoreApplication>
#include <QStringList>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace tocsin {

namespace {

constexpr int MaxMenuName = 40;

class TrayText final
{
    Q_DECLARE_TR_FUNCTIONS(TrayText)
public:
    [[nodiscard]] static QString state(SessionState state, std::optional<AlertKind> open);
    [[nodiscard]] static QString waitingState(std::optional<AlertKind> open);
    [[nodiscard]] static QString status(TrayStatus status);
    [[nodiscard]] static QString toolTip(const TrayView& view);
    [[nodiscard]] static QString waiting(const TrayView& view);
    [[nodiscard]] static QString heldBack(const TrayView& view);
    [[nodiscard]] static QString nameless() { return tr("Unnamed session"); }
};

QString TrayText::state(SessionState state, std::optional<AlertKind> open)
{
    switch (state) {
    case SessionState::Idle:
        return tr("idle");
    case SessionState::Working:
        return tr("working");
    case SessionState::Waiting:
        return waitingState(open);
    case SessionState::Done:
        return tr("finished");
    case SessionState::Error:
        return tr("stopped");
    case SessionState::Quiet:
        return tr("no activity");
    case SessionState::Ended:
        return tr("ended");
    case SessionState::Lost:
        return tr("ended unexpectedly");
    }
    return {};
}

QString TrayText::waitingState(std::optional<AlertKind> open)
{
    if (open == AlertKind::Permission)
        return tr("needs permission");
    if (open == AlertKind::Question)
        return tr("has a question");
    return tr("waiting");
}

QString TrayText::status(TrayStatus status)
{
    switch (status) {
    case TrayStatus::LoggedOut:
        return tr("Notifications only");
    case TrayStatus::Idle:
        return tr("Idle");
    case TrayStatus::Working:
        return tr("Claude is working");
    case TrayStatus::NeedsYou:
        return tr("Claude needs you");
    case TrayStatus::Error:
        return tr("Claude stopped");
    }
    return {};
}

QString TrayText::toolTip(const TrayView& view)
{
    //: %1 is the status, such as: Claude needs you
    QStringList lines{tr("Tocsin: %1").arg(status(view.status))};
    const auto add = [&](SessionState state, QString (*text)(int)) {
        const auto sessions =
            std::count_if(view.sessions.cbegin(), view.sessions.cend(),
                          [state](const SessionView& session) { return session.state == state; });
        if (sessions > 0)
            lines << text(static_cast<int>(sessions));
    };
    add(SessionState::Error, [](int n) { return tr("%n session(s) stopped", nullptr, n); });
    add(SessionState::Lost, [](int n) { return tr("%n session(s) ended unexpectedly", nullptr, n); });
    add(SessionState::Waiting, [](int n) { return tr("%n session(s) waiting", nullptr, n); });
    add(SessionState::Working, [](int n) { return tr("%n session(s) working", nullptr, n); });
    add(SessionState::Quiet, [](int n) { return tr("%n session(s) with no activity", nullptr, n); });
    add(SessionState::Done, [](int n) { return tr("%n session(s) finished", nullptr, n); });
    add(SessionState::Idle, [](int n) { return tr("%n session(s) idle", nullptr, n); });
    if (view.waitingTexts > 0)
        lines << waiting(view);
    if (view.mutedUntil.isValid())
        lines << tr("Muted until %1").arg(friendlyWhen(view.mutedUntil, view.now));
    lines += view.heldBack;
    return lines.join(u'\n');
}

QString TrayText::waiting(const TrayView& view)
{
    return view.login == LoginPhase::LoggedIn
               ? tr("%n text(s) waiting for the network", nullptr, view.waitingTexts)
               : tr("%n text(s) waiting for you to log in", nullptr, view.waitingTexts);
}

QString TrayText::heldBack(const TrayView& view)
{
    const int more = static_cast<int>(view.heldBack.size()) - 1;
    //: %1 is a line such as: 1 text held back until 14:32: limit of this kind
    return more > 0 ? tr("%1, and %n more", nullptr, more).arg(view.heldBack.first())
                    : view.heldBack.value(0);
}

} // namespace

QString heldBackText(const TrayView& view)
{
    return TrayText::heldBack(view);
}

QString waitingText(const TrayView& view)
{
    return TrayText::waiting(view);
}

QString stateText(SessionState state, std::optional<AlertKind> open)
{
    return TrayText::state(state, open);
}

QString statusText(TrayStatus status)
{
    return TrayText::status(status);
}

QString trayToolTip(const TrayView& view)
{
    return TrayText::toolTip(view);
}

QString menuName(const QString& name)
{
    const QString line = elided(plainLine(name), MaxMenuName);
    // A single & would become a mnemonic.
    return line.isEmpty() ? TrayText::nameless() : QString{line}.replace(u'&', u"&&"_s);
}

} // namespace tocsin
