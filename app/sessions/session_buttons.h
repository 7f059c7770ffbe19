// SPDX-License-Identifier: MIT
#pragma once

#include "app/sessions/session_actions.h"
#include "core/base/clock.h"
#include "core/sessions/session_view.h"

#include <QWidget>

class QCheckBox;
class QPushButton;

namespace tocsin {

class MuteMenu;

/// What can be done with the session in view.
class SessionButtons final : public QWidget
{
    Q_OBJECT
public:
    /// The clock outlives it.
    SessionButtons(SessionActions actions, const Clock& clock, QWidget* parent = nullptr);

    /// `name`: told apart from the others.
    void showSession(const SessionView& session, const QString& name);
    void retranslate();

private:
    void addButtons();
    void fill();
    void askToEnd();

    SessionActions m_actions;
    const Clock& m_clock;
    SessionView m_session;
    QString m_name;
    // In the order of the Tab key.
    QPushButton* m_terminal;
    QPushButton* m_continue;
    QPushButton* m_folder;
    QCheckBox* m_texts;
    QPushButton* m_mute;
    MuteMenu* m_muteMenu;
    QPushButton* m_end;
};

} // namespace tocsin
