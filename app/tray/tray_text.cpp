// SPDX-License-Identifier: MIT
#include "app/tray/tray_text.h"

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
    [[nodiscard]] static QString state(SessionState state);
    [[nodiscard]] static QString overall(TrayStatus overall);
    [[nodiscard]] static QString toolTip(const TrayView& view);
    [[nodiscard]] static QString waiting(const TrayView& view);
    [[nodiscard]] static QString nameless() { return tr("Unnamed session"); }
};

QString TrayText::state(SessionState state)
{
    switch (state) {
    case SessionState::Idle:
        return tr("idle");
    case SessionState::Working:
        return tr("working");
    case SessionState::Waiting:
        return tr("needs you");
    case SessionState::Done:
        return tr("done");
    case SessionState::Error:
        return tr("error");
    case SessionState::Quiet:
        return tr("no news");
    case SessionState::Ended:
        return tr("ended");
    case SessionState::Lost:
        return tr("ended unexpectedly");
    }
    return {};
}

QString TrayText::overall(TrayStatus overall)
{
    switch (overall) {
    case TrayStatus::LoggedOut:
        return tr("Not logged in");
    case TrayStatus::Idle:
        return tr("All quiet");
    case TrayStatus::Working:
        return tr("Claude is working");
    case TrayStatus::NeedsYou:
        return tr("Claude needs you");
    case TrayStatus::Error:
        return tr("Claude ran into an error");
    }
    return {};
}

qsizetype count(const TrayView& view, std::initializer_list<SessionState> states)
{
    return std::count_if(view.sessions.cbegin(), view.sessions.cend(), [&](const SessionView& session) {
        return std::find(states.begin(), states.end(), session.state) != states.end();
    });
}

QString TrayText::toolTip(const TrayView& view)
{
    //: %1 is the overall state, such as: Claude needs you
    QStringList lines{tr("Tocsin: %1").arg(overall(view.overall))};
    const auto add = [&](qsizetype sessions, QString (*text)(int)) {
        if (sessions > 0)
            lines << text(static_cast<int>(sessions));
    };
    add(count(view, {SessionState::Error, SessionState::Lost}),
        [](int n) { return tr("%n session(s) with an error", nullptr, n); });
    add(count(view, {SessionState::Waiting}),
        [](int n) { return tr("%n session(s) waiting for you", nullptr, n); });
    add(count(view, {SessionState::Working}), [](int n) { return tr("%n session(s) working", nullptr, n); });
    add(count(view, {SessionState::Quiet}),
        [](int n) { return tr("%n session(s) without news", nullptr, n); });
    add(count(view, {SessionState::Done}), [](int n) { return tr("%n session(s) done", nullptr, n); });
    add(count(view, {SessionState::Idle}), [](int n) { return tr("%n session(s) idle", nullptr, n); });
    if (view.waitingTexts > 0)
        lines << waiting(view);
    return lines.join(u'\n');
}

QString TrayText::waiting(const TrayView& view)
{
    return view.login == LoginPhase::LoggedIn
               ? tr("%n text(s) waiting for the network", nullptr, view.waitingTexts)
               : tr("%n text(s) waiting for your login", nullptr, view.waitingTexts);
}

} // namespace

QString waitingText(const TrayView& view)
{
    return TrayText::waiting(view);
}

QString stateText(SessionState state)
{
    return TrayText::state(state);
}

QString overallText(TrayStatus overall)
{
    return TrayText::overall(overall);
}

QString trayToolTip(const TrayView& view)
{
    return TrayText::toolTip(view);
}

QString menuName(const QString& name)
{
    const QString line = elided(plainLine(name), MaxMenuName);
    // A single & would underline the next letter and vanish.
    return line.isEmpty() ? TrayText::nameless() : QString{line}.replace(u'&', u"&&"_s);
}

} // namespace tocsin
