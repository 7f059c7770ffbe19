// SPDX-License-Identifier: MIT
#pragma once

#include <QObject>

class QPalette;

namespace tocsin {

/// The colours of all windows. Keeps links, and the hints in empty fields, readable: some dark palettes have
/// those of light ones. Follows the palette of the desktop as long as it lives.
class ReadableColors final : public QObject
{
    Q_OBJECT
public:
    explicit ReadableColors(QObject* parent = nullptr);

    /// Another palette of the desktop, of which Qt does not know.
    void follow(const QPalette& desktop);

    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    void mend();
};

} // namespace tocsin
