// SPDX-License-Identifier: MIT
#include "app/windows/settings_dialog.h"

#include "app/windows/alerts_page.h"
#include "app/windows/inline_note.h"
#include "app/windows/setting_field.h"
#include "core/settings/server_address.h"

#include <QCheckBox>
#include <QDialogButtonBox>
#include <QEvent>
#include <QPushButton>
#include <QScreen>
#include <QScrollArea>
#include <QScrollBar>
#include <QShowEvent>
#include <QTabBar>
#include <QTabWidget>
#include <QToolButton>
#include <QVBoxLayout>

#include <algorithm>
#include <utility>

namespace tocsin {

using namespace Qt::StringLiterals;

namespace {
/// Of the screen, for the window's frame.
constexpr int FrameHeight{40};
/// In a line of the window.
constexpr int UsualCharacters{85};
} // namespace

SettingsDialog::SettingsDialog(Settings& settings, SettingsActions actions, QWidget* parent)
    : QDialog{parent}
    , m_settings{settings}
    , m_actions{std::move(actions)}
    , m_pages{new QTabWidget{this}}
    , m_general{new QWidget}
    , m_alerts{new AlertsPage{m_actions.preview, m_actions.askServer}}
    , m_startAtLogin{new QCheckBox{m_general}}
    , m_startWithClaude{new QCheckBox{m_general}}
    , m_shortcut{new QCheckBox{m_general}}
    , m_showAdvanced{new QToolButton{m_general}}
    , m_advanced{new QWidget{m_general}}
    , m_holdsHeadless{new QCheckBox{m_advanced}}
    , m_saveNote{new InlineNote{this}}
    , m_buttons{new QDialogButtonBox{QDialogButtonBox::Ok | QDialogButtonBox::Cancel, this}}
{
    setObjectName(u"settingsDialog"_s);
    m_startAtLogin->setObjectName(u"startAtLogin"_s);
    m_startWithClaude->setObjectName(u"startWithClaude"_s);
    m_holdsHeadless->setObjectName(u"holdsHeadless"_s);
    m_shortcut->setObjectName(u"shortcut"_s);
    m_showAdvanced->setObjectName(u"showAdvanced"_s);
    m_saveNote->setObjectName(u"saveNote"_s);

    m_startAtLogin->setVisible(m_actions.startsAtLogin && m_actions.setStartsAtLogin);
    m_startWithClaude->setVisible(m_actions.startsWithClaude && m_actions.setStartsWithClaude);
    m_holdsHeadless->setVisible(m_actions.holdsHeadless && m_actions.setHoldsHeadless);
    m_showAdvanced->setCheckable(true);
    m_showAdvanced->setAutoRaise(true);
    m_showAdvanced->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    buildLayout();
    orderTabs();
    // fit() knows the height.
    resize(std::min(fontMetrics().averageCharWidth() * UsualCharacters,
                    screen()->availableSize().width() - FrameHeight),
           0);

    connect(m_pages, &QTabWidget::currentChanged, this, [this] { fit(Shrink::No); });
    connect(m_showAdvanced, &QToolButton::toggled, this, &SettingsDialog::showAdvanced);
    for (QAbstractButton* button : m_buttons->buttons())
        button->setIcon({}); // no other window has icons on its buttons
    connect(m_buttons, &QDialogButtonBox::accepted, this, &SettingsDialog::accept);
    connect(m_buttons, &QDialogButtonBox::rejected, this, &SettingsDialog::reject);
    connect(&m_settings, &Settings::saveFailed, this, [this](const QString& file) {
        m_saved = false;
        m_saveNote->say(tr("The settings could not be saved to %1. Check its permissions and free disk "
                           "space; until then, changes apply only while Tocsin is running.")
                            .arg(file),
                        NoteTone::Problem);
    });
    showAdvanced(false);
    retranslate();
    load();
}

void SettingsDialog::buildLayout()
{
    buildGeneral();
    addPage(*m_general);
    addPage(*m_alerts);
    m_pages->setObjectName(u"pages"_s);
    auto* layout = new QVBoxLayout{this};
    layout->addWidget(m_pages, 1);
    layout->addWidget(m_saveNote);
    layout->addWidget(m_buttons);
}

void SettingsDialog::addPage(QWidget& content)
{
    auto* scroll = new QScrollArea;
    scroll->setFrameShape(QFrame::NoFrame);
    scroll->setFocusPolicy(Qt::NoFocus);
    scroll->setWidgetResizable(true);
    scroll->setWidget(&content);
    m_pages->addTab(scroll, QString{});
}

void SettingsDialog::buildGeneral()
{
    auto* main = new QVBoxLayout{m_general};
    main->addWidget(m_startAtLogin);
    main->addWidget(m_startWithClaude);
    main->addWidget(m_shortcut);
    addFields(*main, SettingPlace::Main);
    main->addWidget(m_showAdvanced);
    auto* advanced = new QVBoxLayout{m_advanced};
    advanced->setContentsMargins({});
    addFields(*advanced, SettingPlace::Advanced);
    advanced->addWidget(m_holdsHeadless);
    main->addWidget(m_advanced);
    main->addStretch(1);
}

void SettingsDialog::addFields(QVBoxLayout& layout, SettingPlace place)
{
    for (const SettingRow& row : SettingRows) {
        if (row.place != place)
            continue;
        SettingField* field = m_fields.emplace_back(new SettingField{row, layout.parentWidget()});
        layout.addWidget(field);
        connect(field, &SettingField::edited, this, &SettingsDialog::check);
    }
}

void SettingsDialog::orderTabs()
{
    QList<QWidget*> order{m_pages->tabBar(), m_startAtLogin, m_startWithClaude, m_shortcut};
    for (const SettingField* field : m_fields) {
        if (rowOf(field->setting()).place == SettingPlace::Main)
            order += field->editors();
    }
    order += m_showAdvanced;
    for (const SettingField* field : m_fields) {
        if (rowOf(field->setting()).place == SettingPlace::Advanced)
            order += field->editors();
    }
    order += m_holdsHeadless;
    order += m_alerts->editors();
    order += m_buttons;
    for (qsizetype i = 1; i < order.size(); ++i)
        setTabOrder(order.at(i - 1), order.at(i));
}

void SettingsDialog::load()
{
    if (m_actions.startsAtLogin)
        m_startAtLogin->setChecked(m_actions.startsAtLogin());
    if (m_actions.startsWithClaude)
        m_startWithClaude->setChecked(m_actions.startsWithClaude());
    if (m_actions.holdsHeadless)
        m_holdsHeadless->setChecked(m_actions.holdsHeadless());
    const bool isOffered = m_actions.offersShortcut && m_actions.offersShortcut();
    m_shortcut->setVisible(isOffered);
    m_shortcut->setChecked(isOffered && m_actions.wantsShortcut());
    for (SettingField* field : m_fields) {
        field->setFromEnvironment(m_settings.isFromEnvironment(field->setting()));
        field->setVariableIgnored(m_settings.isVariableIgnored(field->setting()));
        field->setValue(m_settings.value(field->setting()));
    }
    m_alerts->load(m_settings);
    if (m_actions.isLoggedIn && m_actions.isLoggedIn())
        m_alerts->askServer();
    m_saveNote->say({});
    m_saveNote->hide();
    check();
}

/// A value from the environment that is wrong is shown, but cannot be corrected here.
void SettingsDialog::check()
{
    field(Setting::ServerUrl)
        .setRemark(serverChanges() && m_actions.isLoggedIn && m_actions.isLoggedIn()
                       ? tr("Changing the server logs you out. You can then log in to the new one.")
                       : QString{});
    bool isUsable = true;
    for (const SettingField* field : m_fields) {
        const bool isWrong = !field->problem().isEmpty();
        isUsable = isUsable && (!isWrong || m_settings.isFromEnvironment(field->setting()));
        if (isWrong && rowOf(field->setting()).place == SettingPlace::Advanced)
            m_showAdvanced->setChecked(true);
    }
    m_buttons->button(QDialogButtonBox::Ok)->setEnabled(isUsable);
}

void SettingsDialog::showAdvanced(bool isShown)
{
    m_showAdvanced->setArrowType(isShown ? Qt::DownArrow : Qt::RightArrow);
    m_advanced->setVisible(isShown);
    fit(Shrink::Yes);
}

void SettingsDialog::fit(Shrink shrink)
{
    if (!isVisible() || isMaximized() || isFullScreen())
        return;
    auto* scroll = qobject_cast<QScrollArea*>(m_pages->currentWidget());
    QLayout& content = *scroll->widget()->layout();
    content.activate();
    layout()->activate();
    const QSize most = screen()->availableSize() - QSize{0, FrameHeight};
    const QSize others = size() - scroll->size();
    const int bar = scroll->verticalScrollBar()->sizeHint().width();
    const int wanted = std::max(width(), content.totalMinimumSize().width() + bar + others.width());
    const int newWidth = std::min(wanted, std::max(most.width(), width()));
    const int needed = content.hasHeightForWidth() ? content.totalHeightForWidth(newWidth - others.width())
                                                   : content.totalMinimumSize().height();
    int newHeight = std::min(needed + others.height(), most.height());
    if (shrink == Shrink::No)
        newHeight = std::max(newHeight, height());
    if (size() == QSize{newWidth, newHeight})
        return;
    resize(newWidth, newHeight);
    const QRect available = screen()->availableGeometry();
    if (frameGeometry().bottom() > available.bottom())
        move(x(), std::max(available.top(), available.bottom() - frameGeometry().height()));
}

SettingField& SettingsDialog::field(Setting setting) const
{
    return **std::find_if(m_fields.begin(), m_fields.end(), [setting](const SettingField* candidate) {
        return candidate->setting() == setting;
    });
}

bool SettingsDialog::serverChanges() const
{
    return !m_settings.isFromEnvironment(Setting::ServerUrl) &&
           parsedServerAddress(field(Setting::ServerUrl).value().toString()) != m_settings.serverUrl();
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

void SettingsDialog::saveFields()
{
    // The new server's certificate is checked with the new authority, and the login ends at the old server.
    if (!m_settings.isFromEnvironment(Setting::CaFile))
        m_settings.setValue(Setting::CaFile, field(Setting::CaFile).value());
    if (serverChanges() && m_actions.logOut && m_actions.isLoggedIn && m_actions.isLoggedIn())
        m_actions.logOut();
    for (const SettingField* field : m_fields) {
        if (!m_settings.isFromEnvironment(field->setting()))
            m_settings.setValue(field->setting(), field->value());
    }
    m_alerts->save(m_settings);
}

void SettingsDialog::accept()
{
    if (!m_buttons->button(QDialogButtonBox::Ok)->isEnabled())
        return;
    m_saved = true;
    m_saveNote->hide();
    saveFields();
    if (m_actions.setHoldsHeadless)
        m_actions.setHoldsHeadless(m_holdsHeadless->isChecked());
    const bool atLogin = apply(*m_startAtLogin, m_actions.startsAtLogin, m_actions.setStartsAtLogin);
    const bool withClaude =
        apply(*m_startWithClaude, m_actions.startsWithClaude, m_actions.setStartsWithClaude);
    const bool shortcut = apply(*m_shortcut, m_actions.wantsShortcut, m_actions.setWantsShortcut);
    if (!m_saved)
        m_saveNote->show();
    if (m_saved && atLogin && withClaude && shortcut)
        QDialog::accept();
    else
        fit(Shrink::No);
}

void SettingsDialog::changeEvent(QEvent* event)
{
    QDialog::changeEvent(event);
    if (event->type() == QEvent::LanguageChange)
        retranslate();
}

void SettingsDialog::showEvent(QShowEvent* event)
{
    if (!event->spontaneous()) {
        m_showAdvanced->setChecked(false);
        m_pages->setCurrentIndex(0);
        load();
    }
    QDialog::showEvent(event);
    fit(Shrink::No);
}

bool SettingsDialog::event(QEvent* event)
{
    const bool isHandled = QDialog::event(event);
    if (event->type() == QEvent::LayoutRequest || event->type() == QEvent::Resize)
        fit(Shrink::No);
    return isHandled;
}

void SettingsDialog::retranslate()
{
    setWindowTitle(tr("Settings"));
    m_pages->setTabText(0, tr("&General"));
    m_pages->setTabText(1, tr("Al&erts"));
    m_pages->tabBar()->setAccessibleName(tr("Pages of the settings"));
    m_alerts->retranslate();
    m_startAtLogin->setText(tr("&Start Tocsin when I log in to this computer"));
    m_startWithClaude->setText(tr("Start automaticall&y with Claude Code"));
    m_holdsHeadless->setText(tr("Let bac&kground runs wait for my answer"));
    m_holdsHeadless->setToolTip(
        tr("Until Tocsin ends. The run stops until you answer. Also turns on notifications about background "
           "runs. Not saved, because any program could change the file."));
    m_holdsHeadless->setAccessibleDescription(m_holdsHeadless->toolTip());
    m_shortcut->setText(tr("Open re&quests with a global shortcut"));
    m_shortcut->setToolTip(tr("The desktop asks you for the key."));
    m_shortcut->setAccessibleDescription(m_shortcut->toolTip());
    m_showAdvanced->setText(tr("&Advanced"));
    m_showAdvanced->setAccessibleName(tr("Advanced settings"));
    for (SettingField* field : m_fields)
        field->retranslate();
    m_buttons->button(QDialogButtonBox::Ok)->setText(tr("&OK"));
    m_buttons->button(QDialogButtonBox::Cancel)->setText(tr("&Cancel"));
    check();
    fit(Shrink::No);
}

} // namespace tocsin
