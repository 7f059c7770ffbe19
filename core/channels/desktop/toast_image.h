// SPDX-License-Identifier: MIT
#pragma once

#include <QByteArray>
#include <QString>

#include <functional>

namespace tocsin {

/// The picture of a toast: 8-bit RGBA, not premultiplied, `width * 4` bytes a row.
struct ToastImage
{
    int width{0};
    int height{0};
    QByteArray rgba;

    [[nodiscard]] bool isNull() const { return rgba.isEmpty(); }
};

/// Gives the picture for a Toast's iconName. core knows no pixels, so the app hands this in; without it the
/// desktop looks the name up in its icon theme.
using ToastImages = std::function<ToastImage(const QString& iconName)>;

} // namespace tocsin
