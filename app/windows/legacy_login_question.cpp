// SPDX-License-Identifier: MIT
#include "app/windows/legacy_login_question.h"

#include "core/server/login/legacy_import.h"

#include <QPushButton>

namespace tocsin {

using namespace Qt::StringLiterals;

LegacyLoginQuestion::LegacyLoginQuestion(LegacyLoginImport& seed, QWidget* parent)
    : QMessageBox{parent}
{
    setObjectName(u"seedQuestion"_s);
    setAttribute(Qt::WA_DeleteOnClose);
    setModal(false);
    setIcon(Question);
    setTextFormat(Qt::PlainText);
    setWindowTitle(tr("An Earlier Login"));
    const LegacyLogin found = seed.look();
    setText(seed.describe(found));
    const bool canImport = seed.canImport(found);
    setInformativeText(canImport ? tr("Tocsin can take it over into the keychain and delete the file.")
                                 : tr("Tocsin can delete the file."));
    const QPushButton* import{nullptr};
    if (canImport) {
        QPushButton* button = addButton(tr("&Take It Over"), AcceptRole);
        button->setObjectName(u"importLogin"_s);
        import = button;
    }
    QPushButton* erase = addButton(tr("&Delete the File"), DestructiveRole);
    erase->setObjectName(u"deleteLogin"_s);
    QPushButton* later = addButton(tr("&Not Now"), RejectRole);
    setDefaultButton(later);
    setEscapeButton(later);
    connect(this, &QMessageBox::buttonClicked, &seed, [&seed, import, erase](const QAbstractButton* clicked) {
        if (clicked == erase)
            seed.discard();
        else if (clicked == import && import != nullptr)
            seed.import();
    });
}

} // namespace tocsin
