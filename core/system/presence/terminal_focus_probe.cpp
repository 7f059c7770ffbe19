// SPDX-License-Identifier: MIT
#include "core/system/presence/terminal_focus_probe.h"

#include "core/system/presence/tmux_query.h"

#include <QPointer>
#include <QTimer>

#include <utility>

namespace tocsin {

using namespace Qt::StringLiterals;

namespace {

constexpr uint32_t MaxClass{64}; ///< in units of 4 bytes

QByteArray textOf(const xcb_get_property_reply_t* reply)
{
    return {static_cast<const char*>(xcb_get_property_value(reply)), xcb_get_property_value_length(reply)};
}

quint32 windowIn(const xcb_get_property_reply_t* reply)
{
    if (reply->type != XCB_ATOM_WINDOW || reply->format != 32 || xcb_get_property_value_length(reply) < 4)
        return 0;
    return *static_cast<const xcb_window_t*>(xcb_get_property_value(reply));
}

} // namespace

struct TerminalFocusProbe::Question
{
    FocusEvidence evidence{};
    QPointer<QObject> probe{};
    Answer onAnswer{};

    /// With what is known by then.
    void answer()
    {
        if (const Answer call = std::exchange(onAnswer, {}); call && probe)
            call(focusOf(evidence));
    }
};

TerminalFocusProbe::TerminalFocusProbe(std::shared_ptr<XConnection> x, std::chrono::milliseconds deadline,
                                       QObject* parent)
    : QObject{parent}
    , m_x{std::move(x)}
    , m_deadline{deadline}
{}

void TerminalFocusProbe::ask(const TerminalVariables& variables, Answer onAnswer)
{
    const auto question = std::make_shared<Question>(
        Question{.evidence = {.variables = variables}, .probe = this, .onAnswer = std::move(onAnswer)});
    QTimer::singleShot(2 * m_deadline, this, [question] { question->answer(); });
    QTimer::singleShot(0, this, [this, question] { askActiveWindow(question); });
}

void TerminalFocusProbe::askActiveWindow(const std::shared_ptr<Question>& question)
{
    if (!m_x)
        return askTmux(question);
    m_x->send(
        [](const XLink& link) {
            return xcb_get_property(link.connection.get(), 0, link.root, link.activeWindow, XCB_ATOM_WINDOW,
                                    0, 1)
                .sequence;
        },
        [this, question](const void* reply) {
            if (!question->probe)
                return;
            const auto* property = static_cast<const xcb_get_property_reply_t*>(reply);
            // Without a window manager that says so, it is not known.
            if (property == nullptr || property->type == XCB_ATOM_NONE)
                return askTmux(question);
            question->evidence.activeWindow = ActiveWindow{.id = windowIn(property)};
            askClass(question);
        });
}

void TerminalFocusProbe::askClass(const std::shared_ptr<Question>& question)
{
    const quint32 window = question->evidence.activeWindow->id;
    if (window == 0)
        return askTmux(question);
    m_x->send(
        [window](const XLink& link) {
            return xcb_get_property(link.connection.get(), 0, window, XCB_ATOM_WM_CLASS, XCB_ATOM_STRING, 0,
                                    MaxClass)
                .sequence;
        },
        [this, question](const void* reply) {
            if (!question->probe)
                return;
            // `xterm\0XTerm\0`; nothing if the window has gone.
            if (const auto* property = static_cast<const xcb_get_property_reply_t*>(reply);
                property != nullptr)
                question->evidence.activeWindow->windowClass =
                    QString::fromLatin1(textOf(property).split('\0').value(1));
            askTmux(question);
        });
}

void TerminalFocusProbe::askTmux(const std::shared_ptr<Question>& question)
{
    if (!question->evidence.variables.contains(u"TMUX"_s))
        return question->answer();
    auto* query = new TmuxQuery{m_deadline, this};
    query->ask(question->evidence.variables, [question, query](const std::optional<TmuxPane>& pane) {
        query->deleteLater();
        question->evidence.pane = pane;
        question->answer();
    });
}

} // namespace tocsin
