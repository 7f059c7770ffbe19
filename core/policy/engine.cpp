// SPDX-License-Identifier: MIT
#include "core/policy/engine.h"

namespace tocsin {

struct Engine::Private
{
    EngineConfig config;
    EngineParts parts;
    QHash<DropReason, int> drops{};
};

Engine::Engine(EngineConfig config, EngineParts parts)
    : d{std::make_unique<Private>(Private{std::move(config), std::move(parts)})}
{}
Engine::~Engine() = default;

Actions Engine::take(const HookEvent&, const QDateTime&)
{
    return {};
}
Actions Engine::takeSpooled(QList<HookEvent>, const QDateTime&)
{
    return {};
}
Actions Engine::tick(const QDateTime&)
{
    return {};
}
std::optional<QDateTime> Engine::nextDeadline() const
{
    return {};
}
Actions Engine::setLoggedIn(bool, const QDateTime&)
{
    return {};
}
Actions Engine::setTexts(const QString&, bool, const QString&, const QDateTime&)
{
    return {};
}
Actions Engine::startByUser(const QString&, const QString&, const QString&, const QDateTime&)
{
    return {};
}
Actions Engine::stopByUser(const QString&, const QDateTime&)
{
    return {};
}
Actions Engine::answered(const QString&, const QUuid&, const TextOutcome&, const QDateTime&)
{
    return {};
}
void Engine::setConfig(const EngineConfig& config)
{
    d->config = config;
}
QList<SessionView> Engine::sessions() const
{
    return {};
}
bool Engine::knows(const QString&) const
{
    return false;
}
Overall Engine::overall() const
{
    return Overall::Idle;
}
QDateTime Engine::lastActivity(const QString&) const
{
    return {};
}
QHash<DropReason, int> Engine::dropCounts() const
{
    return d->drops;
}
void Engine::countDrop(const Dropped& dropped)
{
    ++d->drops[dropped.reason];
}

} // namespace tocsin
