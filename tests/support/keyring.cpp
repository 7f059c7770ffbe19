// SPDX-License-Identifier: MIT
#include "tests/support/keyring.h"

#include "tests/support/wire_secret.h"

#include <QDBusConnection>
#include <QDBusConnectionInterface>
#include <QDBusMessage>
#include <QDBusMetaType>
#include <QDBusObjectPath>
#include <QDBusReply>
#include <QTest>

#include <csignal>
#include <sys/prctl.h>

namespace tocsin::test {

using namespace Qt::StringLiterals;

namespace {

const QString Service = u"org.freedesktop.secrets"_s;
const QString Root = u"/org/freedesktop/secrets"_s;
const QDBusObjectPath Login{u"/org/freedesktop/secrets/collection/login"_s};
const QByteArray Password = "a password of the test's own"_ba;
const QString SecretService = u"org.freedesktop.Secret.Service"_s;
const QString Backdoor = u"org.gnome.keyring.InternalUnsupportedGuiltRiddenInterface"_s;

/// Not by QDBusInterface: Qt 6.4 leaks what it learns of the interface.
template<typename... Arguments>
QDBusMessage call(const QString& interface, const QString& method, const Arguments&... arguments)
{
    QDBusMessage message = QDBusMessage::createMethodCall(Service, Root, interface, method);
    message.setArguments({QVariant::fromValue(arguments)...});
    return QDBusConnection::sessionBus().call(message);
}

} // namespace

Keyring::Keyring()
{
    // A test that crashes runs no destructor.
    m_daemon.setChildProcessModifier([] { ::prctl(PR_SET_PDEATHSIG, SIGKILL); });
}

Keyring::~Keyring()
{
    kill();
}

bool Keyring::start()
{
    if (m_daemon.state() != QProcess::NotRunning)
        return true;
    m_daemon.start(u"gnome-keyring-daemon"_s, {u"--unlock"_s, u"--components=secrets"_s, u"--foreground"_s});
    if (!m_daemon.waitForStarted())
        return false;
    m_daemon.write(Password);
    m_daemon.closeWriteChannel();
    return QTest::qWaitFor(&Keyring::isOnTheBus, 20'000);
}

void Keyring::kill()
{
    if (m_daemon.state() == QProcess::NotRunning)
        return;
    m_daemon.kill();
    m_daemon.waitForFinished();
}

bool Keyring::isOnTheBus()
{
    return QDBusConnection::sessionBus().interface()->isServiceRegistered(Service);
}

bool Keyring::lock()
{
    const QDBusReply<QList<QDBusObjectPath>> locked = call(SecretService, u"Lock"_s, QList{Login});
    return locked.isValid();
}

bool Keyring::unlock()
{
    qDBusRegisterMetaType<WireSecret>();
    const QDBusMessage opened = call(SecretService, u"OpenSession"_s, u"plain"_s, QDBusVariant{QString{}});
    const auto session = opened.arguments().value(1).value<QDBusObjectPath>();
    // What a login manager does with the password that somebody has just typed.
    const QDBusMessage answer = call(
        Backdoor, u"UnlockWithMasterPassword"_s, Login,
        WireSecret{.session = session, .parameters = {}, .value = Password, .contentType = u"text/plain"_s});
    return answer.type() == QDBusMessage::ReplyMessage;
}

QByteArray Keyring::found()
{
    QProcess tool;
    tool.start(u"secret-tool"_s, {u"lookup"_s, u"server"_s, u"tocsin"_s, u"user"_s, u"login"_s});
    tool.waitForFinished();
    return tool.readAllStandardOutput().trimmed();
}

} // namespace tocsin::test
