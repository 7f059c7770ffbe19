// SPDX-License-Identifier: MIT
#include "app/trouble_notifier.h"

#include "core/logging/categories.h"

#include <algorithm>
#include <chrono>

namespace tocsin {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {
// A long timer would be off after a suspend.
constexpr std::chrono::milliseconds LongestNap{30s};
} // namespace

TroubleNotifier::TroubleNotifier(EventPipeline& pipeline, Notifier& notifier, const Clock& clock)
    : m_pipeline{pipeline}
    , m_notifier{notifier}
    , m_clock{clock}
    , m_troubles{clock.nowUtc()}
{
    connect(&m_troubles, &Troubles::began, this, &TroubleNotifier::show);
    connect(&m_troubles, &Troubles::ended, this, [this](Trouble trouble) {
        qCInfo(logDelivery).noquote() << "over:" << wireName(trouble);
        m_notifier.close(wireName(trouble));
    });
    connect(&pipeline, &EventPipeline::changed, this, &TroubleNotifier::look);
    connect(&pipeline, &EventPipeline::textAnswered, this,
            [this](const QString& session, const QString& topic, const TextOutcome& outcome) {
                m_troubles.noteText(session, topic, outcome, m_clock.nowUtc());
                scheduleTick();
            });
    m_tick.setSingleShot(true);
    connect(&m_tick, &QTimer::timeout, this, &TroubleNotifier::look);
}

void TroubleNotifier::look()
{
    m_troubles.noteServer(m_pipeline.serverReachable().value_or(true), m_pipeline.waitingEvents(),
                          m_clock.nowUtc());
    scheduleTick();
}

void TroubleNotifier::scheduleTick()
{
    const std::optional<QDateTime> deadline = m_troubles.nextDeadline();
    if (!deadline)
        return m_tick.stop();
    const std::chrono::milliseconds left{m_clock.nowUtc().msecsTo(*deadline)};
    m_tick.start(std::clamp(left, 0ms, LongestNap));
}

void TroubleNotifier::show(Trouble trouble)
{
    qCInfo(logDelivery).noquote() << "trouble:" << wireName(trouble);
    QString title;
    QString body;
    switch (trouble) {
    case Trouble::ServerUnreachable:
        title = tr("The server is not responding");
        body = tr("%n text(s) waiting for the network. Notifications still work.", nullptr,
                  m_pipeline.waitingEvents());
        break;
    case Trouble::TextUndelivered:
        title = tr("A text was not delivered");
        body = tr("Your phone may be off or out of coverage. Notifications still work.");
        break;
    case Trouble::HourUsedUp:
        title = tr("No more texts this hour");
        body = tr(
            "Your phone has received all texts that the server allows in an hour. What still waits for you "
            "is texted later.");
        break;
    }
    m_notifier.show({.tag = wireName(trouble),
                     .title = title,
                     .body = body,
                     .category = u"network.error"_s,
                     .iconName = u"tocsin-error"_s,
                     .staysUntilClosed = true});
}

} // namespace tocsin
