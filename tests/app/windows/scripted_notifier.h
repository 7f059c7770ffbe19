// SPDX-License-Identifier: MIT
#pragma once

#include "core/channels/desktop/notifier.h"

namespace tocsin {

/// A notifier that records what it is to show; the test decides what becomes of it.
class ScriptedNotifier final : public Notifier
{
    Q_OBJECT
public:
    using Notifier::Notifier;

    void show(const Toast& toast) override { shown += toast; }
    void close(const QString& /*tag*/) override {}
    [[nodiscard]] NotifierCapabilities capabilities() const override { return {.available = m_canShow}; }
    void setCanShow(bool canShow)
    {
        m_canShow = canShow;
        Q_EMIT canShowChanged(canShow);
    }

    QList<Toast> shown;

private:
    bool m_canShow{true};
};

} // namespace tocsin
