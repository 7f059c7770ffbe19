// SPDX-License-Identifier: MIT
#include "app/session_controls.h"

#include "core/base/text.h"
#include "core/pipeline/preferences_of.h"
#include "core/policy/mute_end.h"
#include "core/policy/plan_text.h"

#include <QDesktopServices>
#include <QFileInfo>
#include <QPointer>
#include <QTimeZone>
#include <QUrl>

#include <utility>

namespace tocsin {

using namespace Qt::StringLiterals;

SessionControls::SessionControls(Dependencies dependencies, QObject* parent)
    : QObject{parent}
    , m_with{std::move(dependencies)}
    , m_continue{m_with.pipeline, m_with.terminals}
{
    connect(&m_with.ender, &SessionEnder::ignored, this, [this] { tellNotEnded(EndProblem::Ignored); });
}

SessionActions SessionControls::actions()
{
    return {.showTerminal = [this](const QString& sessionId) { showTerminal(sessionId); },
            .canContinue = [this](const QString& sessionId) { return canContinue(sessionId); },
            .continueSession = [this](const QString& sessionId) { continueSession(sessionId); },
            .openFolder = [this](const SessionView& session) { openFolder(session); },
            .setTexts = [this](const QString& sessionId, bool on) { setTexts(sessionId, on); },
            .rename = [this](const QString& sessionId,
                             const QString& name) { m_with.pipeline.rename(sessionId, name); },
            .canEnd = [this](const QString& sessionId) { return m_with.ender.canEnd(sessionId); },
            .endSession = [this](const QString& sessionId) { endSession(sessionId); },
            .mute = [this](const QString& sessionId, const QString& span) { mute(sessionId, span); }};
}

bool SessionControls::canContinue(const QString& sessionId) const
{
    return m_with.terminals.canContinue(sessionId);
}

void SessionControls::continueSession(const QString& sessionId)
{
    m_with.present(m_continue.dialogFor(sessionId));
}

void SessionControls::setTexts(const QString& sessionId, bool on)
{
    if (on && !m_with.isLoggedIn())
        m_with.logIn();
    if (on)
        m_with.pipeline.startTexts(sessionId, {}, {});
    else
        m_with.pipeline.stopTexts(sessionId);
}

void SessionControls::mute(const QString& sessionId, const QString& span)
{
    const QDateTime until = muteEnd(span, m_with.clock.nowUtc(), preferencesOf(m_with.settings).quietHours,
                                    QTimeZone::systemTimeZone())
                                .value_or(QDateTime{});
    if (sessionId.isEmpty())
        m_with.settings.setValue(Setting::MutedUntil,
                                 until.isValid() ? until.toString(Qt::ISODate) : QString{});
    else
        m_with.pipeline.mute(sessionId, until);
    Q_EMIT muted();
}

void SessionControls::openFolder(const SessionView& session)
{
    begin(FolderNotice, session.id);
    if (QFileInfo{session.path}.isDir() && QDesktopServices::openUrl(QUrl::fromLocalFile(session.path)))
        return;
    tell(FolderNotice, tr("Folder not opened"),
         tr("%1 does not exist, or no file manager is installed.").arg(plainLine(session.path)));
}

void SessionControls::endSession(const QString& sessionId)
{
    begin(EndNotice, sessionId);
    if (const std::optional<EndProblem> problem = m_with.ender.end(sessionId))
        tellNotEnded(*problem);
}

void SessionControls::tellNotEnded(EndProblem problem)
{
    tell(EndNotice, tr("Session not ended"), notEndedText(problem));
}

void SessionControls::showTerminal(const QString& sessionId)
{
    begin(TerminalNotice, sessionId);
    m_with.terminals.show(sessionId, [self = QPointer{this}](const std::optional<TerminalProblem>& problem) {
        if (problem && self)
            self->tell(TerminalNotice, tr("Terminal not shown"), notShownText(*problem));
    });
}

void SessionControls::begin(QLatin1StringView tag, const QString& sessionId)
{
    m_with.notifier.close(tag);
    m_with.clicks.isAbout(tag, sessionId);
}

void SessionControls::tell(QLatin1StringView tag, const QString& title, const QString& body)
{
    m_with.notifier.show(
        {.tag = tag, .title = title, .body = body, .category = u"im.error"_s, .iconName = u"tocsin"_s});
}

} // namespace tocsin
