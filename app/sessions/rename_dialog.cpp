// SPDX-License-Identifier: MIT
#include "app/sessions/rename_dialog.h"

#include "core/base/text.h"

#include <QDialogButtonBox>
#include <QEvent>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QVBoxLayout>

#include <utility>

namespace tocsin {

using namespace Qt::StringLiterals;

namespace {
constexpr int UsualWidth = 460;
} // namespace

RenameDialog::RenameDialog(QString sessionId, const QString& name, QWidget* parent)
    : QDialog{parent}
    , m_sessionId{std::move(sessionId)}
    , m_label{new QLabel{this}}
    , m_name{new QLineEdit{this}}
    , m_buttons{new QDialogButtonBox{this}}
    , m_rename{m_buttons->addButton(QString{}, QDialogButtonBox::AcceptRole)}
    , m_cancel{m_buttons->addButton(QString{}, QDialogButtonBox::RejectRole)}
{
    setObjectName(u"rename"_s);
    setAttribute(Qt::WA_DeleteOnClose);
    m_name->setObjectName(u"name"_s);
    m_rename->setObjectName(u"confirmRename"_s);
    m_label->setBuddy(m_name);
    m_name->setMaxLength(static_cast<int>(MaxDescription));
    m_name->setText(plainLine(name));
    m_name->selectAll();
    retranslate();
    auto* layout = new QVBoxLayout{this};
    layout->addWidget(m_label);
    layout->addWidget(m_name);
    layout->addStretch(1);
    layout->addWidget(m_buttons);
    resize(UsualWidth, sizeHint().height());
    connect(m_name, &QLineEdit::textChanged, this, &RenameDialog::updateButton);
    connect(m_buttons, &QDialogButtonBox::accepted, this, &RenameDialog::rename);
    connect(m_buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    updateButton();
}

void RenameDialog::rename()
{
    Q_EMIT renamed(plainLine(m_name->text()));
    accept();
}

void RenameDialog::updateButton()
{
    m_rename->setEnabled(!plainLine(m_name->text()).isEmpty());
}

void RenameDialog::changeEvent(QEvent* event)
{
    QDialog::changeEvent(event);
    if (event->type() == QEvent::LanguageChange)
        retranslate();
}

void RenameDialog::retranslate()
{
    setWindowTitle(tr("Rename Session"));
    m_label->setText(tr("&Name:"));
    m_rename->setText(tr("&Rename"));
    m_cancel->setText(tr("&Cancel"));
}

} // namespace tocsin
