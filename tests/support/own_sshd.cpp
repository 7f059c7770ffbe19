// SPDX-License-Identifier: MIT
#include "tests/support/own_sshd.h"

#include <QDir>
#include <QFile>
#include <QTcpServer>
#include <QTcpSocket>
#include <QTest>

#include <csignal>
#include <sys/prctl.h>
#include <unistd.h>

using namespace Qt::StringLiterals;

namespace tocsin::test {

namespace {

constexpr int LimitMs = 20'000;

} // namespace

OwnSshd::~OwnSshd()
{
    m_sshd.kill();
    m_sshd.waitForFinished();
}

bool OwnSshd::makeKeys() const
{
    for (const QString& key : {u"host"_s, u"user"_s}) {
        QProcess keygen;
        keygen.start(u"ssh-keygen"_s,
                     {u"-q"_s, u"-t"_s, u"ed25519"_s, u"-N"_s, QString{}, u"-f"_s, path(key)});
        if (!keygen.waitForFinished(LimitMs) || keygen.exitCode() != 0)
            return false;
    }
    return true;
}

bool OwnSshd::writeConfiguration() const
{
    QFile file{path(u"sshd_config"_s)};
    if (!file.open(QIODevice::WriteOnly))
        return false;
    file.write(
        u"Port %1\nListenAddress 127.0.0.1\nHostKey %2\nAuthorizedKeysFile %3\nPidFile none\nUsePAM no\n"
        "StrictModes no\nPermitRootLogin prohibit-password\nPasswordAuthentication no\n"_s.arg(m_port)
            .arg(path(u"host"_s), path(u"user.pub"_s))
            .toUtf8());
    file.close();
    return file.setPermissions(QFile::ReadOwner | QFile::WriteOwner);
}

bool OwnSshd::start()
{
    // sshd wants it when it is started by root; Debian makes it at boot.
    if (::geteuid() == 0 && !QDir{}.mkpath(u"/run/sshd"_s))
        return false;
    QTcpServer probe; // a port that is free
    if (!probe.listen(QHostAddress::LocalHost))
        return false;
    m_port = probe.serverPort();
    probe.close();
    if (!makeKeys() || !writeConfiguration())
        return false;
    m_sshd.setProcessChannelMode(QProcess::MergedChannels);
    m_sshd.setChildProcessModifier([] { ::prctl(PR_SET_PDEATHSIG, SIGKILL); });
    m_sshd.start(u"/usr/sbin/sshd"_s, {u"-D"_s, u"-e"_s, u"-f"_s, path(u"sshd_config"_s)});
    return m_sshd.waitForStarted(LimitMs) &&
           QTest::qWaitFor(
               [this] {
                   QTcpSocket probing;
                   probing.connectToHost(QHostAddress{QHostAddress::LocalHost}, m_port);
                   return probing.waitForConnected(100);
               },
               LimitMs);
}

QStringList OwnSshd::clientOptions() const
{
    return {u"-F"_s, u"none"_s,
            u"-i"_s, path(u"user"_s),
            u"-p"_s, QString::number(m_port),
            u"-o"_s, u"BatchMode=yes"_s,
            u"-o"_s, u"StrictHostKeyChecking=no"_s,
            u"-o"_s, u"UserKnownHostsFile=/dev/null"_s};
}

} // namespace tocsin::test
