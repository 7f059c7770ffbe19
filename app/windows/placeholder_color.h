// SPDX-License-Identifier: MIT
#pragma once

#include <QObject>

namespace tocsin {

/// Keeps the hints in empty fields readable: some dark palettes have none for dark fields. Follows the
/// palette of the desktop as long as it lives.
class PlaceholderColor final : public QObject
{
    Q_OBJECT
public:
    explicit PlaceholderColor(QObject* parent = nullptr);

    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    void mend();
};

} // namespace tocsin
