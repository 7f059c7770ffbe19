// SPDX-License-Identifier: MIT
#include "core/server/login/legacy_login.h"

#include "core/base/utc_time.h"
#include "core/server/login/login_text.h"

#include <QFile>
#include <QFileInfo>
#include <QJsonDocument>
#include <QJsonObject>
#include <QStringList>

#include <algorithm>

namespace tocsin {

using namespace Qt::StringLiterals;

namespace {

constexpr qint64 MaxFile{64 * 1024};
/// Epoch times beyond this are milliseconds: as seconds it would be the year 5138.
constexpr double MostSeconds{1e11};

/// The first of `names` that is there, on top or in an object one level down.
QJsonValue valueOf(const QJsonObject& json, const QStringList& names)
{
    for (const QString& name : names) {
        if (const QJsonValue value = json.value(name); value.isString() || value.isDouble())
            return value;
    }
    for (const QJsonValue inner : json) {
        const QJsonObject object = inner.toObject();
        for (const QString& name : names) {
            if (const QJsonValue value = object.value(name); value.isString() || value.isDouble())
                return value;
        }
    }
    return {};
}

QDateTime timeOf(const QJsonValue& value)
{
    bool isNumber = value.isDouble();
    const double number = isNumber ? value.toDouble() : value.toString().toDouble(&isNumber);
    if (!isNumber)
        return QDateTime::fromString(value.toString(), Qt::ISODateWithMs).toUTC();
    return utcFromMSecs(static_cast<qint64>(number > MostSeconds ? number : number * 1000));
}

/// It goes into a header: visible ASCII alone, and no longer than a server takes.
bool isToken(const QString& text)
{
    return !text.isEmpty() && text.size() <= 8192 &&
           std::all_of(text.cbegin(), text.cend(), [](QChar c) { return c > u' ' && c < u'\x7f'; });
}

} // namespace

LegacyLogin readSeedLogin(const QString& file, const QDateTime& now)
{
    LegacyLogin login{.file = file};
    QFile source{file};
    if (!QFileInfo{file}.isFile())
        return login;
    login.state = LegacyLogin::State::Useless;
    if (source.size() > MaxFile || !source.open(QIODevice::ReadOnly))
        return login;
    const QJsonObject json = QJsonDocument::fromJson(source.readAll()).object();
    const QString token =
        valueOf(json, {u"access_token"_s, u"accessToken"_s, u"token"_s, u"jwt"_s}).toString();
    if (!isToken(token))
        return login;
    login.token = Secret{token};
    login.phone = ensureMasked(valueOf(json, {u"phone"_s, u"phone_number"_s, u"phoneNumber"_s}).toString());
    login.server = QUrl{valueOf(json, {u"server_url"_s, u"serverUrl"_s, u"server"_s, u"url"_s}).toString()};
    const QDateTime end = timeOf(valueOf(json, {u"expires_at"_s, u"expiresAt"_s, u"expires"_s, u"exp"_s}));
    const bool isOver = end.isValid() && end.addDays(1) < now;
    login.state = isOver ? LegacyLogin::State::Expired : LegacyLogin::State::Usable;
    return login;
}

bool eraseFile(const QString& file)
{
    // A link's target is not ours to overwrite.
    if (!QFileInfo{file}.isSymLink()) {
        QFile target{file};
        if (target.open(QIODevice::ReadWrite)) {
            target.write(QByteArray(std::min(target.size(), MaxFile), '\0'));
            target.close();
        }
    }
    QFile::remove(file);
    return !QFileInfo{file}.isSymLink() && !QFileInfo::exists(file);
}

} // namespace tocsin
