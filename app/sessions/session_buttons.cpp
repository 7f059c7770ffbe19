// SPDX-License-Identifier: MIT
#include "app/sessions/session_buttons.h"

#include "app/requests/flow_layout.h"
#include "app/sessions/end_question.h"
#include "app/tray/mute_menu.h"
#include "core/pipeline/held_back_text.h"
#include "core/pipeline/session_text.h"

#include <QCheckBox>
#include <QPushButton>
#include <QStyle>

#include <utility>

namespace tocsin {

using namespace Qt::StringLiterals;

SessionButtons::SessionButtons(SessionActions actions, const Clock& clock, QWidget* parent)
    : QWidget{parent}
    , m_actions{std::move(actions)}
    , m_clock{clock}
    , m_terminal{new QPushButton{this}}
    , m_continue{new QPushButton{this}}
    , m_folder{new QPushButton{this}}
    , m_texts{new QCheckBox{this}}
    , m_mute{new QPushButton{this}}
    , m_muteMenu{new MuteMenu{clock, this}}
    , m_end{new QPushButton{this}}
{
    addButtons();
    connect(m_terminal, &QPushButton::clicked, this, [this] { m_actions.showTerminal(m_session.id); });
    connect(m_continue, &QPushButton::clicked, this, [this] { m_actions.continueSession(m_session.id); });
    connect(m_folder, &QPushButton::clicked, this, [this] { m_actions.openFolder(m_session); });
    connect(m_texts, &QCheckBox::clicked, this, [this](bool on) { m_actions.setTexts(m_session.id, on); });
    connect(m_muteMenu, &MuteMenu::chosen, this,
            [this](const QString& span) { m_actions.mute(m_session.id, span); });
    connect(m_end, &QPushButton::clicked, this, &SessionButtons::askToEnd);
    retranslate();
}

void SessionButtons::addButtons()
{
    m_terminal->setObjectName(u"showTerminal"_s);
    m_continue->setObjectName(u"continueSession"_s);
    m_folder->setObjectName(u"openFolder"_s);
    m_texts->setObjectName(u"texts"_s);
    m_mute->setObjectName(u"mute"_s);
    m_end->setObjectName(u"endSession"_s);
    m_mute->setMenu(m_muteMenu);
    auto* row = new FlowLayout{this};
    row->setContentsMargins({});
    row->setSpacing(style()->pixelMetric(QStyle::PM_LayoutHorizontalSpacing));
    for (QPushButton* button : {m_terminal, m_continue, m_folder, m_mute, m_end})
        button->setAutoDefault(false);
    // What else can be done with a session has its button here, the most used first.
    row->addWidget(m_terminal);
    row->addWidget(m_continue);
    row->addWidget(m_folder);
    row->addWidget(m_texts);
    row->addWidget(m_mute);
    row->addWidget(m_end);
    QSizePolicy policy{QSizePolicy::Preferred, QSizePolicy::Minimum};
    policy.setHeightForWidth(true);
    setSizePolicy(policy);
}

void SessionButtons::showSession(const SessionView& session, const QString& name)
{
    m_session = session;
    m_name = name;
    fill();
}

void SessionButtons::fill()
{
    const bool isLive = m_session.state != SessionState::Ended;
    m_terminal->setEnabled(isLive && m_session.state != SessionState::Lost);
    m_continue->setEnabled(isLive && m_actions.canContinue && m_actions.canContinue(m_session.id));
    const QString where =
        m_continue->isEnabled()
            ? QString{}
            : tr("For a session that waits at its prompt in tmux, WezTerm, or kitty with remote "
                 "control. Tocsin cannot type into other terminals.");
    m_continue->setToolTip(where);
    m_continue->setAccessibleDescription(where);
    m_folder->setEnabled(!m_session.path.isEmpty() && m_session.host.isEmpty());
    m_texts->setEnabled(isLive);
    m_mute->setEnabled(isLive);
    m_end->setEnabled(isLive && m_actions.canEnd && m_actions.canEnd(m_session.id));
    // The setting, which may take effect only after a login or when the server is reachable.
    m_texts->setChecked(isLive && m_session.texts != DeliveryStatus::Off);
    m_texts->setToolTip(words(m_session.texts));
    m_muteMenu->showUntil(m_session.mutedUntil);
    const QString until = muteText(m_session.mutedUntil, m_clock.nowUtc());
    m_mute->setToolTip(until);
    m_mute->setText(until.isEmpty() ? tr("M&ute") : tr("M&uted"));
}

/// What is ended is what was asked about, whatever is in view by then.
void SessionButtons::askToEnd()
{
    askBeforeEnd(*this, m_name, [this, session = m_session.id] { m_actions.endSession(session); });
}

void SessionButtons::retranslate()
{
    m_terminal->setText(tr("Show &Terminal"));
    m_continue->setText(tr("&Continue…"));
    m_folder->setText(tr("Open &Folder"));
    m_texts->setText(tr("T&exts"));
    m_end->setText(tr("End Sessi&on…"));
    m_muteMenu->retranslate();
    fill();
}

} // namespace tocsin
