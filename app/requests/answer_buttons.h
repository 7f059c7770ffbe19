// SPDX-License-Identifier: MIT
#pragma once

#include "core/decisions/waiting_request.h"

#include <QWidget>

#include <cstdint>
#include <map>

namespace tocsin {

class ActButton;

/// What a person can do about a request in the window.
enum class Act : uint8_t { Accept, KeepPlanning, Deny, DenyAndStop, DenyAll };

/// The buttons of one request. None is the default, and the Return key presses none.
class AnswerButtons final : public QWidget
{
    Q_OBJECT
public:
    explicit AnswerButtons(RequestKind kind, QWidget* parent = nullptr);

    /// Of one that this kind of request does not have: nothing.
    void setUsable(Act act, bool isUsable);
    /// What is accepted goes beyond this request (later edits, later calls): the button says so.
    void setLasts(bool lasts);
    void retranslate();

Q_SIGNALS:
    void chosen(tocsin::Act act);

private:
    [[nodiscard]] QString textOf(Act act) const;

    RequestKind m_kind;
    bool m_lasts{false};
    std::map<Act, ActButton*> m_buttons;
};

} // namespace tocsin
