// SPDX-License-Identifier: MIT
#include "core/base/utc_time.h"
#include "core/pipeline/held_back_text.h"

#include <QLocale>
#include <QTest>

using namespace tocsin;
using namespace Qt::StringLiterals;

class TestHeldBackText final : public QObject
{
    Q_OBJECT

    const QDateTime m_now = utcAt(QDate{2026, 2, 2}, QTime{14, 0});

    [[nodiscard]] QStringList lines(const std::vector<OpenAlert>& alerts) const
    {
        return heldBackLines(alerts, m_now, QTimeZone::utc());
    }
    [[nodiscard]] static OpenAlert text(SmsState::Progress progress, const QDateTime& at,
                                        const QString& reason)
    {
        OpenAlert open;
        open.sms = {.progress = progress, .at = at, .reason = reason};
        return open;
    }

private Q_SLOTS:
    void initTestCase() { QLocale::setDefault(QLocale{QLocale::German}); } // 24 hours
    void nothingHeldBackSaysNothing()
    {
        using Progress = SmsState::Progress;
        QVERIFY(lines({}).isEmpty());
        QVERIFY(lines({text(Progress::Due, m_now.addSecs(60), u"grace"_s),
                       text(Progress::Withheld, {}, u"switched_off"_s), text(Progress::Sent, {}, {}),
                       text(Progress::Withheld, {}, u"reacted"_s)})
                    .isEmpty());
    }
    void saysHowManyUntilWhenAndWhy()
    {
        using Progress = SmsState::Progress;
        const QDateTime at = m_now.addSecs(32 * 60);
        OpenAlert quiet = text(Progress::Due, m_now.addSecs(17 * 3600), u"quiet_hours"_s);
        quiet.desktop = {.progress = DesktopState::Progress::Due,
                         .at = m_now.addSecs(17 * 3600),
                         .reason = u"quiet_hours"_s};
        const QStringList said = lines({text(Progress::HeldBack, at, u"rate_limited"_s), quiet,
                                        text(Progress::HeldBack, at, u"rate_limited"_s),
                                        text(Progress::GivenUp, {}, u"not_wanted"_s)});
        QCOMPARE(said.size(), 4);
        QVERIFY2(said.at(0).contains(u"until 14:32: limit of this kind"_s), qPrintable(said.at(0)));
        QVERIFY2(said.at(0).startsWith(u"2 text"_s), qPrintable(said.at(0)));
        QVERIFY2(said.at(1).contains(u"until 07:00: quiet hours"_s), qPrintable(said.at(1)));
        QVERIFY2(said.at(2).startsWith(u"1 text"_s) && said.at(2).contains(u"STOP"_s),
                 qPrintable(said.at(2)));
        QVERIFY2(said.at(3).startsWith(u"1 notification"_s), qPrintable(said.at(3)));
    }
    void aMuteIsSaidWhileItLasts()
    {
        QCOMPARE(muteText(m_now.addSecs(3600), m_now, QTimeZone::utc()), u"muted until 15:00"_s);
        QVERIFY(muteText(m_now, m_now, QTimeZone::utc()).isEmpty());
        QVERIFY(muteText({}, m_now, QTimeZone::utc()).isEmpty());
    }
};

QTEST_APPLESS_MAIN(TestHeldBackText)
#include "test_held_back_text.moc"
