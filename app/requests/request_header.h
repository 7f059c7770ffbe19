// SPDX-License-Identifier: MIT
#pragma once

#include "core/decisions/waiting_request.h"

#include <QWidget>

class QLabel;

namespace tocsin {

class ActButton;

/// Who asks, from where, and since when.
class RequestHeader final : public QWidget
{
    Q_OBJECT
public:
    /// `request` outlives it.
    explicit RequestHeader(const WaitingRequest& request, QWidget* parent = nullptr);

    /// UTC.
    void showTime(const QDateTime& now);
    /// The terminal does not show the request.
    void setHiddenInTerminal(bool isHidden);
    void retranslate();
    [[nodiscard]] ActButton& showThere() { return *m_showThere; }

private:
    void fill();

    const WaitingRequest& m_request;
    QDateTime m_now;
    QLabel* m_title;
    QLabel* m_where;
    QLabel* m_hidden;
    ActButton* m_showThere;
};

} // namespace tocsin
