// SPDX-License-Identifier: MIT
#include "app/sessions/end_question.h"
#include "app/sessions/rename_dialog.h"
#include "app/windows/about_dialog.h"
#include "app/windows/continue_dialog.h"
#include "app/windows/doctor_dialog.h"
#include "app/windows/login_dialog.h"
#include "app/windows/settings_dialog.h"
#include "app/windows/setup_dialog.h"
#include "core/ipc/replies.h"
#include "tests/app/window_walk.h"
#include "tests/app/windows/hand_clock.h"
#include "tests/app/windows/login_questions_bench.h"
#include "tests/app/windows/scripted_login.h"
#include "tests/app/windows/scripted_notifier.h"
#include "tests/support/active_window.h"
#include "translations/language.h"

#include <QAbstractButton>
#include <QAbstractSpinBox>
#include <QCheckBox>
#include <QComboBox>
#include <QHash>
#include <QLabel>
#include <QLayout>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QTabBar>
#include <QTabWidget>
#include <QTest>
#include <QToolButton>

#include <functional>
#include <vector>

using namespace tocsin;
using namespace tocsin::test;
using namespace Qt::StringLiterals;

/// What holds for every window and every page of it, in every language.
class TestAccessibility final : public QObject
{
    Q_OBJECT
private:
    HandClock m_clock;
    ScriptedLogin m_login;
    Settings m_settings{u"none.conf"_s, {}};
    Language m_language;
    ScriptedNotifier m_notifier;
    QWidget m_window;
    PluginSetup m_plugin{{}, u"/usr/share/tocsin/claude-plugin"_s};
    std::unique_ptr<LoginQuestionsBench> m_questions;

