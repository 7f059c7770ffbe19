// SPDX-License-Identifier: MIT
#include "core/system/presence/x_screen_saver_source.h"

#include <QPointer>

#include <utility>
#include <xcb/screensaver.h>

namespace tocsin {

using namespace Qt::StringLiterals;

XScreenSaverSource::XScreenSaverSource(std::shared_ptr<XConnection> x, QObject* parent)
    : PresenceSource{u"XScreenSaver"_s, parent}
    , m_x{std::move(x)}
{}

void XScreenSaverSource::begin()
{
    // The connection may live longer than this.
    m_x->send(
        [](const XLink& link) {
            return link.hasScreenSaver ? xcb_screensaver_query_info(link.connection.get(), link.root).sequence
                                       : 0U;
        },
        [self = QPointer{this}, asked = question()](const void* reply) {
            if (!self || !self->isOpen(asked))
                return;
            if (reply == nullptr)
                return self->fail(u"the X server has no answer"_s);
            const auto* info = static_cast<const xcb_screensaver_query_info_reply_t*>(reply);
            self->answer({.idle = std::chrono::milliseconds{info->ms_since_user_input}});
        });
}

} // namespace tocsin
