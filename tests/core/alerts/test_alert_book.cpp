// SPDX-License-Identifier: MIT
#include "core/alerts/alert_book.h"
#include "core/base/utc_time.h"

#include <QSet>
#include <QTest>

using namespace tocsin;
using namespace Qt::StringLiterals;

namespace {

NewAlert newAlert(const QString& session, AlertCause cause, const QString& text = {})
{
    return {.alert = {.sessionId = session,
                      .kind = kindOf(cause),
                      .cause = cause,
                      .text = Phrase::verbatim(text),
                      .raisedAt = utcAt(QDate{2026, 2, 1}, QTime{14, 0})}};
}

QStringList textsOf(const AlertBook& book, const QString& session)
{
    QStringList texts;
    for (const OpenAlert* open : book.ofSession(session))
        texts += open->alert.text.english();
    return texts;
}

} // namespace

class TestAlertBook final : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void keepsWhatIsOpenOfEachSessionTheOldestFirst()
    {
        AlertBook book;
        const AlertId first = book.raise(newAlert(u"a"_s, AlertCause::Permission, u"1"_s));
        (void)book.raise(newAlert(u"b"_s, AlertCause::Permission, u"2"_s));
        (void)book.raise(newAlert(u"a"_s, AlertCause::Api, u"3"_s));
        QCOMPARE(textsOf(book, u"a"_s), (QStringList{u"1"_s, u"3"_s}));
        QCOMPARE(book.findOfKind(u"a"_s, AlertKind::Error)->alert.text.english(), u"3"_s);
        QVERIFY(book.hasDialog(u"a"_s));
        const std::optional<OpenAlert> closed = book.close(first);
        QCOMPARE(closed.value_or(OpenAlert{}).alert.text.english(), u"1"_s);
        QVERIFY(!book.hasDialog(u"a"_s) && book.hasDialog(u"b"_s));
        QVERIFY(!book.close(first)); // once
        QVERIFY(book.find(first) == nullptr);
    }
    void keepsTheNameOfAnAlertThatIsRaisedAgain()
    {
        AlertBook book;
        const AlertId id = book.raise(newAlert(u"a"_s, AlertCause::Api, u"before"_s));
        book.find(id)->desktop = {.progress = DesktopState::Progress::Showing, .isOnScreen = true};
        const OpenAlert before = book.raiseAgain(id, newAlert(u"a"_s, AlertCause::Lost, u"after"_s));
        QCOMPARE(before.alert.text.english(), u"before"_s);
        QVERIFY(before.desktop.isOnScreen);
        QCOMPARE(book.find(id)->alert.id, id);
        QCOMPARE(book.find(id)->desktop.progress, DesktopState::Progress::Unplanned);
        QCOMPARE(textsOf(book, u"a"_s), QStringList{u"after"_s});
    }
    void neverUsesAnIdTwice()
    {
        AlertBook book;
        const AlertId closed = book.raise(newAlert(u"a"_s, AlertCause::Api));
        (void)book.close(closed);
        AlertBook next;
        next.restore(u"a"_s, book.saved(u"a"_s));
        next.skipIdsUpTo(book.lastId());
        QVERIFY(closed < next.raise(newAlert(u"a"_s, AlertCause::Api)));
    }
    void isTheSameAfterARestart()
    {
        AlertBook book;
        const AlertId id = book.raise(newAlert(u"a"_s, AlertCause::Permission, u"Bash ls"_s));
        (void)book.raise(newAlert(u"b"_s, AlertCause::Api));
        OpenAlert& open = *book.find(id);
        open.call = {.agentId = u"agent"_s, .tool = u"Bash"_s, .input = "digest", .callId = u"c"_s};
        open.stamp = {.bootId = u"boot"_s, .ns = 42};
        open.isSettled = true;
        open.desktop = {.progress = DesktopState::Progress::Seen, .reason = u"x"_s};
        open.sms = {.progress = SmsState::Progress::HeldBack,
                    .at = open.alert.raisedAt.addSecs(60),
                    .key = QUuid::createUuid(),
                    .reason = u"rate_limited"_s};
        AlertBook next;
        next.restore(u"a"_s, book.saved(u"a"_s));
        QCOMPARE(next.open().size(), std::size_t{1});
        const OpenAlert& restored = *next.find(id);
        QCOMPARE(next.saved(u"a"_s), book.saved(u"a"_s));
        QCOMPARE(restored.alert.sessionId, u"a"_s);
        QVERIFY(restored.call.isSameCallAs(open.call));
        QCOMPARE(restored.stamp.ns, 42);
        QVERIFY(restored.isSettled);
        QCOMPARE(restored.desktop.progress, DesktopState::Progress::Seen);
        QCOMPARE(restored.sms.key, open.sms.key);
        QCOMPARE(restored.sms.at, open.sms.at);
    }
    void forgetsASessionAsAWhole()
    {
        AlertBook book;
        (void)book.raise(newAlert(u"a"_s, AlertCause::Permission));
        (void)book.raise(newAlert(u"a"_s, AlertCause::Api));
        (void)book.raise(newAlert(u"b"_s, AlertCause::Api));
        book.forget(u"a"_s);
        QVERIFY(book.ofSession(u"a"_s).empty());
        QCOMPARE(book.open().size(), std::size_t{1});
    }
    void everyCauseHasAKindAndAName()
    {
        QSet<QString> names;
        for (int cause = 0; cause <= static_cast<int>(AlertCause::TurnDone); ++cause) {
            names.insert(wireName(static_cast<AlertCause>(cause)));
            QVERIFY(!wireName(kindOf(static_cast<AlertCause>(cause))).isEmpty());
        }
        QCOMPARE(names.size(), static_cast<int>(AlertCause::TurnDone) + 1);
        QVERIFY(!names.contains(QString{}));
    }
};

QTEST_GUILESS_MAIN(TestAlertBook)
#include "test_alert_book.moc"
