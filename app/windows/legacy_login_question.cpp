// SPDX-License-Identifier: MIT
#include "app/windows/legacy_login_question.h"

#include "core/server/login/legacy_import.h"

#include <QPushButton>

namespace tocsin {

using namespace Qt::StringLiterals;

LegacyLoginQuestion::LegacyLoginQuestion(LegacyLoginImport& login, QWidget* parent)
    : QMessageBox{parent}
{
    setObjectName(u"legacyLoginQuestion"_s);
    setAttribute(Qt::WA_DeleteOnClose);
    setModal(false);
    setIcon(Question);
    setTextFormat(Qt::PlainText);
    setWindowTitle(tr("Earlier Login"));
    const LegacyLogin found = login.look();
    setText(login.describe(found));
    const bool canImport = login.canImport(found);
    setInformativeText(canImport ? tr("Tocsin can move it to your keychain and delete the file.")
                                 : tr("Tocsin can delete the file."));
    const QPushButton* import{nullptr};
    if (canImport) {
        QPushButton* button = addButton(tr("&Import"), AcceptRole);
        button->setObjectName(u"importLogin"_s);
        import = button;
    }
    QPushButton* erase = addButton(tr("&Delete the File"), DestructiveRole);
    erase->setObjectName(u"deleteLogin"_s);
    QPushButton* later = addButton(tr("&Not Now"), RejectRole);
    setDefaultButton(later);
    setEscapeButton(later);
    connect(this, &QMessageBox::buttonClicked, &login,
            [&login, import, erase](const QAbstractButton* clicked) {
                if (clicked == erase)
                    login.discard();
                else if (clicked == import && import != nullptr)
                    login.import();
            });
}

} // namespace tocsin
