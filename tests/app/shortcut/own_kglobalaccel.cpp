// SPDX-License-Identifier: MIT
#include "tests/app/shortcut/own_kglobalaccel.h"

#include <QDBusArgument>
#include <QDBusConnection>
#include <QDBusConnectionInterface>
#include <QFile>
#include <QStandardPaths>
#include <QTest>

using namespace Qt::StringLiterals;

namespace tocsin::test {

namespace {

QString service()
{
    return u"org.kde.kglobalaccel"_s;
}

QStringList actionId()
{
    return {u"tocsin"_s, u"Open Requests"_s, QString{}, QString{}};
}

QVariant ask(const QString& path, const QString& interface, const QString& method,
             const QVariantList& arguments = {})
{
    QDBusMessage message = QDBusMessage::createMethodCall(service(), path, interface, method);
    message.setArguments(arguments);
    return QDBusConnection::sessionBus().call(message).arguments().value(0);
}

QVariant ask(const QString& method, const QVariantList& arguments)
{
    return ask(u"/kglobalaccel"_s, u"org.kde.KGlobalAccel"_s, method, arguments);
}

bool isRunning()
{
    return QDBusConnection::sessionBus().interface()->isServiceRegistered(service());
}

} // namespace

OwnKGlobalAccel::~OwnKGlobalAccel()
{
    m_process.kill();
    m_process.waitForFinished();
}

bool OwnKGlobalAccel::start()
{
    m_process.start(QStringLiteral(TOCSIN_KGLOBALACCEL), {});
    return QTest::qWaitFor([] { return isRunning(); }, 20'000);
}

void OwnKGlobalAccel::stop()
{
    m_process.kill(); // as a crash
    m_process.waitForFinished();
    QVERIFY(QTest::qWaitFor([] { return !isRunning(); }, 20'000));
}

void OwnKGlobalAccel::setKey(int key)
{
    const QList<int> wanted = key == 0 ? QList<int>{} : QList<int>{key};
    ask(u"setForeignShortcut"_s, {actionId(), QVariant::fromValue(wanted)});
}

QList<int> OwnKGlobalAccel::keys()
{
    return qdbus_cast<QList<int>>(ask(u"shortcut"_s, {actionId()}));
}

QString OwnKGlobalAccel::shownName()
{
    const QStringList main{u"tocsin"_s, QString{}, QString{}, QString{}};
    for (const QStringList& action : qdbus_cast<QList<QStringList>>(ask(u"allActionsForComponent"_s, {main})))
        return action.value(2) + u": "_s + action.value(3);
    return {};
}

bool OwnKGlobalAccel::isActive()
{
    return ask(u"/component/tocsin"_s, u"org.kde.kglobalaccel.Component"_s, u"isActive"_s).toBool();
}

QString OwnKGlobalAccel::saved()
{
    QFile file{QStandardPaths::writableLocation(QStandardPaths::GenericConfigLocation) +
               u"/kglobalshortcutsrc"_s};
    return file.open(QIODevice::ReadOnly) ? QString::fromUtf8(file.readAll()) : QString{};
}

void OwnKGlobalAccel::press(const QString& keys)
{
    QProcess xdotool;
    xdotool.start(u"xdotool"_s, {u"key"_s, keys});
    QVERIFY(xdotool.waitForFinished());
    QCOMPARE(xdotool.exitCode(), 0);
}

} // namespace tocsin::test