    struct View
    {
        QString name;
        std::function<std::unique_ptr<QDialog>()> open;
    };
    [[nodiscard]] std::unique_ptr<QDialog> login(LoginPhase phase)
    {
        m_login.codeEnd = m_clock.nowUtc().addSecs(600);
        m_login.tokenEnd = m_clock.nowUtc().addSecs(3600);
        auto dialog = std::make_unique<LoginDialog>(m_login, m_settings, m_clock);
        m_login.go(phase);
        if (phase == LoginPhase::AwaitingCode) { // with every button usable
            QTest::keyClicks(dialog->findChild<QLineEdit*>(u"code"_s), u"123456"_s);
            m_clock.move(std::chrono::seconds{60});
            m_login.go(phase);
        }
        return dialog;
    }
    [[nodiscard]] std::unique_ptr<QDialog> settings()
    {
        return std::make_unique<SettingsDialog>(
            m_settings,
            SettingsActions{.startsAtLogin = [] { return true; },
                            .setStartsAtLogin = [](bool) { return QString{}; },
                            .startsWithClaude = [] { return true; },
                            .setStartsWithClaude = [](bool) { return QString{}; },
                            .holdsHeadless = [] { return false; },
                            .setHoldsHeadless = [](bool) {},
                            .isLoggedIn = [] { return false; },
                            .logOut = [] {},
                            .preview =
                                [](AlertTopic, const Preferences&) {
                                    return u"Notification: now. Text: after 60 s unless you react."_s;
                                },
                            .offersShortcut = [] { return true; },
                            .wantsShortcut = [] { return true; },
                            .setWantsShortcut = [](bool) { return QString{}; }});
    }
    [[nodiscard]] std::unique_ptr<QDialog> setup(bool hasTray)
    {
        m_login.go(LoginPhase::LoggedOut);
        return std::make_unique<SetupDialog>(
            SetupDialog::Dependencies{.notifier = m_notifier,
                                      .plugin = m_plugin,
                                      .login = m_login,
                                      .isDoNotDisturb = [] { return false; },
                                      .hasTray = [hasTray] { return hasTray; }});
    }
    /// For a question about the login.
    [[nodiscard]] LoginQuestionsBench& questions()
    {
        m_questions = std::make_unique<LoginQuestionsBench>();
        return *m_questions;
    }
    [[nodiscard]] std::vector<View> views()
    {
        return {
            {u"phone page"_s, [this] { return login(LoginPhase::LoggedOut); }},
            {u"server away"_s,
             [this] {
                 auto dialog = login(LoginPhase::LoggedOut);
                 m_login.fail(LoginPhase::LoggedOut, LoginError::ServerTooFar, u"No answer."_s);
                 return dialog;
             }},
            {u"browser page"_s, [this] { return login(LoginPhase::WaitingForBrowser); }},
            {u"code page"_s, [this] { return login(LoginPhase::AwaitingCode); }},
            {u"done page"_s, [this] { return login(LoginPhase::LoggedIn); }},
            {u"settings"_s, [this] { return settings(); }},
            {u"advanced settings"_s,
             [this] {
                 auto dialog = settings();
                 dialog->show(); // collapses them
                 dialog->findChild<QToolButton*>(u"showAdvanced"_s)->setChecked(true);
                 return dialog;
             }},
            {u"alerts"_s,
             [this] {
                 auto dialog = settings();
                 dialog->show(); // on its first page
                 dialog->findChild<QTabWidget*>(u"pages"_s)->setCurrentIndex(1);
                 return dialog;
             }},
            {u"continue"_s,
             [] {
                 auto dialog = std::make_unique<ContinueDialog>(
                     u"shop (main)"_s, [](const QString&, const ContinueDialog::Done& onDone) {
                         onDone(TerminalProblem{TerminalProblem::Kind::CannotType});
                     });
                 dialog->show();
                 auto* prompt = dialog->findChild<QPlainTextEdit*>(u"prompt"_s);
                 prompt->setPlainText(u"go on"_s);
                 QTest::keyClick(prompt, Qt::Key_Return, Qt::ControlModifier);
                 return dialog;
             }},
            {u"first window"_s, [this] { return setup(true); }},
            {u"first window without a tray"_s, [this] { return setup(false); }},
            {u"checks"_s,
             [] {
                 return std::make_unique<DoctorDialog>([](const DoctorDialog::Done& done) {
                     using State = ipc::Check::State;
                     done({{State::Failed, u"plugin"_s, u"The plugin is not installed."_s,
                            u"Run: claude plugin marketplace add /usr/share/tocsin/claude-plugin"_s},
                           {State::Ok, u"clock"_s, u"The clock agrees with the server's."_s}});
                 });
             }},
            {u"about"_s, [] { return std::make_unique<AboutDialog>([] { return u"all is well"_s; }); }},
            {u"rename"_s, [] { return std::make_unique<RenameDialog>(u"1"_s, u"shop (main)"_s); }},
            {u"end"_s,
             [this] {
                 askBeforeEnd(m_window, u"shop (main)"_s, [] {});
                 return std::unique_ptr<QDialog>{m_window.findChild<QDialog*>(u"endQuestion"_s)};
             }},
            {u"log out"_s, [this] { return std::unique_ptr<QDialog>{questions().logOutQuestion()}; }},
            {u"stay logged in"_s,
             [this] { return std::unique_ptr<QDialog>{questions().fileStoreQuestion()}; }},
            {u"earlier login"_s,
             [this] { return std::unique_ptr<QDialog>{questions().legacyLoginQuestion()}; }},
        };
    }
    /// Which the arrow keys and Tab walk through.
    [[nodiscard]] static bool isInATable(const QWidget& widget)
    {
        const QString name = widget.objectName();
        return name.startsWith(u"alerts/"_s) || (name.startsWith(u"quiet/"_s) && name.at(6).isDigit());
    }
    static void addViews()
    {
        QTest::addColumn<int>("view");
        QTest::addColumn<QString>("language");
        const QStringList names{u"phone page"_s,
                                u"server away"_s,
                                u"browser page"_s,
                                u"code page"_s,
                                u"done page"_s,
                                u"settings"_s,
                                u"advanced settings"_s,
                                u"alerts"_s,
                                u"continue"_s,
                                u"first window"_s,
                                u"first window without a tray"_s,
                                u"checks"_s,
                                u"about"_s,
                                u"rename"_s,
                                u"end"_s,
                                u"log out"_s,
                                u"stay logged in"_s,
                                u"earlier login"_s};
        for (int i = 0; i < names.size(); ++i) {
            for (const QString& language : {u"en"_s, u"de"_s, u"fr"_s})
                QTest::addRow("%s %s", qPrintable(names.at(i)), qPrintable(language)) << i << language;
        }
    }
    /// As that of a box with a message is.
    [[nodiscard]] static bool hasFixedSize(const QDialog& dialog)
    {
        return dialog.minimumSize() == dialog.maximumSize();
    }
    using Places = QHash<QWidget*, QPair<int, int>>;
    /// From the top of the window, and the height.
    [[nodiscard]] static Places placesAt(QDialog& dialog, int height)
    {
        dialog.resize(1200, height);
        QCoreApplication::processEvents();
        Places places;
        for (QWidget* one : dialog.findChildren<QWidget*>()) {
            const bool isRow = qobject_cast<QLabel*>(one) || qobject_cast<QAbstractButton*>(one) ||
                               qobject_cast<QLineEdit*>(one) || qobject_cast<QComboBox*>(one) ||
                               qobject_cast<QAbstractSpinBox*>(one);
            if (one->isVisible() && isRow)
                places.insert(one, {one->mapTo(&dialog, QPoint{}).y(), one->height()});
        }
        return places;
    }
    /// What neither stays where it is in a window that gets higher, nor keeps its distance from the bottom.
    [[nodiscard]] static QString driftIn(QDialog& dialog)
    {
        if (hasFixedSize(dialog))
            return {};
        const Places before = placesAt(dialog, 2000);
        const Places after = placesAt(dialog, 2600);
        if (dialog.height() != 2600 || after.isEmpty() || after.size() != before.size())
            return u"another size"_s;
        for (auto row = after.cbegin(); row != after.cend(); ++row) {
            const auto [y, height] = before.value(row.key());
            const int moved = row.value().first - y;
            if ((moved != 0 && moved != 600) || row.value().second != height)
                return u"%1 moved by %2"_s.arg(row.key()->objectName()).arg(moved);
        }
        return {};
    }
    [[nodiscard]] std::unique_ptr<QDialog> openView()
    {
        QFETCH_GLOBAL(int, view);
        QFETCH_GLOBAL(QString, language);
        m_language.use(language);
        auto dialog = views().at(static_cast<size_t>(view)).open();
        if (!dialog)
            qFatal("there is no such window");
        dialog->show();
        makeActive(*dialog);
        return dialog;
    }

private Q_SLOTS:
    void initTestCase_data() { addViews(); }
    void cleanup() { m_language.use(u"en"_s); }

