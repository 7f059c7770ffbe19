// SPDX-License-Identifier: MIT
#include "core/terminal/x11_window_raiser.h"

#include "core/terminal/window_choice.h"

#include <QDeadlineTimer>
#include <QList>
#include <QPointer>

#include <array>
#include <cstring>
#include <utility>

namespace tocsin {

using namespace Qt::StringLiterals;

namespace {

using Kind = TerminalProblem::Kind;

constexpr uint32_t MaxWords{4096}; ///< of a property, 4 bytes each
constexpr int MaxLevels{8};
constexpr std::chrono::milliseconds Again{50};
constexpr std::array<QByteArrayView, 4> AtomNames{"_NET_CLIENT_LIST", "_NET_WM_PID", "_NET_WM_NAME",
                                                  "UTF8_STRING"};
enum AtomIndex : size_t { ClientList, WmPid, WmName, Utf8String };

QByteArray bytesOf(const void* reply)
{
    const auto* property = static_cast<const xcb_get_property_reply_t*>(reply);
    if (property == nullptr)
        return {};
    return {static_cast<const char*>(xcb_get_property_value(property)),
            xcb_get_property_value_length(property)};
}

QList<quint32> wordsOf(const void* reply)
{
    const QByteArray bytes = bytesOf(reply);
    QList<quint32> words(bytes.size() / qsizetype{sizeof(quint32)});
    std::memcpy(words.data(), bytes.constData(), static_cast<size_t>(words.size()) * sizeof(quint32));
    return words;
}

XConnection::Request propertyOf(quint32 window, xcb_atom_t atom)
{
    return [window, atom](const XLink& link) {
        return xcb_get_property(link.connection.get(), 0, window == 0 ? link.root : window, atom,
                                XCB_GET_PROPERTY_TYPE_ANY, 0, MaxWords)
            .sequence;
    };
}

} // namespace

struct X11WindowRaiser::Search
{
    WindowHint hint{};
    Done onDone{};
    QPointer<QObject> raiser{};
    std::array<xcb_atom_t, AtomNames.size()> atoms{};
    QList<quint32> windows{};          ///< of all programs
    QList<DesktopWindow> described{};  ///< in the same order
    std::optional<qsizetype> hinted{}; ///< where the one of WINDOWID is among them
    QDeadlineTimer patience{};

