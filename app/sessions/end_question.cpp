// SPDX-License-Identifier: MIT
#include "app/sessions/end_question.h"

#include <QCoreApplication>
#include <QMessageBox>
#include <QPushButton>

namespace tocsin {

using namespace Qt::StringLiterals;

namespace {
struct Words
{
    Q_DECLARE_TR_FUNCTIONS(EndQuestion)
};
} // namespace

void askBeforeEnd(QWidget& window, const QString& name, const std::function<void()>& onYes)
{
    auto* box = new QMessageBox{&window};
    box->setObjectName(u"endQuestion"_s);
    box->setAttribute(Qt::WA_DeleteOnClose);
    box->setWindowModality(Qt::NonModal);
    box->setIcon(QMessageBox::Warning);
    box->setTextFormat(Qt::PlainText);
    box->setWindowTitle(Words::tr("End Session"));
    box->setText(Words::tr("End “%1”?").arg(name));
    box->setInformativeText(
        Words::tr("Claude Code stops what it is doing and exits, as if its terminal were closed. To go on "
                  "later, run: claude --resume"));
    QPushButton* end = box->addButton(Words::tr("&End Session"), QMessageBox::DestructiveRole);
    QPushButton* cancel = box->addButton(Words::tr("&Cancel"), QMessageBox::RejectRole);
    end->setObjectName(u"confirmEnd"_s);
    end->setAutoDefault(false);
    for (QPushButton* button : {end, cancel})
        button->setIcon({}); // no other window has icons on its buttons
    box->setDefaultButton(cancel);
    box->setEscapeButton(cancel);
    QObject::connect(end, &QPushButton::clicked, &window, onYes);
    box->show();
}

} // namespace tocsin
