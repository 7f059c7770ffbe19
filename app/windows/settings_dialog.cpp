// SPDX-License-Identifier: MIT
#include "app/windows/settings_dialog.h"

#include "app/windows/inline_note.h"
#include "app/windows/throttle_fields.h"
#include "app/windows/window_fit.h"
#include "core/server/api/authorities.h"

#include <QCheckBox>
#include <QComboBox>
#include <QDialogButtonBox>
#include <QEvent>
#include <QFileDialog>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QShowEvent>
#include <QVBoxLayout>

#include <algorithm>
#include <utility>

namespace tocsin {

using namespace Qt::StringLiterals;

SettingsDialog::SettingsDialog(Settings& settings, SettingsActions actions, QWidget* parent)
    : QDialog{parent}
    , m_settings{settings}
    , m_actions{std::move(actions)}
    , m_serverLabel{new QLabel{this}}
    , m_server{new QLineEdit{this}}
    , m_serverNote{new InlineNote{this}}
    , m_caLabel{new QLabel{this}}
    , m_caFile{new QLineEdit{this}}
    , m_chooseCa{new QPushButton{this}}
    , m_caNote{new InlineNote{this}}
    , m_languageLabel{new QLabel{this}}
    , m_language{new QComboBox{this}}
    , m_texts{new QCheckBox{this}}
    , m_startAtLogin{new QCheckBox{this}}
    , m_startWithClaude{new QCheckBox{this}}
    , m_pauses{new ThrottleFields{this}}
    , m_saveNote{new InlineNote{this}}
    , m_buttons{new QDialogButtonBox{QDialogButtonBox::Ok | QDialogButtonBox::Cancel, this}}
{
    setObjectName(u"settingsDialog"_s);
    m_server->setObjectName(u"server"_s);
    m_serverNote->setObjectName(u"serverNote"_s);
    m_caFile->setObjectName(u"caFile"_s);
    m_chooseCa->setObjectName(u"chooseCaFile"_s);
    m_caNote->setObjectName(u"caNote"_s);
    m_language->setObjectName(u"language"_s);
    m_texts->setObjectName(u"textsForNew"_s);
    m_startAtLogin->setObjectName(u"startAtLogin"_s);
    m_startWithClaude->setObjectName(u"startWithClaude"_s);
    m_saveNote->setObjectName(u"saveNote"_s);

    m_server->setInputMethodHints(Qt::ImhUrlCharactersOnly);
    m_serverLabel->setBuddy(m_server);
    m_serverNote->describe(m_server);
    m_caLabel->setBuddy(m_caFile);
    m_caNote->describe(m_caFile);
    m_languageLabel->setBuddy(m_language);
    // Each language in its own words: who cannot read the present one must find theirs.
    m_language->addItem({}, QString{});
    m_language->addItem(u"English"_s, u"en"_s);
    m_language->addItem(u"Deutsch"_s, u"de"_s);
    m_language->addItem(u"Français"_s, u"fr"_s);
    m_startAtLogin->setVisible(m_actions.startsAtLogin && m_actions.setStartsAtLogin);
    m_startWithClaude->setVisible(m_actions.startsWithClaude && m_actions.setStartsWithClaude);
    buildLayout();
    resize(440, 0); // as high as its texts, see growToFit()

    connect(m_server, &QLineEdit::textChanged, this, &SettingsDialog::checkAll);
    connect(m_caFile, &QLineEdit::textChanged, this, &SettingsDialog::checkAll);
    connect(m_chooseCa, &QPushButton::clicked, this, &SettingsDialog::chooseCaFile);
    connect(m_buttons, &QDialogButtonBox::accepted, this, &SettingsDialog::accept);
    connect(m_buttons, &QDialogButtonBox::rejected, this, &SettingsDialog::reject);
    connect(&m_settings, &Settings::saveFailed, this, [this](const QString& file) {
        m_saved = false;
        m_saveNote->say(tr("The settings could not be written to %1. Check that you may write there and that "
                           "the disk is not full; until then they hold only while Tocsin runs.")
                            .arg(file),
                        NoteTone::Problem);
    });
    retranslate();
    load();
}

void SettingsDialog::buildLayout()
{
    auto* layout = new QVBoxLayout{this};
    layout->addWidget(m_startAtLogin);
    layout->addWidget(m_startWithClaude);
    layout->addWidget(m_texts);
    layout->addSpacing(8);
    layout->addWidget(m_pauses);
    layout->addSpacing(8);
    layout->addWidget(m_languageLabel);
    layout->addWidget(m_language);
    layout->addSpacing(8);
    layout->addWidget(m_serverLabel);
    layout->addWidget(m_server);
    layout->addWidget(m_serverNote);
    layout->addSpacing(8);
    layout->addWidget(m_caLabel);
    auto* caRow = new QHBoxLayout;
    caRow->addWidget(m_caFile);
    caRow->addWidget(m_chooseCa);
    layout->addLayout(caRow);
    layout->addWidget(m_caNote);
    layout->addSpacing(12);
    layout->addStretch();
    layout->addWidget(m_saveNote);
    layout->addWidget(m_buttons);
    setTabOrder(m_startAtLogin, m_startWithClaude);
    setTabOrder(m_startWithClaude, m_texts);
    setTabOrder(m_texts, m_pauses);
    setTabOrder(m_pauses, m_language);
    setTabOrder(m_language, m_server);
    setTabOrder(m_server, m_caFile);
    setTabOrder(m_caFile, m_chooseCa);
    setTabOrder(m_chooseCa, m_buttons);
}

void SettingsDialog::load()
{
    if (m_actions.startsAtLogin)
        m_startAtLogin->setChecked(m_actions.startsAtLogin());
    if (m_actions.startsWithClaude)
        m_startWithClaude->setChecked(m_actions.startsWithClaude());
    m_texts->setChecked(m_settings.textsForNewSessions());
    m_pauses->setPauses(m_settings.throttleIntervals());
    m_language->setCurrentIndex(std::max(m_language->findData(m_settings.language()), 0));
    m_server->setText(m_settings.serverUrl().toString());
    m_server->setReadOnly(m_settings.serverUrlFromEnvironment());
    m_caFile->setText(m_settings.caFile());
    m_caFile->setReadOnly(m_settings.caFileFromEnvironment());
    m_chooseCa->setEnabled(!m_settings.caFileFromEnvironment());
    m_saveNote->say({});
    m_saveNote->hide();
    checkAll();
}

void SettingsDialog::checkAll()
{
    m_buttons->button(QDialogButtonBox::Ok)->setEnabled(true);
    checkServer();
    checkCaFile();
}

void SettingsDialog::checkCaFile()
{
    const auto authorities = readAuthorities(m_caFile->text().trimmed());
    // An environment that is wrong is told and not ours to mend.
    if (!authorities && !m_settings.caFileFromEnvironment())
        m_buttons->button(QDialogButtonBox::Ok)->setEnabled(false);
    if (!authorities)
        m_caNote->say(authorities.error(), NoteTone::Problem);
    else if (m_settings.caFileFromEnvironment())
        m_caNote->say(tr("Set by CLAUDE_SMS_CA_FILE in Tocsin's environment, which goes before this setting. "
                         "Change it there."));
    else
        m_caNote->say(tr("Only for a server whose certificate comes from a private authority."));
}

void SettingsDialog::chooseCaFile()
{
    auto* chooser = new QFileDialog{this, tr("Certificate of the Private Authority")};
    chooser->setAttribute(Qt::WA_DeleteOnClose);
    chooser->setFileMode(QFileDialog::ExistingFile);
    chooser->setNameFilters({tr("Certificates (*.pem *.crt *.cer)"), tr("All files (*)")});
    connect(chooser, &QFileDialog::fileSelected, m_caFile, &QLineEdit::setText);
    chooser->open();
}

void SettingsDialog::checkServer()
{
    if (m_settings.serverUrlFromEnvironment()) {
        m_serverNote->say(tr("Set by CLAUDE_SMS_SERVER_URL in Tocsin's environment, which goes before this "
                             "setting. Change it there."));
        return;
    }
    const QString problem = Settings::serverUrlProblem(m_server->text());
    if (!problem.isEmpty()) {
        m_buttons->button(QDialogButtonBox::Ok)->setEnabled(false);
        m_serverNote->say(problem, NoteTone::Problem);
    } else if (serverChanged() && m_actions.isLoggedIn && m_actions.isLoggedIn()) {
        m_serverNote->say(
            tr("A login belongs to its server: you will be logged out, and can then log in at the "
               "new one."));
    } else {
        m_serverNote->say(tr("The server that sends the texts."));
    }
}

bool SettingsDialog::serverChanged() const
{
    return !m_settings.serverUrlFromEnvironment() &&
           Settings::parsedServerUrl(m_server->text()) != m_settings.serverUrl();
}

bool SettingsDialog::apply(QCheckBox& box, const std::function<bool()>& isOn,
                           const std::function<QString(bool)>& set)
{
    if (!box.isVisibleTo(this) || box.isChecked() == isOn())
        return true;
    const QString problem = set(box.isChecked());
    if (problem.isEmpty())
        return true;
    box.setChecked(isOn());
    m_saveNote->show();
    m_saveNote->say(problem, NoteTone::Problem);
    return false;
}

void SettingsDialog::accept()
{
    if (!m_buttons->button(QDialogButtonBox::Ok)->isEnabled())
        return;
    m_saved = true;
    m_saveNote->hide();
    if (!m_settings.caFileFromEnvironment())
        m_settings.setCaFile(m_caFile->text());
    if (serverChanged()) {
        if (m_actions.logOut && m_actions.isLoggedIn && m_actions.isLoggedIn())
            m_actions.logOut();
        m_settings.setServerUrl(Settings::parsedServerUrl(m_server->text()));
    }
    m_settings.setTextsForNewSessions(m_texts->isChecked());
    m_settings.setThrottleIntervals(m_pauses->pauses());
    m_settings.setLanguage(m_language->currentData().toString());
    const bool atLogin = apply(*m_startAtLogin, m_actions.startsAtLogin, m_actions.setStartsAtLogin);
    const bool withClaude =
        apply(*m_startWithClaude, m_actions.startsWithClaude, m_actions.setStartsWithClaude);
    if (!m_saved)
        m_saveNote->show();
    if (m_saved && atLogin && withClaude)
        QDialog::accept();
    else
        growToFit(*this);
}

void SettingsDialog::changeEvent(QEvent* event)
{
    QDialog::changeEvent(event);
    if (event->type() == QEvent::LanguageChange)
        retranslate();
}

void SettingsDialog::showEvent(QShowEvent* event)
{
    if (!event->spontaneous())
        load();
    QDialog::showEvent(event);
    growToFit(*this);
}

bool SettingsDialog::event(QEvent* event)
{
    const bool handled = QDialog::event(event);
    if (event->type() == QEvent::LayoutRequest || event->type() == QEvent::Resize)
        growToFit(*this);
    return handled;
}

void SettingsDialog::retranslate()
{
    setWindowTitle(tr("Tocsin Settings"));
    m_startAtLogin->setText(tr("&Start Tocsin when I log in to this computer"));
    m_startWithClaude->setText(tr("Start Tocsin when Claude Code &runs"));
    m_texts->setText(tr("&Text me about new Claude sessions"));
    m_pauses->retranslate();
    m_languageLabel->setText(tr("&Language:"));
    m_language->setItemText(0, tr("As the system"));
    m_language->setAccessibleName(tr("Language"));
    m_serverLabel->setText(tr("Ser&ver address:"));
    m_server->setAccessibleName(tr("Server address"));
    m_caLabel->setText(tr("Certificate of a &private authority (optional):"));
    m_caFile->setAccessibleName(tr("Certificate of a private authority"));
    m_chooseCa->setText(tr("C&hoose…"));
    m_buttons->button(QDialogButtonBox::Ok)->setText(tr("&OK"));
    m_buttons->button(QDialogButtonBox::Cancel)->setText(tr("&Cancel"));
    checkAll();
}

} // namespace tocsin
