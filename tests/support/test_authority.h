// SPDX-License-Identifier: MIT
#pragma once

#include <QSslConfiguration>
#include <QString>
#include <QTemporaryDir>

namespace tocsin::test {

/// A certificate authority of the test's own, made by the openssl program; gone with this object.
class TestAuthority final
{
public:
    TestAuthority();

    /// The authority's certificate, PEM.
    [[nodiscard]] QString file() const { return m_folder.filePath(QStringLiteral("ca.pem")); }
    [[nodiscard]] QString path(const QString& name) const { return m_folder.filePath(name); }

    /// For a server that shows a certificate for `host`, good for `days`: less than 0 is over already.
    [[nodiscard]] QSslConfiguration server(const QString& host, int days = 2) const;
    [[nodiscard]] QSslConfiguration selfSigned(const QString& host) const;

private:
    [[nodiscard]] QSslConfiguration configuration(const QString& certificate, const QString& key) const;
    void openssl(const QStringList& arguments) const;

    QTemporaryDir m_folder;
};

} // namespace tocsin::test
