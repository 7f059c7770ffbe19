// SPDX-License-Identifier: MIT
#include "tests/app/shortcut/own_portal.h"

#include <QDBusArgument>
#include <QDBusConnectionInterface>
#include <QDBusObjectPath>
#include <QFile>
#include <QTest>

#include <csignal>
#include <utility>

using namespace Qt::StringLiterals;

namespace tocsin::test {

namespace {

QString desktopPath()
{
    return u"/org/freedesktop/portal/desktop"_s;
}

QString interfaceName()
{
    return u"org.freedesktop.impl.portal.GlobalShortcuts"_s;
}

bool isRunning()
{
    return QDBusConnection::sessionBus().interface()->isServiceRegistered(
        u"org.freedesktop.portal.Desktop"_s);
}

QStringList descriptionsIn(const QVariant& shortcuts)
{
    QStringList found;
    const auto argument = shortcuts.value<QDBusArgument>();
    argument.beginArray();
    while (!argument.atEnd()) {
        QString id;
        QVariantMap properties;
        argument.beginStructure();
        argument >> id >> properties;
        argument.endStructure();
        found << id + u": "_s + properties.value(u"description"_s).toString();
    }
    argument.endArray();
    return found;
}

} // namespace

OwnPortal::OwnPortal()
{
    m_desktop.on(desktopPath(), interfaceName(), u"CreateSession"_s,
                 [this](const QDBusMessage& call) { return createSession(call); });
    m_desktop.on(desktopPath(), interfaceName(), u"BindShortcuts"_s,
                 [this](const QDBusMessage& call) { return bind(call); });
    m_desktop.on(desktopPath(), u"org.freedesktop.DBus.Properties"_s, u"GetAll"_s,
                 QVariantMap{{u"version"_s, 1U}});
    QFile portal{m_folder.filePath(u"test.portal"_s)};
    if (portal.open(QIODevice::WriteOnly))
        portal.write("[portal]\nDBusName=org.freedesktop.impl.portal.desktop.test\n"
                     "Interfaces=org.freedesktop.impl.portal.GlobalShortcuts;\nUseIn=test\n");
    QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
    environment.insert(u"XDG_DESKTOP_PORTAL_DIR"_s, m_folder.path());
    environment.insert(u"XDG_CURRENT_DESKTOP"_s, u"test"_s);
    m_process.setProcessEnvironment(environment);
    m_process.setProcessChannelMode(QProcess::ForwardedChannels);
}

OwnPortal::~OwnPortal()
{
    m_process.kill();
    m_process.waitForFinished();
}

bool OwnPortal::start()
{
    if (!std::exchange(m_isDesktopUp, true) && !m_desktop.start())
        return false;
    m_process.start(QStringLiteral(TOCSIN_PORTAL), {});
    return QTest::qWaitFor([] { return isRunning(); }, 20'000);
}

void OwnPortal::stop()
{
    m_process.kill();
    m_process.waitForFinished();
    QVERIFY(QTest::qWaitFor([] { return !isRunning(); }, 20'000));
    session.clear();
}

void OwnPortal::pause()
{
    sendToProcess(SIGSTOP);
}

void OwnPortal::goOn()
{
    sendToProcess(SIGCONT);
}

void OwnPortal::sendToProcess(int signal) const
{
    ::kill(static_cast<pid_t>(m_process.processId()), signal);
}

void OwnPortal::press(const QString& activationToken)
{
    m_desktop.emitSignal(desktopPath(), interfaceName(), u"Activated"_s,
                         {QVariant::fromValue(QDBusObjectPath{session}), u"open-requests"_s,
                          QVariant::fromValue<qulonglong>(1),
                          QVariantMap{{u"activation_token"_s, activationToken}}});
}

QVariantList OwnPortal::createSession(const QDBusMessage& call)
{
    session = qdbus_cast<QDBusObjectPath>(call.arguments().value(1)).path();
    const QString sessionInterface = u"org.freedesktop.impl.portal.Session"_s;
    m_desktop.on(session, sessionInterface, u"Close"_s, [this](const QDBusMessage&) {
        session.clear();
        return QVariantList{};
    });
    // The version of Debian 12 looks for shortcuts here too.
    return {0U, QVariantMap{{u"shortcuts"_s, QStringList{}}}};
}

QVariantList OwnPortal::bind(const QDBusMessage& call)
{
    const QVariant shortcuts = call.arguments().value(2);
    descriptions = descriptionsIn(shortcuts);
    if (answer == Answer::No)
        return {1U, QVariantMap{}};
    return {0U, QVariantMap{{u"shortcuts"_s, shortcuts}}};
}

} // namespace tocsin::test
