// SPDX-License-Identifier: MIT
#pragma once

#include "core/channels/desktop/notifier.h"

namespace tocsin {

/// Where toasts are off (`--headless`) or there is nobody to show them. Takes everything, shows nothing,
/// reports nothing.
class NullNotifier final : public Notifier
{
    Q_OBJECT
public:
    using Notifier::Notifier;

    void show(const Toast& toast) override;
    void close(const QString& tag) override;
    [[nodiscard]] NotifierCapabilities capabilities() const override;
};

} // namespace tocsin
