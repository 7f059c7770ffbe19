// SPDX-License-Identifier: MIT
#include "core/server/api/authorities.h"

#include <QCoreApplication>
#include <QFile>
#include <QFileInfo>

namespace tocsin {

namespace {
/// All authorities of a whole system together are about 200 KiB.
constexpr qint64 MaxFile{1024 * 1024};

struct Words
{
    Q_DECLARE_TR_FUNCTIONS(Authorities)
};
} // namespace

Expected<QList<QSslCertificate>, QString> readAuthorities(const QString& file)
{
    if (file.isEmpty())
        return QList<QSslCertificate>{};
    QFile source{file};
    // Some systems open folders, and a device may never end.
    if (!QFileInfo{file}.isFile() || !source.open(QIODevice::ReadOnly))
        return Unexpected{Words::tr("Could not read %1.").arg(file)};
    QList<QSslCertificate> found = QSslCertificate::fromData(source.read(MaxFile), QSsl::Pem);
    if (found.isEmpty())
        return Unexpected{
            Words::tr(
                "%1 does not contain a certificate. Choose the PEM file from your server's administrator.")
                .arg(file)};
    return found;
}

QSslConfiguration trusting(const QList<QSslCertificate>& extra)
{
    QSslConfiguration configuration = QSslConfiguration::defaultConfiguration();
    // A list that is set replaces the system's, which is otherwise loaded on demand.
    if (!extra.isEmpty())
        configuration.setCaCertificates(QSslConfiguration::systemCaCertificates() + extra);
    return configuration;
}

} // namespace tocsin
