// SPDX-License-Identifier: MIT
#pragma once

#include <QList>
#include <QObject>
#include <QString>
#include <QStringList>

#include <cstdint>

namespace tocsin {

enum class ToastUrgency : uint8_t { Low, Normal, Critical };

struct ToastButton
{
    QString key; ///< comes back in Notifier::buttonPressed
    QString label;
};

/// A desktop notification to show. `title`, `body` and `lines` are plain text; a backend that speaks markup
/// escapes them.
struct Toast
{
    QString tag{}; ///< a toast with the tag of a shown one replaces it in place
    QString title{};
    QString body{};
    QStringList lines{}; ///< below the body, one each
    ToastUrgency urgency{ToastUrgency::Normal};
    QString category{}; ///< freedesktop category, such as `im.received`
    QString iconName{};
    QString soundName{}; ///< of the freedesktop Sound Naming Specification; empty: the service chooses
    bool isSilent{false};
    bool staysUntilClosed{false};
    QList<ToastButton> buttons{};
};

enum class ToastClosed : uint8_t { Expired, Dismissed, ByUs, Unknown };

struct NotifierCapabilities
{
    bool available{false};
    bool buttons{false};
    bool bodyMarkup{false};
    bool persistence{false};
    bool sound{false}; ///< plays sounds by name
};

/// Shows toasts. One backend a platform; `show` and `close` return at once.
class Notifier : public QObject
{
    Q_OBJECT
public:
    using QObject::QObject;

    virtual void show(const Toast& toast) = 0;
    virtual void close(const QString& tag) = 0;
    [[nodiscard]] virtual NotifierCapabilities capabilities() const = 0;
    /// False once it is known that nothing shows toasts.
    [[nodiscard]] virtual bool canShow() const { return capabilities().available; }
    /// Before anything is shown: toasts with these tags that an earlier program left on the screen are ours
    /// now, and whatever else it left is closed.
    virtual void takeOver(const QStringList& /*tags*/) {}
    /// The program ends: takes the toasts along, and shows none any more. Handles events, for a moment, while
    /// it waits for toasts that are just being shown.
    virtual void leave() {}

Q_SIGNALS:
    /// `key` is a button's key, or `default` for a click on the toast itself.
    void buttonPressed(const QString& tag, const QString& key);
    void closed(const QString& tag, tocsin::ToastClosed why);
    void canShowChanged(bool canShow);
    /// The desktop would not show the toast; `reason` is for the log.
    void failed(const QString& tag, const QString& reason);
};

} // namespace tocsin
