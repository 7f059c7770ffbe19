// SPDX-License-Identifier: MIT
#pragma once

#include <QDBusConnection>
#include <QDBusContext>
#include <QDBusMessage>
#include <QList>
#include <QObject>
#include <QStringList>
#include <QVariantMap>

namespace tocsin::test {

/// One call of Notify, as it came over the bus.
struct NotifyCall
{
    uint id{0}; ///< that we answered
    uint replacesId{0};
    QString appName;
    QString icon;
    QString title;
    QString body;
    QStringList actions;
    QVariantMap hints;
    int timeout{0};
};

/// A notification service that shows nothing and remembers everything, on a bus connection of its own. Needs
/// a private session bus (tocsin_add_test(... BUS)).
class FakeNotifications final : public QObject, protected QDBusContext
{
    Q_OBJECT
    Q_CLASSINFO("D-Bus Interface", "org.freedesktop.Notifications")
public:
    explicit FakeNotifications(QStringList capabilities = {QStringLiteral("actions"), QStringLiteral("body"),
                                                           QStringLiteral("body-markup")},
                               QObject* parent = nullptr);
    ~FakeNotifications() override;

    /// Takes the service's name; false if somebody has it already.
    [[nodiscard]] bool start();
    /// Leaves the bus without a word, like a crash. Ids begin at 1 again after the next start().
    void stop();

    /// From now on Notify is answered only by releaseAnswers().
    void holdAnswers() { m_holding = true; }
    void releaseAnswers();

    void setCapabilities(const QStringList& capabilities) { m_capabilities = capabilities; }
    /// As which service it counts; "fake" is unknown.
    void setName(const QString& name) { m_name = name; }
    /// How many it keeps of a program: the oldest goes, as expired.
    void keepAtMost(qsizetype count) { m_mostShown = count; }
    /// With an activation token before it, if there is one.
    void press(uint id, const QString& action, const QString& token = {});
    void reply(uint id, const QString& text);
    void closeAs(uint id, uint reason);

    [[nodiscard]] const QList<NotifyCall>& calls() const { return m_calls; }
    [[nodiscard]] const QList<uint>& closeCalls() const { return m_closeCalls; }
    /// The toasts on the screen, the oldest first, each as it was last shown.
    [[nodiscard]] QList<NotifyCall> shown() const { return m_shown; }

public Q_SLOTS:
    Q_SCRIPTABLE uint Notify(const QString& appName, uint replacesId, const QString& icon,
                             const QString& title, const QString& body, const QStringList& actions,
                             const QVariantMap& hints, int timeout);
    Q_SCRIPTABLE void CloseNotification(uint id);
    Q_SCRIPTABLE QStringList GetCapabilities();
    Q_SCRIPTABLE QString GetServerInformation(QString& vendor, QString& version, QString& specVersion);

Q_SIGNALS:
    Q_SCRIPTABLE void NotificationClosed(uint id, uint reason);
    Q_SCRIPTABLE void ActionInvoked(uint id, const QString& action);
    Q_SCRIPTABLE void ActivationToken(uint id, const QString& token);
    Q_SCRIPTABLE void NotificationReplied(uint id, const QString& text);

private:
    void takeAway(uint id, uint reason);

    QStringList m_capabilities;
    QString m_name{QStringLiteral("fake")};
    qsizetype m_mostShown{0}; ///< 0: all
    QString m_connectionName;
    int m_starts{0};
    uint m_lastId{0};
    bool m_holding{false};
    QList<QDBusMessage> m_heldAnswers;
    QList<NotifyCall> m_calls;
    QList<NotifyCall> m_shown;
    QList<uint> m_closeCalls;
};

} // namespace tocsin::test
