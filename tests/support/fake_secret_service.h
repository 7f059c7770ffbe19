// SPDX-License-Identifier: MIT
#pragma once

#include <QDBusConnection>
#include <QDBusObjectPath>
#include <QDBusVirtualObject>

namespace tocsin::test {

/// A Secret Service on the test's own bus with one locked collection, whose prompt the test answers. As much
/// of it as libsecret asks for; for what the real daemon does not do without a person. One at a time.
class FakeSecretService final : public QDBusVirtualObject
{
    Q_OBJECT
public:
    FakeSecretService();
    ~FakeSecretService() override;

    /// Prompts that stand on the screen now.
    [[nodiscard]] int openPrompts() const { return static_cast<int>(m_prompts.size()); }
    /// The person types the password, or closes every prompt.
    void answerPrompts(bool opens);
    /// Every prompt is closed as soon as it comes up.
    void denyAll() { m_deniesAll = true; }
    void lock() { m_isLocked = true; }

    [[nodiscard]] QByteArray value() const { return m_value; }
    void setValue(const QByteArray& value) { m_value = value; }

    [[nodiscard]] QString introspect(const QString& path) const override;
    bool handleMessage(const QDBusMessage& message, const QDBusConnection& connection) override;

Q_SIGNALS:
    void prompted();

private:
    [[nodiscard]] QDBusMessage answerTo(const QDBusMessage& message);
    [[nodiscard]] QDBusMessage createItem(const QDBusMessage& message);
    [[nodiscard]] QDBusMessage unlock(const QDBusMessage& message);
    [[nodiscard]] QDBusMessage secrets(const QDBusMessage& message) const;

    QDBusConnection m_bus;
    bool m_isLocked{true};
    bool m_deniesAll{false};
    int m_promptCount{0};
    QList<QString> m_prompts; ///< paths
    QByteArray m_value;
};

} // namespace tocsin::test
