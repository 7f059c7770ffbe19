// SPDX-License-Identifier: MIT
#pragma once

#include <QObject>

namespace tocsin {

/// Keeps links, and the hints in empty fields, readable: some dark palettes have those of light ones. Follows
/// the palette of the desktop as long as it lives.
class ReadableColors final : public QObject
{
    Q_OBJECT
public:
    explicit ReadableColors(QObject* parent = nullptr);

    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    void mend();
};

} // namespace tocsin
