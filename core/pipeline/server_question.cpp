// SPDX-License-Identifier: MIT
#include "core/pipeline/server_question.h"

#include <QTimer>

#include <chrono>
#include <memory>
#include <utility>

namespace tocsin {

using namespace std::chrono_literals;

namespace {

constexpr auto Limit = 2s;

} // namespace

void ServerQuestion::ask(const Done& done)
{
    if (!m_probe)
        return done(false);
    auto* step = new QObject{this};
    const auto isOpen = std::make_shared<bool>(true);
    const auto finish = [=](bool isPrinted) {
        if (!std::exchange(*isOpen, false))
            return;
        step->deleteLater();
        done(isPrinted);
    };
    QTimer::singleShot(Limit, step, [finish] { finish(false); });
    m_probe(step, finish);
}

} // namespace tocsin
