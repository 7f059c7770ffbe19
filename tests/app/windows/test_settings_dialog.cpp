// SPDX-License-Identifier: MIT
#include "app/windows/settings_dialog.h"
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
#include <QSignalSpy>
#include <QSpinBox>
#include <QTemporaryDir>
#include <QTest>
#include <QToolButton>

#include <algorithm>

using namespace tocsin;
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
        bool loggedIn{true};
        QStringList log; ///< what happened, in order
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
                      .isLoggedIn = [this] { return loggedIn; },
                      .logOut = [this] { log += u"out of "_s + settings.serverUrl().host(); }}}
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
    void everyRowIsShownInItsPlace()
    {
        Bench b;
        const auto widget = [&](const SettingRow& row) { return b.dialog.findChild<QWidget*>(row.key); };
        for (const bool isOpen : {false, true}) {
            b.at<QToolButton>("showAdvanced").setChecked(isOpen);
            for (const SettingRow& row : SettingRows) {
                QCOMPARE(widget(row) != nullptr, row.place != SettingPlace::Hidden);
                if (widget(row))
                    QCOMPARE(widget(row)->isVisible(), row.place == SettingPlace::Main || isOpen);
            }
        }
    }
    void everyRowShowsWhatHoldsAndKeepsWhatIsEntered()
    {
        Bench b;
        b.at<QToolButton>("showAdvanced").setChecked(true);
        int entered = 0;
        for (const SettingRow& row : SettingRows) {
            QWidget* widget = b.dialog.findChild<QWidget*>(row.key);
            if (auto* box = qobject_cast<QCheckBox*>(widget)) {
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
                QTest::keyClicks(choice, u"Deutsch"_s);
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
            QApplication::setActiveWindow(&b.dialog);
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
