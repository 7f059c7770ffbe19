// SPDX-License-Identifier: MIT
#include "app/tray/when.h"
#include "app/windows/about_dialog.h"
#include "core/channels/desktop/toast_text.h"
#include "core/channels/sms/sms_message.h"
#include "core/claude/hooks/error_classifier.h"
#include "core/sessions/event_table.h"
#include "translations/language.h"

#include <QCoreApplication>
#include <QLocale>
#include <QTest>

using namespace tocsin;
using namespace Qt::StringLiterals;

namespace {

/// What Claude Code says when the API fails, on its way to notification and text.
Alert apiError(const QString& error)
{
    HookEvent event;
    event.details = hook::StopFailure{.error = error};
    const EventEffect effect = effectOf(event, ErrorClassifier{}, QDateTime::currentDateTimeUtc());
    return {.id = {1},
            .sessionName = u"shop"_s,
            .kind = kindOf(effect.alert->cause),
            .cause = effect.alert->cause,
            .text = effect.alert->text,
            .isUsageLimit = effect.alert->isUsageLimit};
}

QString bodyOf(const Alert& alert)
{
    return toastFor(ShowToast{.alert = alert, .style = {}}).body;
}

} // namespace

class TestLanguage final : public QObject
{
    Q_OBJECT
private:
    static QString attempts(int n)
    {
        return QCoreApplication::translate("tocsin::CodePage", "%n attempt(s) left.", nullptr, n);
    }

private Q_SLOTS:
    void cleanup() { QLocale::setDefault(QLocale::c()); }

    void openWindowsChangeTheirLanguageAtOnce()
    {
        Language language;
        AboutDialog about;
        language.use(u"de"_s);
        QTRY_COMPARE(about.windowTitle(), u"Über"_s);
        language.use(u"fr"_s);
        QTRY_COMPARE(about.windowTitle(), u"À propos"_s);
        language.use(u"en"_s);
        QTRY_COMPARE(about.windowTitle(), u"About"_s);
    }
    void everyLanguageHasItsPlurals()
    {
        Language language;
        language.use(u"en"_s);
        QCOMPARE(attempts(1), u"1 attempt left."_s);
        QCOMPARE(attempts(0), u"0 attempts left."_s);
        language.use(u"de"_s);
        QCOMPARE(attempts(1), u"Noch 1 Versuch."_s);
        QCOMPARE(attempts(2), u"Noch 2 Versuche."_s);
        language.use(u"fr"_s);
        QCOMPARE(attempts(0), u"Il reste 0 essai."_s);
        QCOMPARE(attempts(2), u"Il reste 2 essais."_s);
    }
    void aTextStaysEnglishBesideATranslatedNotification()
    {
        Language language;
        for (const QString& code : {u"de"_s, u"fr"_s}) {
            language.use(code);
            QCOMPARE(smsMessage(apiError(u"overloaded"_s)), u"The API is overloaded"_s);
        }
        language.use(u"de"_s);
        const Alert raisedInGerman = apiError(u"overloaded"_s);
        QVERIFY2(bodyOf(raisedInGerman).contains(u"Die API ist überlastet"_s),
                 qPrintable(bodyOf(raisedInGerman)));
        language.use(u"fr"_s); // chosen while it is open
        QVERIFY(!bodyOf(raisedInGerman).contains(u"überlastet"_s));
        QCOMPARE(smsMessage(raisedInGerman), u"The API is overloaded"_s);
    }
    void noTextHasWordsOfAnotherLanguage()
    {
        Language language;
        const auto texts = [] {
            QStringList all;
            for (const QString& error :
                 {u"rate_limit"_s, u"overloaded"_s, u"server_error"_s, u"authentication_failed"_s,
                  u"billing_error"_s, u"invalid_request"_s, u"max_output_tokens"_s, u"unknown"_s, u"new"_s})
                all += smsMessage(apiError(error));
            for (Alert alert : {Alert{.cause = AlertCause::TurnDone}, Alert{.cause = AlertCause::Inactive},
                                Alert{.cause = AlertCause::Lost}, Alert{.cause = AlertCause::LimitOver}}) {
                alert.kind = kindOf(alert.cause);
                alert.duration = std::chrono::minutes{12};
                alert.runningCommands = 2;
                all += smsMessage(alert);
            }
            return all;
        };
        language.use(u"en"_s);
        const QStringList english = texts();
        for (const QString& code : {u"de"_s, u"fr"_s}) {
            language.use(code);
            QCOMPARE(texts(), english);
        }
    }
    void theSystemsLanguageIsTheDefault_data()
    {
        QTest::addColumn<QByteArray>("system");
        QTest::addColumn<QString>("title");
        QTest::newRow("german") << "de_AT.UTF-8"_ba << u"Über"_s;
        QTest::newRow("french") << "fr_CA.UTF-8"_ba << u"À propos"_s;
        QTest::newRow("one we do not speak") << "ja_JP.UTF-8"_ba << u"About"_s;
        QTest::newRow("none") << "C.UTF-8"_ba << u"About"_s;
    }
    void theSystemsLanguageIsTheDefault()
    {
        QFETCH(QByteArray, system);
        const QByteArray before = qgetenv("LC_ALL");
        qputenv("LC_ALL", system);
        Language language;
        language.use({});
        const AboutDialog about;
        QTEST(about.windowTitle(), "title");
        qputenv("LC_ALL", before);
    }
    void aNearTimeIsSaidTheWayPeopleDo()
    {
        Language language;
        language.use(u"en"_s);
        const QDateTime now{QDate{2026, 2, 1}, QTime{12, 0}}; // local time, a Sunday
        // Qt 6.8 has a narrow space before PM.
        const auto said = [&](const QDateTime& when) { return friendlyWhen(when, now.toUTC()).simplified(); };
        QCOMPARE(said(now.addSecs(3600).toUTC()), u"today, 1:00 PM"_s);
        QCOMPARE(said(now.addDays(1).toUTC()), u"tomorrow, 12:00 PM"_s);
        QCOMPARE(said(now.addDays(2).toUTC()), u"Tuesday, 12:00 PM"_s);
        QCOMPARE(said(now.addDays(20).toUTC()), u"2/21/26, 12:00 PM"_s);
        language.use(u"de"_s);
        QCOMPARE(said(now.addDays(2).toUTC()), u"Dienstag, 12:00"_s);
    }
};

QTEST_MAIN(TestLanguage)
#include "test_language.moc"