    void everyWidgetOfTheKeyboardHasAName()
    {
        const auto dialog = openView();
        QVERIFY(!dialog->windowTitle().isEmpty());
        const auto widgets = reachable(*dialog);
        QVERIFY(!widgets.isEmpty());
        QCOMPARE(namelessOf(widgets), QString{});
    }
    void tabVisitsAllAndComesBack()
    {
        const auto dialog = openView();
        QTRY_VERIFY(dialog->focusWidget());
        const auto wanted = reachable(*dialog);
        QCOMPARE(visitedByTab(*dialog), QSet<QWidget*>(wanted.cbegin(), wanted.cend()));
    }
    void noTwoMnemonicsAreTheSame()
    {
        const auto dialog = openView();
        QStringList texts;
        for (QAbstractButton* button : dialog->findChildren<QAbstractButton*>()) {
            if (button->isVisible() && !isInATable(*button))
                texts += button->text();
        }
        if (const auto* pages = dialog->findChild<QTabBar*>()) {
            for (int i = 0; i < pages->count(); ++i)
                texts += pages->tabText(i);
        }
        for (QLabel* label : dialog->findChildren<QLabel*>()) {
            if (label->isVisible() && label->buddy())
                texts += label->text();
        }
        QCOMPARE(wrongMnemonicOf(texts), QString{});
    }
    void noButtonHasAnIcon()
    {
        const auto dialog = openView();
        for (const QPushButton* button : dialog->findChildren<QPushButton*>())
            QVERIFY2(button->icon().isNull(), qPrintable(button->text()));
    }
    void escapeCloses()
    {
        const auto dialog = openView();
        QTest::keyClick(dialog->focusWidget() ? dialog->focusWidget() : dialog.get(), Qt::Key_Escape);
        QVERIFY(!dialog->isVisible());
    }
    /// As where windows are tiled: what belongs together stays at the top, and the buttons at the bottom.
    void nothingDriftsApartInALargeWindow()
    {
        const auto dialog = openView();
        // Once it has found out what to say.
        QTRY_COMPARE(driftIn(*dialog), QString{});
    }
    void everyTextFitsAtNarrowWidths()
    {
        const auto dialog = openView();
        dialog->resize(300, 100);
        QTRY_VERIFY(dialog->height() >= dialog->layout()->totalHeightForWidth(dialog->width()));
        const bool isTable = dialog->findChild<QCheckBox*>(u"alerts/permission_sound"_s) &&
                             dialog->findChild<QCheckBox*>(u"alerts/permission_sound"_s)->isVisible();
        QVERIFY2(hasFixedSize(*dialog) || dialog->width() <= (isTable ? 760 : 480),
                 "a text that does not wrap keeps the window wide");
        for (QLabel* label : dialog->findChildren<QLabel*>()) {
            if (!label->isVisible() || label->text().isEmpty())
                continue;
            const int needed =
                label->wordWrap() ? label->heightForWidth(label->width()) : label->sizeHint().height();
            QVERIFY2(label->height() >= needed, qPrintable(label->text()));
            QVERIFY2(label->wordWrap() || label->width() >= label->sizeHint().width(),
                     qPrintable(label->text()));
        }
        for (QAbstractButton* button : dialog->findChildren<QAbstractButton*>()) {
            if (button->isVisible())
                QVERIFY2(button->width() >= button->minimumSizeHint().width(), qPrintable(button->text()));
        }
    }
};

QTEST_MAIN(TestAccessibility)
#include "test_accessibility.moc"
