// SPDX-License-Identifier: MIT
#pragma once

#include "app/shortcut/global_shortcut.h"

#include <QDBusConnection>
#include <QDBusMessage>
#include <QDBusObjectPath>
#include <QVariantMap>

#include <functional>

namespace tocsin {

/// org.freedesktop.portal.GlobalShortcuts (GNOME 48 and later, Plasma, Hyprland). Binding may open a dialog
/// of the desktop, so it happens only when the person turns it on. Does not start the portal.
class PortalShortcut final : public GlobalShortcut
{
    Q_OBJECT
public:
    /// `bus`: a connection that nothing else calls the portal on, which would then not take our name.
    explicit PortalShortcut(const QDBusConnection& bus, QObject* parent = nullptr);

    void start() override;
    [[nodiscard]] bool isOn() const override { return m_isOn; }
    [[nodiscard]] QString status() const override { return m_status; }

    [[nodiscard]] bool isOffered() const override { return m_isOffered; }
    /// For an act of the person, now or earlier. Lasts until they refuse; a portal that starts again is asked
    /// again.
    void setWanted(bool isWanted) override;

private Q_SLOTS:
    // By name: QDBusConnection::connect knows no other way.
    void onResponse(uint response, const QVariantMap& results, const QDBusMessage& message);
    void onActivated(const QDBusObjectPath& session, const QString& id, qulonglong timestamp,
                     const QVariantMap& options, const QDBusMessage& message);
    void onSessionClosed(const QDBusMessage& message);

private:
    using Reply = std::function<void(const QDBusMessage& reply)>;
    using Response = std::function<void(const QVariantMap& results)>;
    enum class Step : uint8_t { None, Introducing, Creating, Binding };

    void setOwner(const QString& owner);
    void askWhetherOffered();
    void introduce();
    void createSession();
    void bind();
    void takeBound(const QVariantMap& results);
    /// Also a dialog of the desktop that is still open.
    void closeSession(const QString& status);
    /// It no longer exists, or is about to.
    void leaveSession();
    [[nodiscard]] QString newToken();
    [[nodiscard]] QString pathOfToken(const QString& kind, const QString& token) const;
    /// A method that answers with a Response of the request whose token it was given.
    void request(const QDBusMessage& message, const QString& token, Response onResponse);
    void listenToRequest(bool on);
    void call(QDBusMessage message, Reply onReply, Reply onError);
    void setState(bool isOn, const QString& status);

    QDBusConnection m_bus;
    QString m_owner;
    QString m_session; ///< its path, from before the portal has it until it is closed
    QString m_requestPath;
    Response m_onResponse;
    QString m_status;
    int m_generation{0};
    int m_tokens{0};
    Step m_step{Step::None}; ///< what the portal was asked last, and has not answered
    bool m_isOffered{false};
    bool m_isWanted{false};
    bool m_isOn{false};
};

} // namespace tocsin
