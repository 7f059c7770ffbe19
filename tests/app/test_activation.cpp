// SPDX-License-Identifier: MIT
// Which requests a window manager on X11 gets when a window is presented for an act of the person.
#include "app/activation.h"

#include <QGuiApplication>
#include <QTest>
#include <QWidget>

#include <algorithm>
#include <cstdlib>
#include <memory>
#include <vector>
#include <xcb/xcb.h>

using namespace tocsin;
using namespace Qt::StringLiterals;

namespace {

/// Sees what is sent to the window manager.
class RootWatch final
{
public:
    RootWatch()
    {
        const uint32_t mask = XCB_EVENT_MASK_SUBSTRUCTURE_NOTIFY;
        xcb_change_window_attributes(m_connection.get(), root(), XCB_CW_EVENT_MASK, &mask);
        sync();
    }

    /// The times of the activations asked for since the last time, by an application for `window`.
    std::vector<uint32_t> times(const QWidget& window)
    {
        sync();
        std::vector<uint32_t> found;
        while (xcb_generic_event_t* event = xcb_poll_for_event(m_connection.get())) {
            const auto* message = reinterpret_cast<const xcb_client_message_event_t*>(event);
            if ((event->response_type & 0x7f) == XCB_CLIENT_MESSAGE && message->window == window.winId() &&
                message->data.data32[0] == 1)
                found.push_back(message->data.data32[1]);
            std::free(event); // NOLINT: xcb's events come from malloc
        }
        return found;
    }

private:
    [[nodiscard]] xcb_window_t root() const
    {
        return xcb_setup_roots_iterator(xcb_get_setup(m_connection.get())).data->root;
    }
    /// The server has answered, so it has sent what came before.
    void sync()
    {
        std::free( // NOLINT: xcb's replies come from malloc
            xcb_get_input_focus_reply(m_connection.get(), xcb_get_input_focus(m_connection.get()), nullptr));
    }

    std::unique_ptr<xcb_connection_t, void (*)(xcb_connection_t*)> m_connection{xcb_connect(nullptr, nullptr),
                                                                                &xcb_disconnect};
};

} // namespace

class TestActivation final : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void theTimeInATokenIsToldToTheWindowManager_data()
    {
        QTest::addColumn<QString>("token");
        QTest::addColumn<uint>("time");
        QTest::newRow("of startup notification") << u"plasma/tocsin/42-7-host_TIME56041328"_s << 56041328U;
        QTest::newRow("of a shortcut") << u"tocsin_TIME4294967295"_s << 4294967295U;
        QTest::newRow("not at the end") << u"tocsin_TIME5 "_s << 0U;
        QTest::newRow("too large") << u"tocsin_TIME4294967296"_s << 0U;
        QTest::newRow("no number") << u"tocsin_TIME"_s << 0U;
        QTest::newRow("too long") << QString{300, u'x'} + u"_TIME77"_s << 0U;
        QTest::newRow("of Wayland") << u"0f6b7ad4-1d6c"_s << 0U;
        QTest::newRow("none") << QString{} << 0U;
    }
    void theTimeInATokenIsToldToTheWindowManager()
    {
        QFETCH(QString, token);
        QFETCH(uint, time);
        QWidget window;
        RootWatch root;
        presentFor(window, token);
        std::vector<uint32_t> times;
        // Qt's own may be there too, with the time of its latest event. All come through another connection.
        const auto isToldLast = [&] {
            const std::vector<uint32_t> more = root.times(window);
            times.insert(times.end(), more.begin(), more.end());
            return !times.empty() && times.back() == time;
        };
        QCoreApplication::processEvents();
        static_cast<void>(isToldLast());
        if (time != 0)
            QTRY_VERIFY(isToldLast());
        for (const uint32_t wrong : {5U, 77U, 429496729U})
            QVERIFY(std::find(times.cbegin(), times.cend(), wrong) == times.cend());
    }
};

QTEST_MAIN(TestActivation)
#include "test_activation.moc"
