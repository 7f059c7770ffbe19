// SPDX-License-Identifier: MIT
#include "app/windows/settings_dialog.h"
#include "translations/language.h"

#include <QCheckBox>
#include <QComboBox>
#include <QDialogButtonBox>
#include <QDir>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QRegularExpression>
#include <QSignalSpy>
#include <QSpinBox>
#include <QTemporaryDir>
#include <QTest>

using namespace tocsin;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

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
            QObject::connect(&settings, &Settings::serverUrlChanged, &dialog,
                             [this] { log += u"now "_s + settings.serverUrl().host(); });
            QObject::connect(&settings, &Settings::caFileChanged, &dialog, [this] { log += u"trusts"_s; });
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
            at<QLineEdit>("server").selectAll();
            QTest::keyClicks(&at<QLineEdit>("server"), address);
        }
        [[nodiscard]] QString note() { return at<QLabel>("serverNote").text(); }
    };

private Q_SLOTS:
    void okKeepsEveryChoice()
    {
        Bench b;
        QTest::keyClick(&b.at<QCheckBox>("startAtLogin"), Qt::Key_Space);
        QTest::keyClick(&b.at<QCheckBox>("startWithClaude"), Qt::Key_Space);
        QTest::keyClick(&b.at<QCheckBox>("textsForNew"), Qt::Key_Space);
        QTest::keyClicks(&b.at<QComboBox>("language"), u"Deutsch"_s);
        QTest::mouseClick(&b.ok(), Qt::LeftButton);
        QVERIFY(!b.dialog.isVisible());
        QVERIFY(b.autostart);
        QVERIFY(!b.withClaude);
        QVERIFY(!b.settings.textsForNewSessions());
        QCOMPARE(b.settings.language(), u"de"_s);
        QVERIFY2(b.log.isEmpty(), "the server did not change");
    }
    void cancelKeepsNothing()
    {
        Bench b;
        QTest::keyClick(&b.at<QCheckBox>("startAtLogin"), Qt::Key_Space);
        QTest::keyClick(&b.at<QCheckBox>("startWithClaude"), Qt::Key_Space);
        QTest::keyClick(&b.at<QCheckBox>("textsForNew"), Qt::Key_Space);
        b.type(u"https://sms.example.org"_s);
        QTest::keyClick(&b.dialog, Qt::Key_Escape);
        QVERIFY(!b.dialog.isVisible());
        QVERIFY(!b.autostart);
        QVERIFY(b.withClaude);
        QVERIFY(b.settings.textsForNewSessions());
        QCOMPARE(b.settings.serverUrl().host(), u"localhost"_s);
        b.dialog.show(); // shows what holds, not what was typed last time
        QCOMPARE(b.at<QLineEdit>("server").text(), u"http://localhost:3000"_s);
        QVERIFY(b.at<QCheckBox>("textsForNew").isChecked());
    }
    void eachKindOfNotificationHasItsPause()
    {
        Bench b;
        QSignalSpy changed{&b.settings, &Settings::throttleIntervalsChanged};
        QCOMPARE(b.at<QSpinBox>("errorPause").value(), 10);
        QTest::keyClick(&b.at<QSpinBox>("errorPause"), Qt::Key_Up);
        b.at<QSpinBox>("donePause").selectAll();
        QTest::keyClicks(&b.at<QSpinBox>("donePause"), u"90"_s);
        for (int i = 0; i < 2; ++i)
            QTest::keyClick(&b.at<QSpinBox>("waitingPause"), Qt::Key_Down);
        QCOMPARE(b.at<QSpinBox>("waitingPause").text(), u"each at once"_s);
        QTest::mouseClick(&b.ok(), Qt::LeftButton);
        QVERIFY(
            (b.settings.throttleIntervals() == ThrottleIntervals{.error = 15s, .done = 90s, .waiting = 0s}));
        QCOMPARE(changed.count(), 1);
        b.dialog.show();
        QTest::keyClick(&b.at<QSpinBox>("errorPause"), Qt::Key_Up);
        QTest::keyClick(&b.dialog, Qt::Key_Escape);
        b.dialog.show();
        QCOMPARE(b.at<QSpinBox>("errorPause").value(), 15);
        QVERIFY(b.settings.throttleIntervals().error == 15s);
    }
    void aServerAddressIsCheckedAsItIsTyped()
    {
        Bench b;
        b.type(u"http://sms.example.org"_s);
        QVERIFY(b.note().contains(u"https://"_s));
        QVERIFY(!b.ok().isEnabled());
        QTest::keyClick(&b.at<QLineEdit>("server"), Qt::Key_Return);
        QVERIFY2(b.dialog.isVisible(), "Enter must not accept it either");
        b.type(u"https://sms.example.org"_s);
        QVERIFY(b.ok().isEnabled());
    }
    void changingTheServerLogsOutOfTheOldOneFirstAndSaysSo()
    {
        Bench b;
        b.type(u"https://sms.example.org/"_s);
        QVERIFY(b.note().contains(u"logged out"_s));
        QTest::keyClick(&b.at<QLineEdit>("server"), Qt::Key_Return);
        QCOMPARE(b.log, (QStringList{u"out of localhost"_s, u"now sms.example.org"_s}));
        QVERIFY(!b.dialog.isVisible());
    }
    void anotherSpellingOfTheSameServerChangesNothing()
    {
        Bench b;
        b.type(u" http://localhost:3000/ "_s);
        QVERIFY(!b.note().contains(u"logged out"_s));
        QTest::mouseClick(&b.ok(), Qt::LeftButton);
        QVERIFY(b.log.isEmpty());
    }
    void whoIsNotLoggedInIsNotLoggedOut()
    {
        Bench b;
        b.loggedIn = false;
        b.type(u"https://sms.example.org"_s);
        QVERIFY(!b.note().contains(u"logged out"_s));
        QTest::mouseClick(&b.ok(), Qt::LeftButton);
        QCOMPARE(b.log, QStringList{u"now sms.example.org"_s});
    }
    void theEnvironmentsServerCanBeSeenButNotChanged()
    {
        QProcessEnvironment environment;
        environment.insert(u"CLAUDE_SMS_SERVER_URL"_s, u"https://env.example.org"_s);
        Bench b{environment};
        QCOMPARE(b.at<QLineEdit>("server").text(), u"https://env.example.org"_s);
        QVERIFY(b.at<QLineEdit>("server").isReadOnly());
        QVERIFY(b.note().contains(u"CLAUDE_SMS_SERVER_URL"_s));
        QVERIFY(b.ok().isEnabled());
        QTest::mouseClick(&b.ok(), Qt::LeftButton);
        QVERIFY(b.log.isEmpty());
    }
    void aPrivateAuthorityHasToBeACertificate()
    {
        Bench b;
        const QString file = b.folder.filePath(u"ca.pem"_s);
        QTest::keyClicks(&b.at<QLineEdit>("caFile"), file);
        QVERIFY(!b.ok().isEnabled());
        QVERIFY(b.at<QLabel>("caNote").text().contains(file));
        b.type(u"https://sms.example.org"_s); // a good address does not make up for it
        QVERIFY(!b.ok().isEnabled());
        QVERIFY(QFile::copy(QStringLiteral(TOCSIN_SOURCE_DIR "/tests/data/authority.pem"), file));
        b.at<QLineEdit>("caFile").clear();
        QVERIFY(b.ok().isEnabled());
        QTest::keyClicks(&b.at<QLineEdit>("caFile"), file);
        QVERIFY(b.ok().isEnabled());
        QTest::mouseClick(&b.ok(), Qt::LeftButton);
        QCOMPARE(b.settings.caFile(), file);
        // Believed before the first word goes to the new server.
        QCOMPARE(b.log, (QStringList{u"trusts"_s, u"out of localhost"_s, u"now sms.example.org"_s}));
    }
    void theEnvironmentsAuthorityCanBeSeenButNotChanged()
    {
        QProcessEnvironment environment;
        environment.insert(u"CLAUDE_SMS_CA_FILE"_s, u"/missing/ca.pem"_s);
        Bench b{environment};
        QCOMPARE(b.at<QLineEdit>("caFile").text(), u"/missing/ca.pem"_s);
        QVERIFY(b.at<QLineEdit>("caFile").isReadOnly());
        QVERIFY(!b.at<QPushButton>("chooseCaFile").isEnabled());
        QVERIFY2(b.at<QLabel>("caNote").text().contains(u"/missing/ca.pem"_s), "it cannot be used");
        QVERIFY(b.ok().isEnabled());
    }
    void aLanguageTakesEffectAtOnce()
    {
        Bench b;
        Language language;
        connect(&b.settings, &Settings::languageChanged, &language,
                [&] { language.use(b.settings.language()); });
        b.at<QComboBox>("language").setCurrentIndex(b.at<QComboBox>("language").findData(u"fr"_s));
        QTest::mouseClick(&b.ok(), Qt::LeftButton);
        b.dialog.show();
        QTRY_COMPARE(b.dialog.windowTitle(), u"Paramètres de Tocsin"_s);
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
        QTest::keyClick(&b.at<QCheckBox>("textsForNew"), Qt::Key_Space);
        QTest::mouseClick(&b.ok(), Qt::LeftButton);
        QVERIFY(b.dialog.isVisible());
        QVERIFY(b.at<QLabel>("saveNote").text().contains(b.folder.path()));
    }
};

QTEST_MAIN(TestSettingsDialog)
#include "test_settings_dialog.moc"
