// SPDX-License-Identifier: MIT
#pragma once

#include "core/channels/desktop/notifier.h"
#include "core/claude/plugin/plugin_setup.h"
#include "core/server/login/login.h"

#include <QDialog>

#include <cstdint>
#include <functional>

class QLabel;
class QPlainTextEdit;
class QPushButton;
class QScrollArea;

namespace tocsin {

class SetupStep;

/// The first window: whether notifications work, Claude Code's plugin, and the way to texts. Asks for
/// nothing.
class SetupDialog final : public QDialog
{
    Q_OBJECT
public:
    /// What it shows and starts; outlives the dialog.
    struct Dependencies
    {
        Notifier& notifier;
        PluginSetup& plugin;
        Login& login;
        std::function<bool()> isDoNotDisturb; ///< of the desktop
        std::function<bool()> hasTray;        ///< without one it offers what the menu has
    };

    explicit SetupDialog(Dependencies parts, QWidget* parent = nullptr);

    /// Whether there is a tray may be another answer now.
    void refreshTray();

Q_SIGNALS:
    void textsWanted(); ///< the login window
    void sessionsWanted();
    void settingsWanted();
    void checkWanted();
    void quitWanted();

protected:
    void changeEvent(QEvent* event) override;
    void showEvent(QShowEvent* event) override;
    bool event(QEvent* event) override;
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    enum class Test : uint8_t { None, Sent, Shown, Failed };
    enum class Connecting : uint8_t { No, Runs, Failed };

    void buildLayout();
    void follow();
    void sendTest();
    void connectClaude();
    void addOutput(const QString& text);
    void retranslate();
    void showNotifications();
    void showClaude();
    void showTexts();

    Dependencies m_parts;
    QScrollArea* m_scroll;
    QLabel* m_intro;
    SetupStep* m_notifications;
    SetupStep* m_claude;
    QPlainTextEdit* m_output;
    SetupStep* m_texts;
    QLabel* m_noTray;
    QPushButton* m_sessions;
    QPushButton* m_settings;
    QPushButton* m_quit;
    QPushButton* m_check;
    QPushButton* m_close;
    Test m_test{Test::None};
    Connecting m_connecting{Connecting::No};
};

} // namespace tocsin
