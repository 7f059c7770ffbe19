// SPDX-License-Identifier: MIT
#include "tests/support/test_authority.h"

#include <QFile>
#include <QProcess>
#include <QSslCertificate>
#include <QSslKey>

namespace tocsin::test {

using namespace Qt::StringLiterals;

namespace {

const QStringList NewKey{u"-newkey"_s, u"ec"_s, u"-pkeyopt"_s, u"ec_paramgen_curve:prime256v1"_s,
                         u"-nodes"_s};

QByteArray contentOf(const QString& path)
{
    QFile file{path};
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray{};
}

} // namespace

TestAuthority::TestAuthority()
{
    openssl(QStringList{u"req"_s, u"-x509"_s} + NewKey +
            QStringList{u"-keyout"_s, path(u"ca.key"_s), u"-out"_s, file(), u"-subj"_s,
                        u"/CN=An authority of a test"_s, u"-days"_s, u"2"_s});
}

QSslConfiguration TestAuthority::server(const QString& host, int days) const
{
    openssl(QStringList{u"req"_s} + NewKey +
            QStringList{u"-keyout"_s, path(u"server.key"_s), u"-out"_s, path(u"server.csr"_s), u"-subj"_s,
                        u"/CN="_s + host});
    QFile extension{path(u"extension"_s)};
    if (!extension.open(QIODevice::WriteOnly) || extension.write("subjectAltName=DNS:" + host.toUtf8()) < 0)
        qFatal("the folder of the test's authority cannot be written");
    extension.close();
    openssl({u"x509"_s, u"-req"_s, u"-in"_s, path(u"server.csr"_s), u"-CA"_s, file(), u"-CAkey"_s,
             path(u"ca.key"_s), u"-CAcreateserial"_s, u"-days"_s, QString::number(days), u"-extfile"_s,
             extension.fileName(), u"-out"_s, path(u"server.pem"_s)});
    return configuration(path(u"server.pem"_s), path(u"server.key"_s));
}

QSslConfiguration TestAuthority::selfSigned(const QString& host) const
{
    openssl(QStringList{u"req"_s, u"-x509"_s} + NewKey +
            QStringList{u"-keyout"_s, path(u"self.key"_s), u"-out"_s, path(u"self.pem"_s), u"-subj"_s,
                        u"/CN="_s + host, u"-addext"_s, u"subjectAltName=DNS:"_s + host, u"-days"_s, u"2"_s});
    return configuration(path(u"self.pem"_s), path(u"self.key"_s));
}

QSslConfiguration TestAuthority::configuration(const QString& certificate, const QString& key) const
{
    QSslConfiguration tls = QSslConfiguration::defaultConfiguration();
    tls.setLocalCertificate(QSslCertificate{contentOf(certificate)});
    tls.setPrivateKey(QSslKey{contentOf(key), QSsl::Ec});
    return tls;
}

void TestAuthority::openssl(const QStringList& arguments) const
{
    QProcess program;
    program.start(u"openssl"_s, arguments);
    if (!program.waitForFinished() || program.exitCode() != 0)
        qFatal("openssl: %s", program.readAllStandardError().constData());
}

} // namespace tocsin::test
