// SPDX-License-Identifier: MIT
#include "app/windows/about_dialog.h"

#include "app/windows/window_fit.h"

#include <QApplication>
#include <QClipboard>
#include <QDialogButtonBox>
#include <QEvent>
#include <QGridLayout>
#include <QIcon>
#include <QLabel>
#include <QPushButton>
#include <QShowEvent>

#include <utility>

namespace tocsin {

using namespace Qt::StringLiterals;

namespace {
constexpr int IconSize = 64;
}

AboutDialog::AboutDialog(std::function<QString()> diagnostics, QWidget* parent)
    : QDialog{parent}
    , m_icon{new QLabel{this}}
    , m_name{new QLabel{this}}
    , m_what{new QLabel{this}}
    , m_privacy{new QLabel{this}}
    , m_license{new QLabel{this}}
    , m_link{new QLabel{this}}
    , m_buttons{new QDialogButtonBox{QDialogButtonBox::Close, this}}
    , m_copy{m_buttons->addButton(QString{}, QDialogButtonBox::ActionRole)}
    , m_diagnostics{std::move(diagnostics)}
{
    setObjectName(u"aboutDialog"_s);
    m_link->setObjectName(u"link"_s);
    m_copy->setObjectName(u"copyDiagnostics"_s);
    m_copy->setVisible(static_cast<bool>(m_diagnostics));
    QFont large = font();
    large.setPointSizeF(large.pointSizeF() * 1.5);
    large.setBold(true);
    m_name->setFont(large);
    for (QLabel* label : {m_name, m_what, m_privacy, m_license, m_link})
        label->setWordWrap(true);
    m_link->setOpenExternalLinks(true);
    m_link->setTextInteractionFlags(Qt::TextBrowserInteraction);

    auto* layout = new QGridLayout{this};
    layout->addWidget(m_icon, 0, 0, 2, 1, Qt::AlignTop);
    layout->addWidget(m_name, 0, 1);
    layout->addWidget(m_what, 1, 1);
    layout->addWidget(m_privacy, 2, 1);
    layout->addWidget(m_license, 3, 1);
    layout->addWidget(m_link, 4, 1);
    layout->setRowMinimumHeight(5, 12);
    layout->setRowStretch(5, 1);
    layout->addWidget(m_buttons, 6, 0, 1, 2);
    layout->setColumnStretch(1, 1);
    layout->setHorizontalSpacing(16);
    layout->setVerticalSpacing(8);
    resize(420, 0); // growToFit() sets the height

    connect(m_buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    connect(m_copy, &QPushButton::clicked, this, &AboutDialog::copyDiagnostics);
    setTabOrder(m_copy, m_buttons->button(QDialogButtonBox::Close));
    retranslate();
}

void AboutDialog::changeEvent(QEvent* event)
{
    QDialog::changeEvent(event);
    if (event->type() == QEvent::LanguageChange)
        retranslate();
}

void AboutDialog::showEvent(QShowEvent* event)
{
    const QIcon icon = windowIcon();
    m_icon->setPixmap(icon.pixmap(QSize{IconSize, IconSize}, devicePixelRatioF()));
    m_icon->setVisible(!icon.isNull());
    m_copy->setText(tr("Copy &Diagnostics")); // not copied yet since it was opened
    QDialog::showEvent(event);
    growToFit(*this);
    m_buttons->button(QDialogButtonBox::Close)->setFocus(Qt::OtherFocusReason);
}

bool AboutDialog::event(QEvent* event)
{
    const bool handled = QDialog::event(event);
    if (event->type() == QEvent::LayoutRequest || event->type() == QEvent::Resize)
        growToFit(*this);
    return handled;
}

void AboutDialog::copyDiagnostics()
{
    QGuiApplication::clipboard()->setText(m_diagnostics());
    m_copy->setText(tr("Copied"));
}

void AboutDialog::retranslate()
{
    setWindowTitle(tr("About"));
    m_name->setText(tr("Tocsin %1").arg(QStringLiteral(TOCSIN_VERSION)));
    m_what->setText(
        tr("Tells you when Claude Code needs you: a notification on your desktop, a text on your phone."));
    m_privacy->setText(
        tr("No telemetry. Tocsin only talks to Claude Code on this computer and to the server you "
           "choose."));
    m_license->setText(tr("Free software under the MIT license."));
    const QString address = u"https://github.com/tocsin-app/tocsin"_s;
    m_link->setText(u"<a href=\"%1\">%1</a>"_s.arg(address));
    m_link->setAccessibleName(tr("Tocsin on the web: %1").arg(address));
    m_buttons->button(QDialogButtonBox::Close)->setText(tr("&Close"));
    m_buttons->button(QDialogButtonBox::Close)->setIcon({}); // no other button has one
    m_copy->setText(tr("Copy &Diagnostics"));
    m_copy->setToolTip(
        tr("Copies versions, settings, counters and recent log lines for a bug report. Names and secrets are "
           "removed."));
}

} // namespace tocsin
