// SPDX-License-Identifier: MIT
#include "app/windows/alert_table.h"
#include "app/windows/inline_note.h"
#include "app/windows/settings_dialog.h"
#include "core/base/utc_time.h"
#include "core/pipeline/preferences_of.h"
#include "core/policy/plan_text.h"
#include "tests/support/active_window.h"
#include "translations/language.h"

#include <QApplication>
#include <QCheckBox>
#include <QComboBox>
#include <QDialogButtonBox>
#include <QDir>
#include <QLabel>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QRegularExpression>
#include <QScreen>
#include <QScrollArea>
#include <QScrollBar>
#include <QSet>
#include <QSignalSpy>
#include <QSpinBox>
#include <QTabWidget>
#include <QTemporaryDir>
#include <QTest>
#include <QTimeEdit>
#include <QToolButton>
#include <QWheelEvent>

#include <algorithm>

using namespace tocsin;
using namespace tocsin::test;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {
void typeLines(QPlainTextEdit& edit, const QStringList& lines)
{
    for (const QString& line : lines) {
        if (line != lines.first())
            QTest::keyClick(&edit, Qt::Key_Return);
        QTest::keyClicks(&edit, line);
    }
}

bool isOnAlerts(const SettingRow& row)
{
    return row.place == SettingPlace::Alerts || row.place == SettingPlace::AlertTable;
}
} // namespace

class TestSettingsDialog final : public QObject
{
    Q_OBJECT
private:
    struct Bench
    {
        QTemporaryDir folder;
        Settings settings;
        bool autostart{false};
        QString autostartProblem;
        bool withClaude{true};
        bool holdsHeadless{false};
        bool loggedIn{true};
        bool offersShortcut{false};
        bool wantsShortcut{false};
        QStringList log;                            ///< what happened, in order
        std::function<void(bool isPrinted)> answer; ///< of the server, once it was asked
        SettingsDialog dialog;

        explicit Bench(const QProcessEnvironment& environment = {}, const QString& file = u"tocsin.conf"_s)
            : settings{folder.filePath(file), environment}
            , dialog{settings,
                     {.startsAtLogin = [this] { return autostart; },
                      .setStartsAtLogin =
                          [this](bool on) {
                              if (autostartProblem.isEmpty())
                                  autostart = on;
                              return autostartProblem;
                          },
                      .startsWithClaude = [this] { return withClaude; },
                      .setStartsWithClaude =
                          [this](bool on) {
                              withClaude = on;
                              return QString{};
                          },
                      .holdsHeadless = [this] { return holdsHeadless; },
                      .setHoldsHeadless = [this](bool holds) { holdsHeadless = holds; },
                      .isLoggedIn = [this] { return loggedIn; },
                      .logOut = [this] { log += u"out of "_s + settings.serverUrl().host(); },
                      .preview =
                          [](AlertTopic topic, const Preferences& preferences) {
                              const QDateTime now = utcAt(QDate{2026, 2, 2}, QTime{14, 0});
                              return planText(
                                  planFor({.alert = exampleOf(topic, now)}, {.now = now}, preferences), now);
                          },
                      .askServer = [this](QObject*, const auto& done) { answer = done; },
                      .offersShortcut = [this] { return offersShortcut; },
                      .wantsShortcut = [this] { return wantsShortcut; },
                      .setWantsShortcut =
                          [this](bool on) {
                              wantsShortcut = on;
                              return QString{};
                          }}}
        {
            QObject::connect(&settings, &Settings::changed, &dialog, [this](Setting setting) {
                if (setting == Setting::ServerUrl)
                    log += u"now "_s + settings.serverUrl().host();
                if (setting == Setting::CaFile)
                    log += u"trusts"_s;
            });
            dialog.show();
        }
        template<typename W> [[nodiscard]] W& at(const char* name)
        {
            W* found = dialog.findChild<W*>(QString::fromLatin1(name));
            Q_ASSERT(found);
            return *found;
        }
        [[nodiscard]] QPushButton& ok()
        {
            return *dialog.findChild<QDialogButtonBox*>()->button(QDialogButtonBox::Ok);
        }
        void type(const QString& address)
        {
            at<QLineEdit>("server/url").selectAll();
            QTest::keyClicks(&at<QLineEdit>("server/url"), address);
        }
        [[nodiscard]] QString note() { return at<QLabel>("server/url/note").text(); }
    };

private Q_SLOTS:
    void aGlobalShortcutIsThereOnlyWhereTheDesktopOffersIt()
    {
        Bench b;
        auto& box = b.at<QCheckBox>("shortcut");
        QVERIFY(!box.isVisible());
        QTest::mouseClick(&b.ok(), Qt::LeftButton);
        QVERIFY(!b.wantsShortcut);
        b.offersShortcut = true;
        b.dialog.show();
        QVERIFY(box.isVisible());
        QVERIFY(!box.isChecked());
        QTest::keyClick(&box, Qt::Key_Space);
        QVERIFY(!b.wantsShortcut); // nothing changes before OK
        QTest::mouseClick(&b.ok(), Qt::LeftButton);
        QVERIFY(b.wantsShortcut);
        b.dialog.show();
        QVERIFY(box.isChecked());
        QTest::keyClick(&box, Qt::Key_Space);
        QTest::mouseClick(&b.ok(), Qt::LeftButton);
        QVERIFY(!b.wantsShortcut);
    }

