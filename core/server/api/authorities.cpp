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
    // A folder can be opened here and there; a device can be read for ever.
    if (!QFileInfo{file}.isFile() || !source.open(QIODevice::ReadOnly))
        return Unexpected{Words::tr("The file %1 cannot be read.").arg(file)};
    QList<QSslCertificate> found = QSslCertificate::fromData(source.read(MaxFile), QSsl::Pem);
    if (found.isEmpty())
        return Unexpected{
            Words::tr("The file %1 holds no certificate. It has to be a PEM file, as the people who run the "
                      "server have it.")
                .arg(file)};
    return found;
}

QSslConfiguration trusting(const QList<QSslCertificate>& extra)
{
    QSslConfiguration configuration = QSslConfiguration::defaultConfiguration();
    // Only then, for a list that is set takes the place of the system's, which is read when it is needed.
    if (!extra.isEmpty())
        configuration.setCaCertificates(QSslConfiguration::systemCaCertificates() + extra);
    return configuration;
}

} // namespace tocsin
