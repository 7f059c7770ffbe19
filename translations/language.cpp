// SPDX-License-Identifier: MIT
#include "translations/language.h"

#include <QCoreApplication>
#include <QLibraryInfo>
#include <QLocale>

namespace tocsin {

using namespace Qt::StringLiterals;

namespace {

/// The one of our languages that comes first among the user's; English when none does.
QLocale spoken(const QString& code)
{
    if (!code.isEmpty())
        return QLocale{code};
    const QStringList wanted = QLocale::system().uiLanguages();
    for (const QString& name : wanted) {
        const QLocale candidate{name};
        if (candidate.language() == QLocale::English || candidate.language() == QLocale::German ||
            candidate.language() == QLocale::French)
            return candidate;
    }
    return QLocale{QLocale::English};
}

} // namespace

Language::Language(QObject* parent)
    : QObject{parent}
{}

void Language::use(const QString& code)
{
    QCoreApplication::removeTranslator(&m_qt);
    QCoreApplication::removeTranslator(&m_tocsin);
    const QLocale locale = spoken(code);
    // The system's own locale knows the user's formats of time; it must not put a weekday of another language
    // into our sentence.
    const QLocale system = QLocale::system();
    QLocale::setDefault(code.isEmpty() && system.language() == locale.language() ? system : locale);
    if (m_qt.load(locale, u"qtbase"_s, u"_"_s, QLibraryInfo::path(QLibraryInfo::TranslationsPath)))
        QCoreApplication::installTranslator(&m_qt);
    if (m_tocsin.load(locale, u"tocsin"_s, u"_"_s, u":/i18n"_s))
        QCoreApplication::installTranslator(&m_tocsin);
}

} // namespace tocsin