    void okKeepsEveryChoice()
    {
        Bench b;
        QTest::keyClick(&b.at<QCheckBox>("startAtLogin"), Qt::Key_Space);
        QTest::keyClick(&b.at<QCheckBox>("startWithClaude"), Qt::Key_Space);
        QTest::keyClick(&b.at<QCheckBox>("sessions/texts_for_new"), Qt::Key_Space);
        QTest::keyClicks(&b.at<QComboBox>("language"), u"Deutsch"_s);
        QTest::mouseClick(&b.ok(), Qt::LeftButton);
        QVERIFY(!b.dialog.isVisible());
        QVERIFY(b.autostart);
        QVERIFY(!b.withClaude);
        QVERIFY(!b.settings.get<Setting::TextsForNewSessions>());
        QCOMPARE(b.settings.get<Setting::Language>(), u"de"_s);
        QVERIFY2(b.log.isEmpty(), "the server did not change");
    }
    void cancelKeepsNothing()
    {
        Bench b;
        QTest::keyClick(&b.at<QCheckBox>("startAtLogin"), Qt::Key_Space);
        QTest::keyClick(&b.at<QCheckBox>("startWithClaude"), Qt::Key_Space);
        QTest::keyClick(&b.at<QCheckBox>("sessions/texts_for_new"), Qt::Key_Space);
        b.type(u"https://sms.example.org"_s);
        QTest::keyClick(&b.dialog, Qt::Key_Escape);
        QVERIFY(!b.dialog.isVisible());
        QVERIFY(!b.autostart);
        QVERIFY(b.withClaude);
        QVERIFY(b.settings.get<Setting::TextsForNewSessions>());
        QCOMPARE(b.settings.serverUrl().host(), u"localhost"_s);
        b.dialog.show(); // shows what holds, not what was typed last time
        QCOMPARE(b.at<QLineEdit>("server/url").text(), u"http://localhost:3000"_s);
        QVERIFY(b.at<QCheckBox>("sessions/texts_for_new").isChecked());
    }
    void headlessRunsAreHeldByThisActAlone()
    {
        Bench b;
        b.at<QToolButton>("showAdvanced").setChecked(true);
        auto& holds = b.at<QCheckBox>("holdsHeadless");
        QVERIFY(!holds.isChecked());
        QTest::keyClick(&holds, Qt::Key_Space);
        QTest::keyClick(&b.dialog, Qt::Key_Escape);
        QVERIFY(!b.holdsHeadless);
        b.dialog.show();
        QTest::keyClick(&holds, Qt::Key_Space);
        QTest::mouseClick(&b.ok(), Qt::LeftButton);
        QVERIFY(b.holdsHeadless);
        b.dialog.show();
        QVERIFY(holds.isChecked());
        QVERIFY2(!QSettings(b.folder.filePath(u"tocsin.conf"_s), QSettings::IniFormat)
                      .contains(u"answers/headless"_s),
                 "kept in a file");
    }
    void everyRowIsShownInItsPlace()
    {
        Bench b;
        const auto widget = [&](const SettingRow& row) { return b.dialog.findChild<QWidget*>(row.key); };
        for (const bool isOpen : {false, true}) {
            b.at<QToolButton>("showAdvanced").setChecked(isOpen);
            for (const bool onAlerts : {false, true}) {
                b.at<QTabWidget>("pages").setCurrentIndex(onAlerts ? 1 : 0);
                for (const SettingRow& row : SettingRows) {
                    QCOMPARE(widget(row) != nullptr, row.place != SettingPlace::Hidden);
                    if (widget(row) == nullptr)
                        continue;
                    const bool isShown =
                        isOnAlerts(row) ? onAlerts : !onAlerts && (row.place == SettingPlace::Main || isOpen);
                    QVERIFY2(widget(row)->isVisible() == isShown, row.key.data());
                }
            }
        }
    }
    void everyRowShowsWhatHoldsAndKeepsWhatIsEntered()
    {
        Bench b;
        b.at<QToolButton>("showAdvanced").setChecked(true);
        int entered = 0;
        // From the last: what a choice makes pointless is disabled.
        for (auto each = SettingRows.rbegin(); each != SettingRows.rend(); ++each) {
            const SettingRow& row = *each;
            b.at<QTabWidget>("pages").setCurrentIndex(isOnAlerts(row) ? 1 : 0);
            QWidget* widget = b.dialog.findChild<QWidget*>(row.key);
            if (row.kind == SettingKind::QuietHours) {
                QVERIFY(!b.at<QCheckBox>("quiet/1").isChecked());
                QTest::keyClick(&b.at<QCheckBox>("quiet/1"), Qt::Key_Space);
            } else if (auto* box = qobject_cast<QCheckBox*>(widget)) {
                QCOMPARE(box->isChecked(), defaultValue(row).toBool());
                QTest::keyClick(box, Qt::Key_Space);
            } else if (auto* number = qobject_cast<QSpinBox*>(widget)) {
                QCOMPARE(number->value(), defaultValue(row).toInt());
                QCOMPARE(number->minimum(), row.least);
                QCOMPARE(number->maximum(), row.most);
                number->selectAll();
                QTest::keyClicks(number, u"77"_s);
            } else if (auto* choice = qobject_cast<QComboBox*>(widget)) {
                QCOMPARE(choice->currentData().toString(), defaultValue(row).toString());
                QTest::keyClicks(choice, row.topic ? u"Never"_s : u"Deutsch"_s);
            } else if (auto* line = qobject_cast<QLineEdit*>(widget)) {
                QCOMPARE(line->text(), defaultValue(row).toString());
                line->selectAll();
                QTest::keyClicks(line, row.kind == SettingKind::File
                                           ? QStringLiteral(TOCSIN_SOURCE_DIR "/tests/data/authority.pem")
                                           : u"https://sms.example.org"_s);
            } else if (auto* patterns = qobject_cast<QPlainTextEdit*>(widget)) {
                QCOMPARE(patterns->toPlainText(), QString{});
                typeLines(*patterns, {u"no space left"_s, u""_s, u"out of memory"_s});
            } else {
                continue;
            }
            ++entered;
        }
        QCOMPARE(entered, std::count_if(SettingRows.begin(), SettingRows.end(), [](const SettingRow& row) {
                     return row.place != SettingPlace::Hidden;
                 }));
        QSignalSpy changed{&b.settings, &Settings::changed};
        QTest::mouseClick(&b.ok(), Qt::LeftButton);
        QVERIFY(!b.dialog.isVisible());
        QCOMPARE(changed.size(), entered);
        QCOMPARE(b.settings.get<Setting::BlockingPatterns>(),
                 (QStringList{u"no space left"_s, u"out of memory"_s}));
        for (const AlertTopic topic : AlertTopics) {
            const TopicPreferences chosen = preferencesOf(b.settings).of(topic);
            QVERIFY(!chosen.notification);
            QCOMPARE(chosen.text, TextWhen::Never);
            QVERIFY(chosen.grace == 77s);
            QVERIFY(chosen.duringQuietHours);
        }
        QCOMPARE(b.settings.get<Setting::QuietHours>().toStrings(), QStringList{u"mon 22:00-07:00"_s});
        QVERIFY(b.settings.get<Setting::CombineWithin>() == 77s);
        QVERIFY(b.settings.get<Setting::InactivityMinutes>() == 77min);
        b.dialog.show();
        QCOMPARE(b.at<QPlainTextEdit>("errors/blocking_patterns").toPlainText(),
                 u"no space left\nout of memory"_s);
        QVERIFY2(!b.at<QToolButton>("showAdvanced").isChecked(), "collapsed each time it opens");
    }
    void zeroIsSaidInWords()
    {
        Bench b;
        for (const SettingRow& row : SettingRows) {
            auto* number = b.dialog.findChild<QSpinBox*>(row.key);
            if (!number || row.least != 0)
                continue;
            number->setValue(0);
            QCOMPARE(number->text(), QString::fromLatin1(row.zero));
        }
    }
    void numbersStandInAColumn()
    {
        Bench bench;
        bench.dialog.show();
        QSet<int> widths;
        for (const SettingRow& row : SettingRows) {
            const auto* field = bench.dialog.findChild<QSpinBox*>(row.key);
            if (field != nullptr && row.place != SettingPlace::AlertTable)
                widths += field->sizeHint().expandedTo(field->minimumSize()).width();
        }
        QCOMPARE(widths.size(), 1);
    }
    void theKeyboardOpensTheAdvancedSettings()
    {
        Bench b;
        auto& button = b.at<QToolButton>("showAdvanced");
        const int before = b.dialog.height();
        QTest::keyClick(&button, Qt::Key_Space);
        QVERIFY(b.at<QLineEdit>("server/ca_file").isVisible());
        QTRY_VERIFY(b.dialog.height() > before);
        QTest::keyClick(&button, Qt::Key_Space);
        QVERIFY(!b.at<QLineEdit>("server/ca_file").isVisible());
        QTRY_COMPARE(b.dialog.height(), before);
    }
    void quietHoursOfOneDayAreCopiedToAll()
    {
        Bench b;
        b.at<QTabWidget>("pages").setCurrentIndex(1);
        auto& from = b.at<QTimeEdit>("quiet/1/from");
        QVERIFY(!from.isEnabled());
        QTest::keyClick(&b.at<QCheckBox>("quiet/1"), Qt::Key_Space);
        QVERIFY(from.isEnabled());
        from.setTime(QTime{23, 30});
        b.at<QTimeEdit>("quiet/1/to").setTime(QTime{6, 15});
        QTest::mouseClick(&b.at<QPushButton>("quiet/copy"), Qt::LeftButton);
        b.at<QCheckBox>("quiet/7").setChecked(false);
        QTest::mouseClick(&b.ok(), Qt::LeftButton);
        QCOMPARE(b.settings.value(Setting::QuietHours).toStringList(),
                 QuietHours::fromStrings({u"mon-sat 23:30-06:15"_s})->toStrings());
        b.dialog.show(); // shows what holds
        QCOMPARE(b.at<QTimeEdit>("quiet/6/from").time(), (QTime{23, 30}));
        QVERIFY(!b.at<QCheckBox>("quiet/7").isChecked());
    }
    void aTimeToReactIsGivenInSecondsOrMinutes_data()
    {
        QTest::addColumn<QString>("typed");
        QTest::addColumn<int>("seconds");
        QTest::addColumn<QString>("shown");
        QTest::newRow("seconds") << u"45"_s << 45 << u"45 s"_s;
        QTest::newRow("with unit") << u"90 s"_s << 90 << u"90 s"_s;
        QTest::newRow("minutes") << u"5 min"_s << 300 << u"5 min"_s;
        QTest::newRow("abbreviated") << u"2m"_s << 120 << u"2 min"_s;
        QTest::newRow("no whole minutes") << u"150"_s << 150 << u"150 s"_s;
        QTest::newRow("none") << u"0"_s << 0 << u"at once"_s;
        QTest::newRow("the longest") << u"10 min"_s << 600 << u"10 min"_s;
    }
    void aTimeToReactIsGivenInSecondsOrMinutes()
    {
        QFETCH(QString, typed);
        QFETCH(int, seconds);
        QFETCH(QString, shown);
        Bench b;
        b.at<QTabWidget>("pages").setCurrentIndex(1);
        auto& grace = b.at<QSpinBox>("alerts/permission_grace");
        makeActive(b.dialog);
        grace.setFocus();
        grace.selectAll();
        QTest::keyClicks(&grace, typed);
        QTest::keyClick(&grace, Qt::Key_Tab);
        QCOMPARE(grace.value(), seconds);
        QCOMPARE(grace.text(), shown);
    }
    void whatCannotMatterIsDisabled()
    {
        Bench b;
        b.at<QTabWidget>("pages").setCurrentIndex(1);
        auto& grace = b.at<QSpinBox>("alerts/error_grace");
        auto& text = b.at<QComboBox>("alerts/error_text");
        for (const TextWhen when : TextWhens) {
            text.setCurrentIndex(text.findData(wireName(when)));
            QCOMPARE(grace.isEnabled(), when == TextWhen::AfterGrace);
        }
        auto& notification = b.at<QCheckBox>("alerts/error_notification");
        QVERIFY(b.at<QCheckBox>("alerts/error_sound").isEnabled());
        notification.setChecked(false);
        QVERIFY(!b.at<QCheckBox>("alerts/error_sound").isEnabled());
    }
    void theWheelScrollsThePageAndChangesNothing()
    {
        Bench b;
        b.at<QTabWidget>("pages").setCurrentIndex(1);
        auto& text = b.at<QComboBox>("alerts/error_text");
        const int before = text.currentIndex();
        QWheelEvent wheel{QPointF{5, 5},
                          text.mapToGlobal(QPointF{5, 5}),
                          {},
                          QPoint{0, -120},
                          Qt::NoButton,
                          Qt::NoModifier,
                          Qt::NoScrollPhase,
                          false};
        QApplication::sendEvent(&text, &wheel);
        QCOMPARE(text.currentIndex(), before);
    }
    void whatWouldHappenFollowsWhatIsEntered()
    {
        Bench b;
        b.at<QTabWidget>("pages").setCurrentIndex(1);
        auto& topic = b.at<QComboBox>("previewTopic");
        const auto plan = [&] { return b.at<QLabel>("previewPlan").text(); };
        QCOMPARE(plan(), u"Notification: now, with sound. Text: after 60 s unless you react."_s);
        QCOMPARE(topic.accessibleDescription(), plan());
        QTest::keyClicks(&topic, u"Finished"_s);
        QCOMPARE(plan(), u"Notification: now. Text: after 3 min unless you react."_s);
        auto& text = b.at<QComboBox>("alerts/finished_text");
        QTest::keyClicks(&text, u"Never"_s);
        QCOMPARE(plan(), u"Notification: now. No text: switched off."_s);
        QTest::keyClick(&b.at<QCheckBox>("alerts/finished_notification"), Qt::Key_Space);
        QCOMPARE(plan(), u"No notification and no text: switched off."_s);
        QTest::keyClick(&b.dialog, Qt::Key_Escape);
        QVERIFY2(preferencesOf(b.settings).of(AlertTopic::Finished).notification, "it was only tried out");
    }
    void thatTheServerSendsNoTextsIsSaidWhereTheyAreChosen()
    {
        Bench b;
        b.at<QTabWidget>("pages").setCurrentIndex(1);
        const auto& printed = b.at<QLabel>("printedTexts");
        QVERIFY(!printed.isVisible());
        b.answer(true);
        QVERIFY(printed.isVisible());
        QCOMPARE(printed.text(), u"This server prints texts on its console and sends none."_s);
        b.dialog.hide();
        b.answer = {};
        b.loggedIn = false;
        b.dialog.show();
        b.at<QTabWidget>("pages").setCurrentIndex(1);
        QVERIFY2(!b.answer, "without a login nothing leaves the computer");
        QVERIFY(!printed.isVisible());
    }
    void aWeekdayWithinASentenceIsSpelledAsTheLanguageDoes()
    {
        Language language;
        language.use(u"fr"_s);
        {
            Bench b;
            QCOMPARE(b.at<QCheckBox>("quiet/1").text(), u"Lundi"_s);
            QVERIFY2(b.at<QPushButton>("quiet/copy").text().contains(u"lundi"_s),
                     qPrintable(b.at<QPushButton>("quiet/copy").text()));
        }
        language.use(u"en"_s);
    }
    void theAlertsFitANarrowScreenWithLargeLetters_data()
    {
        QTest::addColumn<QString>("language");
        for (const char* language : {"en", "de", "fr"})
            QTest::newRow(language) << QString::fromLatin1(language);
    }
    void theAlertsFitANarrowScreenWithLargeLetters()
    {
        QFETCH(QString, language);
        Language translator;
        translator.use(language);
        const QFont usual = QApplication::font();
        QFont large = usual;
        large.setPointSizeF(16);
        QApplication::setFont(large);
        {
            Bench b;
            b.answer(true); // one line more
            b.at<QTabWidget>("pages").setCurrentIndex(1);
            QTRY_VERIFY(b.dialog.height() <= b.dialog.screen()->availableSize().height());
            QTRY_VERIFY2(b.dialog.width() <= 800, qPrintable(QString::number(b.dialog.width())));
            QVERIFY(b.dialog.rect().contains(QRect{b.ok().mapTo(&b.dialog, QPoint{}), b.ok().size()}));
            const auto* scroll = qobject_cast<QScrollArea*>(b.at<QTabWidget>("pages").currentWidget());
            QVERIFY2(scroll->horizontalScrollBar()->maximum() == 0,
                     qPrintable(QString::number(scroll->horizontalScrollBar()->maximum())));
            const auto labels = b.dialog.findChild<AlertTable*>()->findChildren<QLabel*>();
            QVERIFY(!labels.isEmpty());
            for (const QLabel* label : labels) {
                for (const QString& word : label->text().split(u' '))
                    QVERIFY2(label->fontMetrics().horizontalAdvance(word) <= label->width(),
                             qPrintable(word));
            }
            // What has the keyboard scrolls into view.
            makeActive(b.dialog);
            b.at<QCheckBox>("alerts/permission_notification").setFocus();
            int seen = 0;
            while (b.dialog.focusWidget() != &b.ok() && seen < 200) {
                QWidget* focused = b.dialog.focusWidget();
                QVERIFY2(!focused->visibleRegion().isEmpty(), qPrintable(focused->objectName()));
                QTest::keyClick(focused, Qt::Key_Tab);
                ++seen;
            }
            QVERIFY2(seen > 40 && seen < 200, qPrintable(QString::number(seen)));
        }
        QApplication::setFont(usual);
        translator.use(u"en"_s);
    }
    void aPatternThatIsNoneIsNotTaken()
    {
        Bench b;
        b.at<QToolButton>("showAdvanced").setChecked(true);
        typeLines(b.at<QPlainTextEdit>("errors/blocking_patterns"), {u"fine"_s, u"disk (full"_s});
        QVERIFY(!b.ok().isEnabled());
        QVERIFY(b.at<QLabel>("errors/blocking_patterns/note").text().contains(u"disk (full"_s));
        QTest::keyClicks(&b.at<QPlainTextEdit>("errors/blocking_patterns"), u")"_s);
        QVERIFY(b.ok().isEnabled());
    }
    void everyVariableCanBeSeenButNotChanged()
    {
        QProcessEnvironment environment;
        environment.insert(u"CLAUDE_SMS_HEARTBEAT_INTERVAL"_s, u"45"_s);
        Bench b{environment};
        b.at<QToolButton>("showAdvanced").setChecked(true);
        auto& number = b.at<QSpinBox>("server/heartbeat_interval");
        QCOMPARE(number.value(), 45);
        QTest::keyClick(&number, Qt::Key_Up);
        QCOMPARE(number.value(), 45);
        QVERIFY(b.at<QLabel>("server/heartbeat_interval/note").isVisible());
        QVERIFY(number.accessibleDescription().contains(u"CLAUDE_SMS_HEARTBEAT_INTERVAL"_s));
        QTest::mouseClick(&b.ok(), Qt::LeftButton);
        QVERIFY(!QFile::exists(b.folder.filePath(u"tocsin.conf"_s)));
    }
    void theButtonsAreInReachOnASmallScreenWithLargeLetters()
    {
        const QFont usual = QApplication::font();
        QFont large = usual;
        large.setPointSizeF(usual.pointSizeF() * 2.5);
        QApplication::setFont(large);
        {
            Bench b;
            b.at<QToolButton>("showAdvanced").setChecked(true);
            const QRect screen = b.dialog.screen()->availableGeometry();
            QTRY_VERIFY(b.dialog.height() <= screen.height());
            QVERIFY(b.dialog.rect().contains(QRect{b.ok().mapTo(&b.dialog, QPoint{}), b.ok().size()}));
            // What has the keyboard scrolls into view.
            auto& last = b.at<QSpinBox>("server/heartbeat_interval");
            makeActive(b.dialog);
            b.at<QPushButton>("server/ca_file/choose").setFocus();
            QTest::keyClick(&b.at<QPushButton>("server/ca_file/choose"), Qt::Key_Tab);
            QVERIFY(last.hasFocus());
            QVERIFY(!last.visibleRegion().isEmpty());
        }
        QApplication::setFont(usual);
    }
    void aServerAddressIsCheckedAsItIsTyped()
    {
        Bench b;
        b.type(u"http://sms.example.org"_s);
        QVERIFY(b.note().contains(u"https://"_s));
        QVERIFY(!b.ok().isEnabled());
        QTest::keyClick(&b.at<QLineEdit>("server/url"), Qt::Key_Return);
        QVERIFY2(b.dialog.isVisible(), "Enter must not accept it either");
        b.type(u"https://sms.example.org"_s);
        QVERIFY(b.ok().isEnabled());
    }
    void theFirstKeysChangeNothing()
    {
        Bench b;
        QVERIFY(QTest::qWaitForWindowActive(&b.dialog));
        const QString before = b.settings.get<Setting::Language>();
        for (const Qt::Key key : {Qt::Key_Down, Qt::Key_Up, Qt::Key_Right})
            QTest::keyClick(b.dialog.focusWidget(), key);
        QTest::mouseClick(&b.ok(), Qt::LeftButton);
        QCOMPARE(b.settings.get<Setting::Language>(), before);
        QVERIFY(b.log.isEmpty());
    }
    void anAddressIsNotCalledWrongWhileItIsTyped()
    {
        Bench b;
        QVERIFY(QTest::qWaitForWindowActive(&b.dialog));
        b.at<QLineEdit>("server/url").setFocus();
        const auto& note = b.at<InlineNote>("server/url/note");
        b.type(u"sms"_s);
        QCOMPARE(note.tone(), NoteTone::Hint);
        QVERIFY2(note.text().contains(u"https://sms"_s), qPrintable(note.text()));
        QVERIFY(!b.ok().isEnabled());
        QTest::keyClick(&b.at<QLineEdit>("server/url"), Qt::Key_Tab);
        QCOMPARE(note.tone(), NoteTone::Problem);
    }
    void anEnvironmentThatCannotBeUsedIsShown()
    {
        QProcessEnvironment environment;
        environment.insert(u"CLAUDE_SMS_SERVER_URL"_s, u"localhost:4201"_s);
        QTest::ignoreMessage(QtWarningMsg, QRegularExpression{u"^CLAUDE_SMS_SERVER_URL.*ignored"_s});
        Bench b{environment};
        QVERIFY2(b.note().contains(u"CLAUDE_SMS_SERVER_URL"_s) && b.note().contains(u"ignored"_s),
                 qPrintable(b.note()));
        QVERIFY2(!b.at<QLineEdit>("server/url").isReadOnly(), "the file decides");
        QVERIFY(b.ok().isEnabled());
    }
    void changingTheServerLogsOutOfTheOldOneFirstAndSaysSo()
    {
        Bench b;
        b.type(u"https://sms.example.org/"_s);
        QVERIFY(b.note().contains(u"logs you out"_s));
        QTest::keyClick(&b.at<QLineEdit>("server/url"), Qt::Key_Return);
        QCOMPARE(b.log, (QStringList{u"out of localhost"_s, u"now sms.example.org"_s}));
        QVERIFY(!b.dialog.isVisible());
    }
    void anotherSpellingOfTheSameServerChangesNothing()
    {
        Bench b;
        b.type(u" http://localhost:3000/ "_s);
        QVERIFY(!b.note().contains(u"logs you out"_s));
        QTest::mouseClick(&b.ok(), Qt::LeftButton);
        QVERIFY(b.log.isEmpty());
    }
    void whoIsNotLoggedInIsNotLoggedOut()
    {
        Bench b;
        b.loggedIn = false;
        b.type(u"https://sms.example.org"_s);
        QVERIFY(!b.note().contains(u"logs you out"_s));
        QTest::mouseClick(&b.ok(), Qt::LeftButton);
        QCOMPARE(b.log, QStringList{u"now sms.example.org"_s});
    }
    void theEnvironmentsServerCanBeSeenButNotChanged()
    {
        QProcessEnvironment environment;
        environment.insert(u"CLAUDE_SMS_SERVER_URL"_s, u"https://env.example.org"_s);
        Bench b{environment};
        QCOMPARE(b.at<QLineEdit>("server/url").text(), u"https://env.example.org"_s);
        QVERIFY(b.at<QLineEdit>("server/url").isReadOnly());
        QVERIFY(b.note().contains(u"CLAUDE_SMS_SERVER_URL"_s));
        QVERIFY(b.ok().isEnabled());
        QTest::mouseClick(&b.ok(), Qt::LeftButton);
        QVERIFY(b.log.isEmpty());
    }
    void aPrivateAuthorityHasToBeACertificate()
    {
        Bench b;
        const QString file = b.folder.filePath(u"ca.pem"_s);
        QTest::keyClicks(&b.at<QLineEdit>("server/ca_file"), file);
        QVERIFY(!b.ok().isEnabled());
        QVERIFY(b.at<QLabel>("server/ca_file/note").text().contains(file));
        b.type(u"https://sms.example.org"_s); // a good address does not make up for it
        QVERIFY(!b.ok().isEnabled());
        QVERIFY(QFile::copy(QStringLiteral(TOCSIN_SOURCE_DIR "/tests/data/authority.pem"), file));
        b.at<QLineEdit>("server/ca_file").clear();
        QVERIFY(b.ok().isEnabled());
        QTest::keyClicks(&b.at<QLineEdit>("server/ca_file"), file);
        QVERIFY(b.ok().isEnabled());
        QTest::mouseClick(&b.ok(), Qt::LeftButton);
        QCOMPARE(b.settings.get<Setting::CaFile>(), file);
        // Believed before the first word goes to the new server.
        QCOMPARE(b.log, (QStringList{u"trusts"_s, u"out of localhost"_s, u"now sms.example.org"_s}));
    }
    void theEnvironmentsAuthorityCanBeSeenButNotChanged()
    {
        QProcessEnvironment environment;
        environment.insert(u"CLAUDE_SMS_CA_FILE"_s, u"/missing/ca.pem"_s);
        Bench b{environment};
        QCOMPARE(b.at<QLineEdit>("server/ca_file").text(), u"/missing/ca.pem"_s);
        QVERIFY(b.at<QLineEdit>("server/ca_file").isReadOnly());
        QVERIFY(!b.at<QPushButton>("server/ca_file/choose").isEnabled());
        QVERIFY2(b.at<QLabel>("server/ca_file/note").text().contains(u"/missing/ca.pem"_s),
                 "it cannot be used");
        QVERIFY(b.ok().isEnabled());
    }
    void aLanguageTakesEffectAtOnce()
    {
        Bench b;
        Language language;
        connect(&b.settings, &Settings::changed, &language,
                [&] { language.use(b.settings.get<Setting::Language>()); });
        b.at<QComboBox>("language").setCurrentIndex(b.at<QComboBox>("language").findData(u"fr"_s));
        QTest::mouseClick(&b.ok(), Qt::LeftButton);
        b.dialog.show();
        QTRY_COMPARE(b.dialog.windowTitle(), u"Paramètres"_s);
        QCOMPARE(b.at<QComboBox>("language").currentData().toString(), u"fr"_s);
        language.use(u"en"_s);
    }
    void whatCouldNotBeDoneIsSaidAndTheWindowStays()
    {
        Bench b;
        b.autostartProblem = u"The folder is read-only."_s;
        QTest::keyClick(&b.at<QCheckBox>("startAtLogin"), Qt::Key_Space);
        QTest::mouseClick(&b.ok(), Qt::LeftButton);
        QVERIFY(b.dialog.isVisible());
        QVERIFY(b.at<QLabel>("saveNote").isVisible());
        QCOMPARE(b.at<QLabel>("saveNote").text(), u"The folder is read-only."_s);
        QVERIFY(!b.at<QCheckBox>("startAtLogin").isChecked());
    }
    void settingsThatCannotBeWrittenAreNotLostInSilence()
    {
        Bench b{{}, u"."_s}; // a folder is in the file's place
        QTest::ignoreMessage(QtWarningMsg, QRegularExpression{u"cannot write"_s});
        QTest::keyClick(&b.at<QCheckBox>("sessions/texts_for_new"), Qt::Key_Space);
        QTest::mouseClick(&b.ok(), Qt::LeftButton);
        QVERIFY(b.dialog.isVisible());
        QVERIFY(b.at<QLabel>("saveNote").text().contains(b.folder.path()));
    }
};

QTEST_MAIN(TestSettingsDialog)
#include "test_settings_dialog.moc"
