// SPDX-License-Identifier: MIT
#include "cli/chosen_language.h"

#include <QSettings>

namespace tocsin {

using namespace Qt::StringLiterals;

QString chosenLanguage(const QString& file)
{
    return QSettings{file, QSettings::IniFormat}.value(u"language"_s).toString().trimmed();
}

} // namespace tocsin
