// SPDX-License-Identifier: MIT
#include "app/activation.h"

#include "app/windows/window_fit.h"
#include "app/x11_activation.h"

#include <QEvent>
#include <QGuiApplication>
#include <QRegularExpression>
#include <QWidget>
#include <QWindow>

namespace tocsin {

using namespace Qt::StringLiterals;

namespace {
constexpr auto Variable = "XDG_ACTIVATION_TOKEN";
/// Longer than any desktop's.
constexpr qsizetype MaxToken{256};

/// When the person acted, by the X server's clock: what ids of startup notification end with. 0: not known.
quint32 timeIn(const QString& token)
{
    static const QRegularExpression end{u"_TIME([0-9]{1,10})$"_s};
    return token.size() <= MaxToken ? end.match(token).captured(1).toUInt() : 0;
}

/// Activates a window when it has come to the screen: until then Qt keeps its own request back, with an older
/// time, and the last one counts.
class OnceExposed final : public QObject
{
public:
    OnceExposed(QWidget& window, quint32 time)
        : QObject{window.windowHandle()}
        , m_window{window}
        , m_time{time}
    {
        window.windowHandle()->installEventFilter(this);
    }

protected:
    bool eventFilter(QObject* watched, QEvent* event) override
    {
        if (event->type() == QEvent::Expose && m_window.windowHandle()->isExposed()) {
            watched->removeEventFilter(this);
            QMetaObject::invokeMethod(this, &OnceExposed::activate, Qt::QueuedConnection);
        }
        return false;
    }

private:
    void activate()
    {
        activateOnX11(m_window, m_time);
        deleteLater();
    }

    QWidget& m_window; ///< outlives its own window handle
    quint32 m_time;
};

} // namespace

QString givenActivationToken()
{
    const QString token = qEnvironmentVariable(Variable);
    return token.isEmpty() ? qEnvironmentVariable("DESKTOP_STARTUP_ID") : token;
}

bool isUsableToken(const QString& token)
{
    return !token.isEmpty() && token.size() <= MaxToken;
}

void presentFor(QWidget& window, const QString& token)
{
    // There Qt takes the token from the environment, when a window is activated.
    const bool isUsed = isUsableToken(token) && QGuiApplication::platformName().startsWith("wayland"_L1);
    if (isUsed)
        qputenv(Variable, token.toUtf8());
    present(window);
    if (isUsed)
        qunsetenv(Variable);
    // Qt asks with the time of the latest event that it had, which may be long ago: window managers that
    // guard the focus refuse that.
    const quint32 time = timeIn(token);
    if (time == 0)
        return;
    activateOnX11(window, time);
    if (window.windowHandle() != nullptr && !window.windowHandle()->isExposed())
        new OnceExposed{window, time}; // the handle's
}

} // namespace tocsin
