// SPDX-License-Identifier: MIT
#include "core/server/login/device_fingerprint.h"

#include "core/logging/categories.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QRandomGenerator>
#include <QRegularExpression>
#include <QSaveFile>

namespace tocsin {

using namespace Qt::StringLiterals;

QString deviceFingerprint(const QString& file)
{
    static const QRegularExpression shape{u"^[0-9a-f]{16}$"_s};
    QFile existing{file};
    if (existing.open(QIODevice::ReadOnly)) {
        const QString text = QString::fromLatin1(existing.read(64)).trimmed();
        if (shape.match(text).hasMatch())
            return text;
    }
    const QString fresh =
        QString::number(QRandomGenerator::system()->generate64(), 16).rightJustified(16, u'0');
    QSaveFile target{file};
    if (!QDir{}.mkpath(QFileInfo{file}.path()) || !target.open(QIODevice::WriteOnly) ||
        target.write(fresh.toLatin1() + '\n') < 0 || !target.commit())
        qCWarning(logAuth) << "the installation's id could not be kept:" << target.errorString();
    return fresh;
}

} // namespace tocsin
