// SPDX-License-Identifier: MIT
#include "app/activation.h"

#include "app/windows/window_fit.h"

#include <QGuiApplication>

namespace tocsin {

using namespace Qt::StringLiterals;

namespace {
constexpr auto Variable = "XDG_ACTIVATION_TOKEN";
/// Longer than any desktop's.
constexpr qsizetype MaxToken{256};
} // namespace

QString givenActivationToken()
{
    const QString token = qEnvironmentVariable(Variable);
    return token.isEmpty() ? qEnvironmentVariable("DESKTOP_STARTUP_ID") : token;
}

void presentFor(QWidget& window, const QString& token)
{
    // There Qt takes the token from the environment, when a window is activated.
    const bool isUsed = !token.isEmpty() && token.size() <= MaxToken &&
                        QGuiApplication::platformName().startsWith("wayland"_L1);
    if (isUsed)
        qputenv(Variable, token.toUtf8());
    present(window);
    if (isUsed)
        qunsetenv(Variable);
}

} // namespace tocsin
