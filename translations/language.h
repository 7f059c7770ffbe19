// SPDX-License-Identifier: MIT
#pragma once

#include <QObject>
#include <QString>
#include <QTranslator>

namespace tocsin {

/// Which language the program speaks. The translations live in the program itself, under :/i18n.
class Language final : public QObject
{
    Q_OBJECT
public:
    explicit Language(QObject* parent = nullptr);

    /// `code` as in Settings::language(): `en`, `de`, `fr`, or empty for the system's. Takes effect at once:
    /// open windows get QEvent::LanguageChange, times and numbers are written the way of that language.
    void use(const QString& code);

private:
    QTranslator m_tocsin;
    QTranslator m_qt;
};

} // namespace tocsin
