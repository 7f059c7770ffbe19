// SPDX-License-Identifier: MIT
#pragma once

#include <QDBusArgument>
#include <QDBusObjectPath>

namespace tocsin::test {

/// (oayays) of the Secret Service API.
struct WireSecret
{
    QDBusObjectPath session{};
    QByteArray parameters{};
    QByteArray value{};
    QString contentType{};
};

inline QDBusArgument& operator<<(QDBusArgument& out, const WireSecret& secret)
{
    out.beginStructure();
    out << secret.session << secret.parameters << secret.value << secret.contentType;
    out.endStructure();
    return out;
}

inline const QDBusArgument& operator>>(const QDBusArgument& in, WireSecret& secret)
{
    in.beginStructure();
    in >> secret.session >> secret.parameters >> secret.value >> secret.contentType;
    in.endStructure();
    return in;
}

} // namespace tocsin::test
