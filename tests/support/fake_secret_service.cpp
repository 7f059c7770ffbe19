// SPDX-License-Identifier: MIT
#include "tests/support/fake_secret_service.h"

#include "tests/support/wire_secret.h"

#include <QDBusMessage>
#include <QDBusMetaType>
#include <QDBusVariant>

namespace tocsin::test {

using namespace Qt::StringLiterals;

namespace {
const QString Service = u"org.freedesktop.secrets"_s;
const QString Root = u"/org/freedesktop/secrets"_s;
const QDBusObjectPath Collection{u"/org/freedesktop/secrets/collection/login"_s};
const QDBusObjectPath Item{u"/org/freedesktop/secrets/collection/login/1"_s};
const QDBusObjectPath Session{u"/org/freedesktop/secrets/session/1"_s};
const QDBusObjectPath None{u"/"_s};
using Paths = QList<QDBusObjectPath>;
using Secrets = QMap<QDBusObjectPath, WireSecret>;
} // namespace

// A connection of its own: on the program's one, its calls would not leave the process.
FakeSecretService::FakeSecretService()
    : m_bus{QDBusConnection::connectToBus(QDBusConnection::SessionBus, u"fake-secret-service"_s)}
{
    qDBusRegisterMetaType<WireSecret>();
    qDBusRegisterMetaType<Secrets>();
    if (!m_bus.registerVirtualObject(Root, this, QDBusConnection::SubPath) || !m_bus.registerService(Service))
        qFatal("the fake Secret Service has no place on the bus");
}

FakeSecretService::~FakeSecretService()
{
    m_bus.unregisterService(Service);
    m_bus.unregisterObject(Root, QDBusConnection::UnregisterTree);
    QDBusConnection::disconnectFromBus(u"fake-secret-service"_s);
}

void FakeSecretService::answerPrompts(bool opens)
{
    m_isLocked = m_isLocked && !opens;
    const QList<QString> prompts = std::exchange(m_prompts, {});
    for (const QString& path : prompts) {
        QDBusMessage completed =
            QDBusMessage::createSignal(path, u"org.freedesktop.Secret.Prompt"_s, u"Completed"_s);
        completed << !opens
                  << QVariant::fromValue(
                         QDBusVariant{QVariant::fromValue(opens ? Paths{Collection} : Paths{})});
        m_bus.send(completed);
    }
}

QString FakeSecretService::introspect(const QString&) const
{
    return {};
}

bool FakeSecretService::handleMessage(const QDBusMessage& message, const QDBusConnection& connection)
{
    return connection.send(answerTo(message));
}

QDBusMessage FakeSecretService::answerTo(const QDBusMessage& message)
{
    const QString call = message.member();
    const Paths items = m_value.isEmpty() ? Paths{} : Paths{Item};
    if (call == "OpenSession"_L1) {
        if (message.arguments().value(0).toString() != "plain"_L1)
            return message.createErrorReply(QDBusError::NotSupported, u"plain alone"_s);
        return message.createReply(
            {QVariant::fromValue(QDBusVariant{QString{}}), QVariant::fromValue(Session)});
    }
    if (call == "SearchItems"_L1)
        return message.createReply({QVariant::fromValue(m_isLocked ? Paths{} : items),
                                    QVariant::fromValue(m_isLocked ? items : Paths{})});
    if (call == "Unlock"_L1)
        return unlock(message);
    if (call == "Prompt"_L1) {
        m_prompts += message.path();
        // After the reply to this call.
        if (m_deniesAll)
            QMetaObject::invokeMethod(
                this, [this] { answerPrompts(false); }, Qt::QueuedConnection);
        Q_EMIT prompted();
        return message.createReply();
    }
    if (call == "CreateItem"_L1)
        return createItem(message);
    if (call == "GetSecrets"_L1)
        return secrets(message);
    if (call == "Delete"_L1) {
        m_value.clear();
        return message.createReply(QVariant::fromValue(None));
    }
    if (call == "GetAll"_L1)
        return message.createReply(QVariantMap{});
    if (call == "Close"_L1 || call == "Dismiss"_L1)
        return message.createReply();
    return message.createErrorReply(QDBusError::UnknownMethod, call);
}

QDBusMessage FakeSecretService::unlock(const QDBusMessage& message)
{
    if (!m_isLocked)
        return message.createReply({QVariant::fromValue(qdbus_cast<Paths>(message.arguments().value(0))),
                                    QVariant::fromValue(None)});
    const QDBusObjectPath prompt{Root + u"/prompt/p%1"_s.arg(++m_promptCount)};
    return message.createReply({QVariant::fromValue(Paths{}), QVariant::fromValue(prompt)});
}

QDBusMessage FakeSecretService::createItem(const QDBusMessage& message)
{
    if (m_isLocked)
        return message.createErrorReply(u"org.freedesktop.Secret.Error.IsLocked"_s, u"locked"_s);
    m_value = qdbus_cast<WireSecret>(message.arguments().value(1)).value;
    return message.createReply({QVariant::fromValue(Item), QVariant::fromValue(None)});
}

QDBusMessage FakeSecretService::secrets(const QDBusMessage& message) const
{
    const Secrets all{
        {Item,
         WireSecret{.session = Session, .parameters = {}, .value = m_value, .contentType = u"text/plain"_s}}};
    return message.createReply(QVariant::fromValue(all));
}

} // namespace tocsin::test
