// SPDX-License-Identifier: MIT
#include "resources/resources.h"

#include <QDir>

using namespace Qt::StringLiterals;

// Q_INIT_RESOURCE declares a function of the global namespace.
static void registerIcons()
{
    Q_INIT_RESOURCE(tocsin_icons);
}

namespace tocsin {

void initResources()
{
    registerIcons();
}

QList<int> iconSizes()
{
    return {16, 22, 24, 32, 48, 64, 128};
}

QString iconPath(const QString& name, int size)
{
    return u":/icons/%1/%2.png"_s.arg(name).arg(size);
}

} // namespace tocsin
