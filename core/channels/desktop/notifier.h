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
    bool needsPerson{false}; ///< nothing but a press that no other program can have asked for counts
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
    /// Of a button that opens a text field, where the service has one; empty: none. See Notifier::replied().
    QString replyLabel{};
};

enum class ToastClosed : uint8_t {
    Expired,
    Dismissed,
    ByUs,
    Evicted, ///< it should have stayed, and had to make room for a newer one
    Unknown
};

struct NotifierCapabilities
{
    bool available{false};
    bool buttons{false};
    /// How many buttons a person is sure to see, and that no other program can press but as
    /// `tokenProvesPress` says; 0 where that is not known.
    int drawnButtons{0};
    /// A press without an activation token may be another program's.
    bool tokenProvesPress{false};
    bool textReply{false};
    bool evictsOldest{false}; ///< of this program's, when there are more than a few
    bool bodyMarkup{false};
    bool persistence{false};
    bool sound{false}; ///< plays sounds by name
    QString service{}; ///< its name; empty where it says none
};

/// Shows toasts. One backend a platform; `show` and `close` return at once.
class Notifier : public QObject
{
    Q_OBJECT
public:
    using QObject::QObject;

    virtual void show(const Toast& toast) = 0;
    virtual void close(const QString& tag) = 0;
    /// The service's id of a toast that is on the screen; 0: it is not, or ids are not known.
    [[nodiscard]] virtual uint shownId(const QString& /*tag*/) const { return 0; }
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
    /// `key` is a button's key, or `default` for a click on the toast itself. `activationToken` lets a window
    /// come to the front under Wayland; empty where the desktop gives none.
    void buttonPressed(const QString& tag, const QString& key, const QString& activationToken = {});
    /// What the person typed.
    void replied(const QString& tag, const QString& text);
    /// The desktop has the toast as it was last shown: from now on a press means this one.
    void presented(const QString& tag);
    /// Another service than the one that toasts were made for.
    void capabilitiesChanged();
    void closed(const QString& tag, tocsin::ToastClosed why);
    void canShowChanged(bool canShow);
    /// The desktop would not show the toast; `reason` is for the log.
    void failed(const QString& tag, const QString& reason);
};

} // namespace tocsin
