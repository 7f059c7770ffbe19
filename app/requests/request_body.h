// SPDX-License-Identifier: MIT
#pragma once

#include "core/decisions/decision.h"

#include <QWidget>

#include <optional>

namespace tocsin {

/// The part of the request window that shows the whole of one request: a call, questions or a plan.
class RequestBody : public QWidget
{
    Q_OBJECT
public:
    using QWidget::QWidget;

    /// What Allow, Answer or Approve sends; nothing while something is missing.
    [[nodiscard]] virtual std::optional<Decision> accepted() const = 0;
    /// Why this request cannot be allowed here, for people; empty if it can. A request that is not shown as a
    /// whole cannot be.
    [[nodiscard]] virtual QString obstacle() const { return {}; }
    /// Reads again what comes from files, at the click. False if it has changed; it then shows the new state.
    [[nodiscard]] virtual bool isStillAsShown() { return true; }

Q_SIGNALS:
    /// accepted() or obstacle() may have changed.
    void changed();
};

} // namespace tocsin