    void finish(const std::optional<TerminalProblem>& problem)
    {
        if (const Done call = std::exchange(onDone, {}); call)
            call(problem);
    }
};

X11WindowRaiser::X11WindowRaiser(std::shared_ptr<XConnection> x, QObject* parent)
    : QObject{parent}
    , m_x{std::move(x)}
{}

void X11WindowRaiser::raise(const WindowHint& window, Done onDone)
{
    const auto search = std::make_shared<Search>();
    search->hint = window;
    search->onDone = std::move(onDone);
    search->raiser = this;
    internAtoms(search, 0);
}

void X11WindowRaiser::internAtoms(const SearchPtr& search, size_t next)
{
    if (next == AtomNames.size())
        return listWindows(search);
    const QByteArrayView name = AtomNames.at(next);
    m_x->send(
        [name](const XLink& link) {
            return xcb_intern_atom(link.connection.get(), 0, static_cast<uint16_t>(name.size()), name.data())
                .sequence;
        },
        [this, search, next](const void* reply) {
            if (!search->raiser)
                return;
            if (reply == nullptr)
                return search->finish(TerminalProblem{Kind::NoWayToRaise});
            search->atoms.at(next) = static_cast<const xcb_intern_atom_reply_t*>(reply)->atom;
            internAtoms(search, next + 1);
        });
}

void X11WindowRaiser::listWindows(const SearchPtr& search)
{
    m_x->send(propertyOf(0, search->atoms[ClientList]), [this, search](const void* reply) {
        if (!search->raiser)
            return;
        search->windows = wordsOf(reply);
        if (search->windows.isEmpty()) // no window manager that says so, or no windows
            return search->finish(TerminalProblem{Kind::NoWindow});
        if (search->hint.xWindow)
            return climb(search, *search->hint.xWindow, MaxLevels);
        describe(search);
    });
}

/// WINDOWID may be a window inside the one that the window manager knows.
void X11WindowRaiser::climb(const SearchPtr& search, quint32 window, int levels)
{
    if (const qsizetype at = search->windows.indexOf(window); at >= 0) {
        search->hinted = at;
        return describe(search);
    }
    if (levels == 0)
        return describe(search);
    m_x->send([window](const XLink& link) { return xcb_query_tree(link.connection.get(), window).sequence; },
              [this, search, levels](const void* reply) {
                  if (!search->raiser)
                      return;
                  const auto* tree = static_cast<const xcb_query_tree_reply_t*>(reply);
                  if (tree == nullptr || tree->parent == XCB_WINDOW_NONE)
                      return describe(search);
                  climb(search, tree->parent, levels - 1);
              });
}

/// The next window's process and title.
void X11WindowRaiser::describe(const SearchPtr& search)
{
    const qsizetype next = search->described.size();
    if (next == search->windows.size())
        return choose(search);
    const quint32 window = search->windows.at(next);
    m_x->send(propertyOf(window, search->atoms[WmPid]), [this, search, window](const void* reply) {
        if (!search->raiser)
            return;
        search->described.append(DesktopWindow{.pid = wordsOf(reply).value(0)});
        if (!search->hint.pids.contains(search->described.last().pid))
            return describe(search);
        m_x->send(propertyOf(window, search->atoms[WmName]), [this, search](const void* title) {
            if (!search->raiser)
                return;
            search->described.last().title = QString::fromUtf8(bytesOf(title));
            describe(search);
        });
    });
}

/// WINDOWID may be inherited from another terminal, also from one in which this one was started: its window
/// counts only if it is of the nearest process that has windows, or of none that is known.
void X11WindowRaiser::choose(const SearchPtr& search)
{
    if (const std::optional<qsizetype> hinted = search->hinted;
        hinted && (search->described.at(*hinted).pid == 0 ||
                   windowsOfNearest(search->described, search->hint).contains(*hinted)))
        return activate(search, search->windows.at(*hinted));
    const Expected<qsizetype, TerminalProblem> chosen = chooseWindow(search->described, search->hint);
    if (!chosen)
        return search->finish(chosen.error());
    activate(search, search->windows.at(*chosen));
}

void X11WindowRaiser::activate(const SearchPtr& search, quint32 window)
{
    search->patience = QDeadlineTimer{Patience};
    m_x->send(
        [window](const XLink& link) {
            constexpr uint32_t FromPager{2}; // EWMH: a window manager obeys those
            xcb_client_message_event_t event{};
            event.response_type = XCB_CLIENT_MESSAGE;
            event.format = 32;
            event.window = window;
            event.type = link.activeWindow;
            event.data.data32[0] = FromPager;
            event.data.data32[1] = XCB_CURRENT_TIME;
            xcb_send_event(link.connection.get(), 0, link.root,
                           XCB_EVENT_MASK_SUBSTRUCTURE_REDIRECT | XCB_EVENT_MASK_SUBSTRUCTURE_NOTIFY,
                           reinterpret_cast<const char*>(&event)); // NOLINT: as xcb wants it
            // An event has no reply; this one's comes after it was sent.
            return xcb_get_input_focus(link.connection.get()).sequence;
        },
        [this, search, window](const void*) {
            if (search->raiser)
                confirm(search, window);
        });
}

void X11WindowRaiser::confirm(const SearchPtr& search, quint32 window)
{
    m_x->send(
        [](const XLink& link) {
            return xcb_get_property(link.connection.get(), 0, link.root, link.activeWindow, XCB_ATOM_WINDOW,
                                    0, 1)
                .sequence;
        },
        [this, search, window](const void* reply) {
            if (!search->raiser)
                return;
            if (wordsOf(reply).value(0) == window)
                return search->finish({});
            if (search->patience.hasExpired())
                return search->finish(TerminalProblem{Kind::NotRaised});
            QTimer::singleShot(Again, this, [this, search, window] { confirm(search, window); });
        });
}

} // namespace tocsin
