// SPDX-License-Identifier: MIT
#include "app/windows/setup_dialog.h"

#include "app/windows/setup_step.h"
#include "app/windows/window_fit.h"

#include <QEvent>
#include <QFontDatabase>
#include <QHBoxLayout>
#include <QLabel>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QScreen>
#include <QScrollArea>
#include <QShowEvent>
#include <QVBoxLayout>

#include <algorithm>
#include <utility>

namespace tocsin {

using namespace Qt::StringLiterals;

namespace {
constexpr auto TestTag = "test"_L1;
/// In a line of the window.
constexpr int UsualCharacters{80};
/// Longer lines are hard to read; a tiling window manager may make the window as wide as the screen.
constexpr int MostCharacters{110};
constexpr int OutputLines{5};
} // namespace

SetupDialog::SetupDialog(Dependencies parts, QWidget* parent)
    : QDialog{parent}
    , m_parts{std::move(parts)}
    , m_scroll{new QScrollArea{this}}
    , m_intro{new QLabel}
    , m_notifications{new SetupStep{u"sendTest"_s}}
    , m_claude{new SetupStep{u"connectClaude"_s}}
    , m_output{new QPlainTextEdit}
    , m_texts{new SetupStep{u"setUpTexts"_s}}
    , m_noTray{new QLabel}
    , m_sessions{new QPushButton}
    , m_settings{new QPushButton}
    , m_quit{new QPushButton}
    , m_check{new QPushButton{this}}
    , m_close{new QPushButton{this}}
{
    setObjectName(u"setupDialog"_s);
    m_output->setObjectName(u"output"_s);
    m_noTray->setObjectName(u"noTray"_s);
    m_sessions->setObjectName(u"openSessions"_s);
    m_settings->setObjectName(u"openSettings"_s);
    m_quit->setObjectName(u"quit"_s);
    m_check->setObjectName(u"check"_s);
    m_close->setObjectName(u"closeSetup"_s);
    for (QPushButton* button : {m_sessions, m_settings, m_quit, m_check})
        button->setAutoDefault(false);
    for (QLabel* label : {m_intro, m_noTray}) {
        label->setWordWrap(true);
        label->setTextFormat(Qt::PlainText);
    }
    m_output->setReadOnly(true);
    m_output->setTabChangesFocus(true);
    QFont fixed = QFontDatabase::systemFont(QFontDatabase::FixedFont);
    fixed.setPointSizeF(font().pointSizeF());
    m_output->setFont(fixed);
    m_output->hide();
    buildLayout();
    follow();
    resize(std::min(fontMetrics().averageCharWidth() * UsualCharacters, screen()->availableSize().width()),
           0); // growToFit() sets the height
    retranslate();
}

void SetupDialog::buildLayout()
{
    auto* content = new QWidget;
    auto* steps = new QVBoxLayout{content};
    steps->addWidget(m_intro);
    steps->addSpacing(12);
    steps->addWidget(m_notifications);
    steps->addSpacing(12);
    steps->addWidget(m_claude);
    steps->addWidget(m_output);
    steps->addSpacing(12);
    steps->addWidget(m_texts);
    steps->addSpacing(12);
    steps->addWidget(m_noTray);
    auto* ofTheMenu = new QHBoxLayout;
    ofTheMenu->addWidget(m_sessions);
    ofTheMenu->addWidget(m_settings);
    ofTheMenu->addWidget(m_quit);
    ofTheMenu->addStretch();
    steps->addLayout(ofTheMenu);
    steps->addStretch(1); // all that is left: the steps stay together in a window that is tiled
    m_scroll->setFrameShape(QFrame::NoFrame);
    m_scroll->setFocusPolicy(Qt::NoFocus);
    m_scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_scroll->setWidgetResizable(true);
    content->setObjectName(u"content"_s);
    content->setMaximumWidth(fontMetrics().averageCharWidth() * MostCharacters);
    m_scroll->setWidget(content);
    m_scroll->setAlignment(Qt::AlignHCenter | Qt::AlignTop);
    content->installEventFilter(this);
    auto* buttons = new QHBoxLayout;
    buttons->setContentsMargins(9, 0, 9, 9);
    buttons->addWidget(m_check);
    buttons->addStretch();
    buttons->addWidget(m_close);
    auto* layout = new QVBoxLayout{this};
    layout->setContentsMargins({});
    layout->addWidget(m_scroll, 1);
    layout->addLayout(buttons);
    QList<QWidget*> order{&m_notifications->button(), &m_claude->button(), m_output, &m_texts->button()};
    order += {m_sessions, m_settings, m_quit, m_check, m_close};
    for (qsizetype i = 1; i < order.size(); ++i)
        setTabOrder(order.at(i - 1), order.at(i));
}

void SetupDialog::follow()
{
    connect(&m_notifications->button(), &QPushButton::clicked, this, &SetupDialog::sendTest);
    connect(&m_claude->button(), &QPushButton::clicked, this, &SetupDialog::connectClaude);
    connect(&m_texts->button(), &QPushButton::clicked, this, &SetupDialog::textsWanted);
    connect(m_sessions, &QPushButton::clicked, this, &SetupDialog::sessionsWanted);
    connect(m_settings, &QPushButton::clicked, this, &SetupDialog::settingsWanted);
    connect(m_quit, &QPushButton::clicked, this, &SetupDialog::quitWanted);
    connect(m_check, &QPushButton::clicked, this, &SetupDialog::checkWanted);
    connect(m_close, &QPushButton::clicked, this, &QDialog::close);
    connect(&m_parts.notifier, &Notifier::canShowChanged, this, &SetupDialog::showNotifications);
    connect(&m_parts.notifier, &Notifier::presented, this, [this](const QString& tag) {
        if (tag != TestTag)
            return;
        m_test = Test::Shown;
        showNotifications();
    });
    connect(&m_parts.notifier, &Notifier::failed, this, [this](const QString& tag) {
        if (tag != TestTag)
            return;
        m_test = Test::Failed;
        showNotifications();
    });
    connect(&m_parts.plugin, &PluginSetup::checked, this, &SetupDialog::showClaude);
    connect(&m_parts.plugin, &PluginSetup::printed, this, &SetupDialog::addOutput);
    connect(&m_parts.plugin, &PluginSetup::connectFinished, this, [this](bool isConnected) {
        m_connecting = isConnected ? Connecting::No : Connecting::Failed;
        showClaude();
    });
    connect(&m_parts.login, &Login::phaseChanged, this, &SetupDialog::showTexts);
}

void SetupDialog::refreshTray()
{
    const bool hasTray = m_parts.hasTray();
    m_noTray->setVisible(!hasTray);
    for (QPushButton* button : {m_sessions, m_settings, m_quit})
        button->setVisible(!hasTray);
}

void SetupDialog::sendTest()
{
    m_test = Test::Sent;
    showNotifications();
    m_parts.notifier.show({.tag = TestTag,
                           .title = tr("Tocsin: test"),
                           .body = tr("This is how Tocsin tells you that Claude Code needs you."),
                           .iconName = u"tocsin-needs-you"_s});
}

void SetupDialog::connectClaude()
{
    m_output->clear();
    m_output->show();
    m_connecting = Connecting::Runs;
    showClaude();
    m_parts.plugin.connectPlugin();
}

void SetupDialog::addOutput(const QString& text)
{
    m_output->moveCursor(QTextCursor::End);
    m_output->insertPlainText(text);
    m_output->moveCursor(QTextCursor::End);
}

void SetupDialog::showNotifications()
{
    const bool canShow = m_parts.notifier.canShow();
    m_notifications->setHeadline(canShow ? tr("Notifications are on.")
                                         : tr("This desktop shows no notifications."));
    m_notifications->button().setEnabled(canShow);
    if (!canShow)
        m_notifications->say(tr("No notification service is running. Start one, for example dunst or mako; "
                                "Tocsin then uses it at once."),
                             NoteTone::Problem);
    else if (m_test == Test::Failed)
        m_notifications->say(tr("The desktop did not show the notification."), NoteTone::Problem);
    else if (m_test == Test::None)
        m_notifications->say({});
    else if (m_parts.isDoNotDisturb())
        m_notifications->say(tr("Sent. Do Not Disturb is on, so the desktop may show it later."));
    else
        m_notifications->say(m_test == Test::Shown ? tr("Sent. The desktop shows it now.") : tr("Sending…"));
}

void SetupDialog::showClaude()
{
    const PluginState state = m_parts.plugin.state();
    const bool isConnected = state == PluginState::Connected && !m_parts.plugin.lacksBridge();
    const bool runs = m_connecting == Connecting::Runs;
    m_claude->setHeadline(isConnected ? tr("Claude Code is connected.") : tr("Connect Claude Code."));
    m_claude->button().setEnabled(!runs && !isConnected && m_parts.plugin.hasPlugin());
    if (!m_parts.plugin.hasPlugin())
        m_claude->say(tr("The plugin was not found. Install Tocsin again."), NoteTone::Problem);
    else if (runs)
        m_claude->say(tr("Connecting…"));
    else if (isConnected)
        m_claude->say(tr("Start a new Claude Code session, or type /reload-plugins in one that is running."));
    else if (state == PluginState::ClaudeMissing)
        m_claude->say(tr("The command \"claude\" was not found. In a terminal where it works, type: %1")
                          .arg(m_parts.plugin.commandLine()),
                      NoteTone::Problem);
    else if (state == PluginState::Connected)
        m_claude->say(m_connecting == Connecting::Failed
                          ? tr("The plugin is installed, but its hooks cannot find tocsin-hookbridge. Put it "
                               "in ~/.local/bin or /usr/local/bin.")
                          : tr("The plugin is installed, but its hooks cannot find tocsin-hookbridge. "
                               "Connect again to link it in ~/.local/bin."),
                      NoteTone::Problem);
    else if (m_connecting == Connecting::Failed)
        m_claude->say(
            tr("Claude Code did not install the plugin. Its answer is below. To try it yourself, type "
               "in a terminal: %1")
                .arg(m_parts.plugin.commandLine()),
            NoteTone::Problem);
    else
        m_claude->say(tr("Installs the Tocsin plugin with Claude Code's own command."));
    if (m_output->document()->isEmpty() && !runs)
        m_output->hide();
}

void SetupDialog::showTexts()
{
    const bool isIn = m_parts.login.phase() == LoginPhase::LoggedIn;
    const QString phone = m_parts.login.maskedPhone();
    if (!isIn)
        m_texts->setHeadline(tr("Texts on your phone are optional."));
    else
        m_texts->setHeadline(phone.isEmpty() ? tr("You are logged in.") : tr("Texts go to %1.").arg(phone));
    m_texts->say(isIn ? QString{} : tr("For when you are away from the computer. Needs a Tocsin server."));
    m_texts->button().setVisible(!isIn);
}

void SetupDialog::changeEvent(QEvent* event)
{
    QDialog::changeEvent(event);
    if (event->type() == QEvent::LanguageChange)
        retranslate();
}

void SetupDialog::showEvent(QShowEvent* event)
{
    if (!event->spontaneous()) {
        m_test = Test::None;
        if (m_connecting == Connecting::Failed)
            m_connecting = Connecting::No;
        refreshTray();
        retranslate();
        m_parts.plugin.check();
    }
    QDialog::showEvent(event);
    growToFit(*this, *m_scroll);
    if (!event->spontaneous())
        m_notifications->button().setFocus(Qt::OtherFocusReason);
}

bool SetupDialog::event(QEvent* event)
{
    const bool handled = QDialog::event(event);
    if (event->type() == QEvent::Resize)
        growToFit(*this, *m_scroll);
    return handled;
}

bool SetupDialog::eventFilter(QObject* watched, QEvent* event)
{
    // Queued: the content knows its new height only when it has handled this.
    if (event->type() == QEvent::LayoutRequest && watched == m_scroll->widget())
        QMetaObject::invokeMethod(
            this, [this] { growToFit(*this, *m_scroll); }, Qt::QueuedConnection);
    return QDialog::eventFilter(watched, event);
}

void SetupDialog::retranslate()
{
    setWindowTitle(tr("Set Up"));
    m_intro->setText(tr("Tocsin tells you when Claude Code needs you."));
    m_notifications->button().setText(tr("Send a &Test"));
    m_claude->button().setText(tr("&Connect Claude Code"));
    m_output->setAccessibleName(tr("Claude Code's answer"));
    m_output->setFixedHeight(m_output->fontMetrics().lineSpacing() * OutputLines + 12);
    m_texts->button().setText(tr("Set &Up Texts…"));
    m_noTray->setText(tr("This desktop shows no tray icon. To open Tocsin again, start it once more."));
    m_sessions->setText(tr("S&essions…"));
    m_settings->setText(tr("&Settings…"));
    m_quit->setText(tr("&Quit Tocsin"));
    m_check->setText(tr("Chec&k Tocsin…"));
    m_close->setText(tr("&Not Now"));
    showNotifications();
    showClaude();
    showTexts();
}

} // namespace tocsin
