// SPDX-License-Identifier: MIT
#include "core/channels/desktop/freedesktop_notifier.h"
#include "core/channels/desktop/notifier_factory.h"
#include "core/channels/desktop/toast_text.h"
#include "tests/support/fake_notifications.h"
#include "tests/support/nasty_text.h"

#include <QDBusArgument>
#include <QDBusConnectionInterface>
#include <QDBusMessage>
#include <QFile>
#include <QLoggingCategory>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

#include <algorithm>

using namespace tocsin;
using namespace tocsin::test;
using namespace Qt::StringLiterals;

namespace {

Toast toast(const QString& tag, const QString& body = u"Bash: npm publish"_s)
{
    return {.tag = tag, .title = u"Claude needs permission"_s, .body = body};
}

} // namespace

class TestFreedesktopNotifier final : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init()
    {
        // The bus may still know the service of the test before.
        QTRY_VERIFY(!QDBusConnection::sessionBus().interface()->isServiceRegistered(
            u"org.freedesktop.Notifications"_s));
        m_service = std::make_unique<FakeNotifications>();
        m_notifier = std::make_unique<FreedesktopNotifier>(QDBusConnection::sessionBus());
    }
    void cleanup()
    {
        m_notifier.reset();
        m_service.reset();
    }

    void whatAKilledProgramLeftIsTakenOverOrClosed()
    {
        QVERIFY(m_service->start());
        const QTemporaryDir folder;
        const ToastMemory memory{folder.filePath(u"toasts.json"_s)};
        // The earlier program's, which knew their ids and then no more.
        const uint kept = m_service->Notify(u"Tocsin"_s, 0, {}, u"waits"_s, {}, {}, {}, 0);
        const uint left = m_service->Notify(u"Tocsin"_s, 0, {}, u"is answered"_s, {}, {}, {}, 0);
        const QDBusConnection bus = QDBusConnection::sessionBus();
        memory.remember(bus.interface()->serviceOwner(u"org.freedesktop.Notifications"_s),
                        {{u"a/permission"_s, kept}, {u"b/permission"_s, left}});

        m_notifier = std::make_unique<FreedesktopNotifier>(bus, ToastImages{}, memory);
        m_notifier->takeOver({u"a/permission"_s});
        QTRY_COMPARE(m_service->closeCalls(), (QList{left}));
        m_notifier->show({.tag = u"a/permission"_s, .title = u"waits still"_s});
        QTRY_COMPARE(m_service->calls().size(), 3);
        QCOMPARE(m_service->calls().constLast().replacesId, kept);
        m_notifier->close(u"a/permission"_s);
        QTRY_COMPARE(m_service->closeCalls(), (QList{left, kept}));
        QVERIFY(!QFile::exists(folder.filePath(u"toasts.json"_s)));
    }

    void aPictureIsReadOnce()
    {
        QVERIFY(m_service->start());
        QStringList read;
        m_notifier = std::make_unique<FreedesktopNotifier>(
            QDBusConnection::sessionBus(),
            [&read](const QString& iconName) {
                read += iconName;
                return ToastImage{.width = 1, .height = 1, .rgba = "rgba"_ba};
            },
            ToastMemory{QString{}});
        for (const QString& tag : {u"a"_s, u"b"_s, u"c"_s})
            m_notifier->show({.tag = tag, .title = tag, .iconName = tag == "c"_L1 ? u"two"_s : u"one"_s});
        QTRY_COMPARE(m_service->shown().size(), 3);
        read.sort(); // what is shown while the service is looked for comes in no order
        QCOMPARE(read, (QStringList{u"one"_s, u"two"_s}));
        for (const NotifyCall& call : m_service->shown())
            QVERIFY(call.hints.contains(u"image-data"_s));
    }

    void whatWasTakenOverSaysWhyItLeft()
    {
        QVERIFY(m_service->start());
        const QTemporaryDir folder;
        const ToastMemory memory{folder.filePath(u"toasts.json"_s)};
        ToastMemory::Ids left;
        for (const QString& tag : {u"a"_s, u"b"_s, u"c"_s, u"d"_s})
            left.insert(tag, m_service->Notify(u"Tocsin"_s, 0, {}, u"waits"_s, {}, {}, {}, 0));
        const QDBusConnection bus = QDBusConnection::sessionBus();
        const QString owner = bus.interface()->serviceOwner(u"org.freedesktop.Notifications"_s);
        memory.remember(owner, left);
        m_notifier = std::make_unique<FreedesktopNotifier>(bus, ToastImages{}, memory);
        QHash<QString, ToastClosed> seen;
        connect(m_notifier.get(), &Notifier::closed, this,
                [&](const QString& tag, ToastClosed why) { seen.insert(tag, why); });
        m_notifier->takeOver({u"a"_s, u"b"_s, u"c"_s, u"d"_s});
        m_service->closeAs(left.value(u"a"_s), 1);
        m_service->closeAs(left.value(u"b"_s), 2);
        m_service->closeAs(left.value(u"c"_s), 4);
        QTRY_COMPARE(seen.size(), 3);
        QCOMPARE(seen.value(u"a"_s), ToastClosed::Expired);
        QCOMPARE(seen.value(u"b"_s), ToastClosed::Dismissed);
        QCOMPARE(seen.value(u"c"_s), ToastClosed::Unknown);
        QCOMPARE(memory.recall(owner).keys(), QStringList{u"d"_s});
        // Nor can it be shown by the next daemon: its words are not known.
        m_service->stop();
        QTRY_COMPARE(seen.size(), 4);
        QCOMPARE(seen.value(u"d"_s), ToastClosed::Unknown);
    }

    void tellsOfEachToastThatLeavesWithOthers()
    {
        QVERIFY(m_service->start());
        const QStringList tags{u"a"_s, u"b"_s, u"c"_s, u"d"_s};
        for (const QString& tag : tags)
            m_notifier->show(toast(tag));
        QTRY_COMPARE(m_service->shown().size(), tags.size());
        awaitAnswers();
        QHash<QString, ToastClosed> seen;
        QString closed; // by us, while it is just leaving, too
        connect(m_notifier.get(), &Notifier::closed, this, [&](const QString& tag, ToastClosed why) {
            seen.insert(tag, why);
            if (!closed.isEmpty())
                return;
            closed = tag == tags.constLast() ? tags.constFirst() : tags.constLast(); // signals may overtake
            m_notifier->close(closed);
        });
        for (const NotifyCall& call : m_service->shown())
            m_service->closeAs(call.id, 2);
        QTRY_COMPARE(seen.size(), tags.size());
        QCOMPARE(seen.take(closed), ToastClosed::ByUs);
        for (const ToastClosed why : std::as_const(seen))
            QCOMPARE(why, ToastClosed::Dismissed);
    }

    void idsOfAnotherDaemonMeanNothing()
    {
        QVERIFY(m_service->start());
        const QTemporaryDir folder;
        const ToastMemory memory{folder.filePath(u"toasts.json"_s)};
        memory.remember(u":1.9999"_s, {{u"a/permission"_s, 7}, {u"b/permission"_s, 8}});
        m_notifier =
            std::make_unique<FreedesktopNotifier>(QDBusConnection::sessionBus(), ToastImages{}, memory);
        m_notifier->takeOver({u"a/permission"_s});
        m_notifier->show({.tag = u"a/permission"_s, .title = u"waits"_s});
        QTRY_COMPARE(m_service->calls().size(), 1);
        QCOMPARE(m_service->calls().constFirst().replacesId, 0U);
        QVERIFY(m_service->closeCalls().isEmpty());
    }

    void handsOverEveryPartOfAToast()
    {
        QVERIFY(m_service->start());
        m_notifier->show({.tag = u"s/permission"_s,
                          .title = u"Claude needs permission — shop"_s,
                          .body = u"Bash: npm publish"_s,
                          .urgency = ToastUrgency::Critical,
                          .category = u"im.received"_s,
                          .iconName = u"tocsin-needs-you"_s,
                          .staysUntilClosed = true,
                          .buttons = {{u"open"_s, u"Open"_s}}});
        QTRY_COMPARE(m_service->calls().size(), 1);
        const NotifyCall call = m_service->calls().constFirst();
        QCOMPARE(call.appName, u"Tocsin"_s);
        QCOMPARE(call.replacesId, 0U);
        QCOMPARE(call.icon, u"tocsin-needs-you"_s);
        QCOMPARE(call.title, u"Claude needs permission — shop"_s);
        QCOMPARE(call.body, u"Bash: npm publish"_s);
        QCOMPARE(call.actions, (QStringList{u"default"_s, QString{}, u"open"_s, u"Open"_s}));
        QCOMPARE(call.hints.value(u"urgency"_s), QVariant::fromValue<uchar>(2));
        QCOMPARE(call.hints.value(u"category"_s).toString(), u"im.received"_s);
        QCOMPARE(call.hints.value(u"desktop-entry"_s).toString(), u"tocsin"_s);
        QVERIFY(!call.hints.contains(u"image-data"_s));
        QCOMPARE(call.timeout, 0);
    }

    void namesASoundWhereOneIsPlayed_data()
    {
        QTest::addColumn<bool>("plays");
        QTest::addColumn<bool>("silent");
        QTest::addColumn<QString>("name");
        QTest::addColumn<QVariant>("suppressed");
        const QVariant none;
        QTest::newRow("a sound") << true << false << u"complete"_s << none;
        QTest::newRow("silence") << true << true << QString{} << QVariant{true};
        QTest::newRow("a service without sounds") << false << false << QString{} << none;
        QTest::newRow("one that plays its own") << false << true << QString{} << QVariant{true};
    }
    void namesASoundWhereOneIsPlayed()
    {
        QFETCH(bool, plays);
        QFETCH(bool, silent);
        QFETCH(QString, name);
        QFETCH(QVariant, suppressed);
        if (plays)
            m_service->setCapabilities({u"body"_s, u"sound"_s});
        QVERIFY(m_service->start());
        Toast done = toast(u"s/done"_s);
        done.soundName = u"complete"_s;
        done.isSilent = silent;
        m_notifier->show(done);
        QTRY_COMPARE(m_service->calls().size(), 1);
        const QVariantMap hints = m_service->calls().constFirst().hints;
        QCOMPARE(hints.value(u"sound-name"_s).toString(), name);
        QCOMPARE(hints.value(u"suppress-sound"_s), suppressed);
    }

    void aNewServiceShowsWhatWasThereWithoutASound()
    {
        QVERIFY(m_service->start());
        m_notifier->show(toast(u"a/permission"_s));
        QTRY_COMPARE(m_service->shown().size(), 1);
        QVERIFY(!m_service->calls().constFirst().hints.contains(u"suppress-sound"_s));
        awaitAnswers();
        m_service->stop();
        QVERIFY(m_service->start());
        QTRY_COMPARE(m_service->calls().size(), 2);
        QCOMPARE(m_service->calls().constLast().hints.value(u"suppress-sound"_s), QVariant{true});
    }

    void listsLinesBelowTheBody_data()
    {
        QTest::addColumn<bool>("markup");
        QTest::newRow("a server of markup") << true;
        QTest::newRow("a server of plain text") << false;
    }
    void listsLinesBelowTheBody()
    {
        QFETCH(bool, markup);
        if (!markup)
            m_service->setCapabilities({u"body"_s});
        QVERIFY(m_service->start());
        m_notifier->show({.tag = u"summary"_s,
                          .title = u"2 sessions need you"_s,
                          .lines = {u"a <b>\nb: waiting"_s, QString{}, u"c & d: stopped"_s}});
        QTRY_COMPARE(m_service->calls().size(), 1);
        QCOMPARE(m_service->calls().constFirst().body, markup
                                                           ? u"a &lt;b&gt; b: waiting\nc &amp; d: stopped"_s
                                                           : u"a <b> b: waiting\nc & d: stopped"_s);
    }

    void saysWhetherToastsCanBeShown()
    {
        QVERIFY(m_notifier->canShow()); // until it is known
        QSignalSpy changed{m_notifier.get(), &Notifier::canShowChanged};
        QTRY_COMPARE(changed.size(), 1); // nothing runs, and nothing can be started
        QVERIFY(!m_notifier->canShow());
        QVERIFY(m_service->start());
        QTRY_COMPARE(changed.size(), 2);
        QVERIFY(m_notifier->canShow());
        m_service->stop();
        QTRY_COMPARE(changed.size(), 3);
        QVERIFY(!m_notifier->canShow());
    }

    void whatStrangersWriteStaysPlain_data()
    {
        QTest::addColumn<bool>("markup");
        QTest::newRow("a server of markup") << true;
        QTest::newRow("a server of plain text") << false;
    }
    void whatStrangersWriteStaysPlain()
    {
        QFETCH(bool, markup);
        if (!markup)
            m_service->setCapabilities({u"body"_s});
        QVERIFY(m_service->start());
        const QStringList texts = nastyTexts();
        qint64 id{0};
        for (const QString& text : texts)
            m_notifier->show(toastFor(ShowToast{{.id = {++id},
                                                 .sessionId = u"s%1"_s.arg(text.size()) + text.left(40),
                                                 .sessionName = text,
                                                 .kind = AlertKind::Permission,
                                                 .cause = AlertCause::Permission,
                                                 .text = Phrase::verbatim(text),
                                                 .raisedAt = {}}}));
        m_notifier->show(
            {.tag = u"login"_s, .title = texts.at(2), .body = texts.at(5)}); // a server's message
        QTRY_COMPARE(m_service->calls().size(), texts.size() + 1);
        for (const NotifyCall& call : m_service->calls()) {
            QVERIFY2(isPlain(call.title), qPrintable(call.title));
            QVERIFY2(isPlain(call.body), qPrintable(call.body));
            if (markup)
                QVERIFY2(!call.body.contains(u'<') && !call.body.contains("& "_L1), qPrintable(call.body));
        }
        const QString first = markup ? texts.first().toHtmlEscaped() : texts.first();
        const QList<NotifyCall>& calls = m_service->calls();
        QVERIFY(std::any_of(calls.cbegin(), calls.cend(),
                            [&first](const NotifyCall& call) { return call.body == first; }));
    }

    void aPassingToastLeavesAfterAWhile()
    {
        QVERIFY(m_service->start());
        m_notifier->show(toast(u"s/done"_s));
        QTRY_COMPARE(m_service->calls().size(), 1);
        QCOMPARE(m_service->calls().constFirst().timeout, 10'000);
        QCOMPARE(m_service->calls().constFirst().hints.value(u"urgency"_s), QVariant::fromValue<uchar>(1));
    }

    void sendsThePixelsOfTheIcon()
    {
        m_notifier =
            std::make_unique<FreedesktopNotifier>(QDBusConnection::sessionBus(), [](const QString& name) {
                return name == "tocsin"_L1 ? ToastImage{.width = 2, .height = 1, .rgba = "abcdefgh"_ba}
                                           : ToastImage{};
            });
        QVERIFY(m_service->start());
        Toast withIcon = toast(u"s/done"_s);
        withIcon.iconName = u"tocsin"_s;
        m_notifier->show(withIcon);
        QTRY_COMPARE(m_service->calls().size(), 1);
        const auto data = m_service->calls().constFirst().hints.value(u"image-data"_s).value<QDBusArgument>();
        QCOMPARE(data.currentSignature(), u"(iiibiiay)"_s);
        int width = 0;
        int height = 0;
        int rowStride = 0;
        bool alpha = false;
        int bits = 0;
        int channels = 0;
        QByteArray pixels;
        data.beginStructure();
        data >> width >> height >> rowStride >> alpha >> bits >> channels >> pixels;
        data.endStructure();
        QCOMPARE((QList<int>{width, height, rowStride, alpha, bits, channels}),
                 (QList<int>{2, 1, 8, 1, 8, 4}));
        QCOMPARE(pixels, "abcdefgh"_ba);
    }

    void replacesTheToastOfTheSameTagInPlace()
    {
        QVERIFY(m_service->start());
        m_notifier->show(toast(u"a/permission"_s));
        m_notifier->show(toast(u"b/permission"_s));
        QTRY_COMPARE(m_service->shown().size(), 2);
        m_notifier->show(toast(u"a/permission"_s, u"Bash: ls"_s));
        QTRY_COMPARE(m_service->calls().size(), 3);
        QCOMPARE(m_service->shown().size(), 2);
        const auto& last = m_service->calls().constLast();
        QVERIFY(last.replacesId != 0);
        QCOMPARE(last.body, u"Bash: ls"_s);
    }

    void showsOnlyTheLatestOfABurstWhileAnAnswerIsOutstanding()
    {
        QVERIFY(m_service->start());
        m_service->holdAnswers();
        m_notifier->show(toast(u"a/waiting"_s, u"1"_s));
        QTRY_COMPARE(m_service->calls().size(), 1);
        m_notifier->show(toast(u"a/waiting"_s, u"2"_s));
        m_notifier->show(toast(u"a/waiting"_s, u"3"_s));
        m_service->releaseAnswers();
        QTRY_COMPARE(m_service->calls().size(), 2);
        QCOMPARE(m_service->shown().size(), 1);
        QCOMPARE(m_service->shown().constFirst().body, u"3"_s);
    }

    void closesWhatItShowed()
    {
        QVERIFY(m_service->start());
        QSignalSpy closed{m_notifier.get(), &Notifier::closed};
        m_notifier->show(toast(u"a/permission"_s));
        QTRY_COMPARE(m_service->shown().size(), 1);
        awaitAnswers();
        m_notifier->close(u"a/permission"_s);
        m_notifier->close(u"a/permission"_s);
        m_notifier->close(u"never shown"_s);
        QTRY_COMPARE(m_service->shown().size(), 0);
        awaitAnswers();
        QCOMPARE(m_service->closeCalls().size(), 1);
        QCOMPARE(closed.size(), 1);
        QCOMPARE(closed.at(0).at(1).value<ToastClosed>(), ToastClosed::ByUs);
    }

    void closesAToastWhoseIdComesOnlyAfterCloseWasAsked()
    {
        QVERIFY(m_service->start());
        QSignalSpy closed{m_notifier.get(), &Notifier::closed};
        m_service->holdAnswers();
        m_notifier->show(toast(u"a/permission"_s));
        QTRY_COMPARE(m_service->calls().size(), 1);
        m_notifier->close(u"a/permission"_s);
        QCOMPARE(closed.size(), 0);
        m_service->releaseAnswers();
        QTRY_COMPARE(m_service->closeCalls(), (QList<uint>{1}));
        QCOMPARE(closed.size(), 1);
    }

    void showingAgainTakesBackACloseThatIsNotCarriedOutYet()
    {
        QVERIFY(m_service->start());
        m_service->holdAnswers();
        m_notifier->show(toast(u"a/permission"_s, u"1"_s));
        QTRY_COMPARE(m_service->calls().size(), 1);
        m_notifier->close(u"a/permission"_s);
        m_notifier->show(toast(u"a/permission"_s, u"2"_s));
        m_service->releaseAnswers();
        QTRY_COMPARE(m_service->calls().size(), 2);
        awaitAnswers();
        QCOMPARE(m_service->shown().size(), 1);
        QCOMPARE(m_service->closeCalls().size(), 0);
    }

    void neverShowsWhatWasClosedBeforeTheCapabilitiesCame()
    {
        m_notifier->show(toast(u"a/permission"_s));
        m_notifier->close(u"a/permission"_s);
        QVERIFY(m_service->start());
        m_notifier->show(toast(u"b/permission"_s, u"after"_s));
        QTRY_COMPARE(m_service->calls().size(), 1);
        awaitAnswers();
        QCOMPARE(m_service->calls().size(), 1);
        QCOMPARE(m_service->calls().constFirst().body, u"after"_s);
    }

    void tellsWhyAToastLeft_data()
    {
        QTest::addColumn<uint>("reason");
        QTest::addColumn<ToastClosed>("why");
        QTest::newRow("expired") << 1U << ToastClosed::Expired;
        QTest::newRow("dismissed") << 2U << ToastClosed::Dismissed;
        QTest::newRow("undefined") << 4U << ToastClosed::Unknown;
    }
    void tellsWhyAToastLeft()
    {
        QFETCH(uint, reason);
        QFETCH(ToastClosed, why);
        QVERIFY(m_service->start());
        QSignalSpy closed{m_notifier.get(), &Notifier::closed};
        m_notifier->show(toast(u"a/done"_s));
        QTRY_COMPARE(m_service->shown().size(), 1);
        awaitAnswers();
        m_service->closeAs(1, reason);
        QTRY_COMPARE(closed.size(), 1);
        QCOMPARE(closed.at(0).at(0).toString(), u"a/done"_s);
        QCOMPARE(closed.at(0).at(1).value<ToastClosed>(), why);

        m_notifier->show(toast(u"a/done"_s));
        QTRY_COMPARE(m_service->calls().size(), 2);
        QCOMPARE(m_service->calls().constLast().replacesId, 0U);
    }

    void hearsOfAClickThatCameBeforeItsIdWasKnown()
    {
        QVERIFY(m_service->start());
        QSignalSpy pressed{m_notifier.get(), &Notifier::buttonPressed};
        m_service->holdAnswers();
        m_notifier->show(toast(u"a/done"_s));
        QTRY_COMPARE(m_service->calls().size(), 1);
        m_service->press(1, u"default"_s);
        m_service->releaseAnswers();
        QTRY_COMPARE(pressed.size(), 1);
        QCOMPARE(pressed.at(0).at(0).toString(), u"a/done"_s);
    }

    void hearsOfAToastThatLeftBeforeItsIdWasKnown()
    {
        QVERIFY(m_service->start());
        QSignalSpy closed{m_notifier.get(), &Notifier::closed};
        m_service->holdAnswers();
        m_notifier->show(toast(u"a/done"_s));
        QTRY_COMPARE(m_service->calls().size(), 1);
        m_service->closeAs(1, 1);
        m_service->releaseAnswers();
        QTRY_COMPARE(closed.size(), 1);
        QCOMPARE(closed.at(0).at(1).value<ToastClosed>(), ToastClosed::Expired);
    }

    void reportsButtonsOfItsOwnToastsOnly()
    {
        QVERIFY(m_service->start());
        QSignalSpy pressed{m_notifier.get(), &Notifier::buttonPressed};
        m_notifier->show(toast(u"a/permission"_s));
        QTRY_COMPARE(m_service->shown().size(), 1);
        awaitAnswers();
        m_service->press(99, u"default"_s);
        m_service->press(0, u"default"_s);
        m_service->press(1, u"default"_s);
        QTRY_COMPARE(pressed.size(), 1);
        QCOMPARE(pressed.at(0).at(0).toString(), u"a/permission"_s);
        QCOMPARE(pressed.at(0).at(1).toString(), u"default"_s);
    }

    void escapesTheBodyForADaemonThatReadsMarkup()
    {
        QVERIFY(m_service->start());
        m_notifier->show(toast(u"a/permission"_s, u"Bash: a <b> && c"_s));
        QTRY_COMPARE(m_service->calls().size(), 1);
        QCOMPARE(m_service->calls().constFirst().body, u"Bash: a &lt;b&gt; &amp;&amp; c"_s);
        QVERIFY(m_notifier->capabilities().available);
        QVERIFY(m_notifier->capabilities().bodyMarkup);
    }

    void leavesTheBodyAloneForADaemonThatDoesNot()
    {
        m_service->setCapabilities({u"body"_s, u"persistence"_s});
        QVERIFY(m_service->start());
        m_notifier->show(toast(u"a/permission"_s, u"Bash: a <b> && c"_s));
        QTRY_COMPARE(m_service->calls().size(), 1);
        QCOMPARE(m_service->calls().constFirst().body, u"Bash: a <b> && c"_s);
        QCOMPARE(m_service->calls().constFirst().actions, QStringList{});
        QVERIFY(m_notifier->capabilities().persistence);
        QVERIFY(!m_notifier->capabilities().buttons);
    }

    void showsWhatIsOpenAgainWhenTheDaemonRestarts()
    {
        QVERIFY(m_service->start());
        QSignalSpy closed{m_notifier.get(), &Notifier::closed};
        m_notifier->show(toast(u"a/permission"_s, u"<first>"_s));
        QTRY_COMPARE(m_service->shown().size(), 1);
        m_notifier->show(toast(u"b/permission"_s));
        QTRY_COMPARE(m_service->shown().size(), 2);
        m_notifier->show(toast(u"c/permission"_s));
        QTRY_COMPARE(m_service->shown().size(), 3);
        awaitAnswers();
        m_service->closeAs(m_service->shown().at(1).id, 2); // somebody has seen b
        QTRY_COMPARE(closed.size(), 1);
        QVERIFY(m_notifier->capabilities().bodyMarkup);
        m_service->stop();
        QTRY_VERIFY(!m_notifier->capabilities().available);
        m_notifier->close(u"c/permission"_s); // answered while nobody could show it

        m_service->setCapabilities({u"body"_s});
        QVERIFY(m_service->start());
        QTRY_COMPARE(m_service->shown().size(), 1);
        // What the new one can do was asked first: no markup now.
        QCOMPARE(m_service->shown().constFirst().body, u"<first>"_s);
        QCOMPARE(m_service->shown().constFirst().replacesId, 0U);
        QCOMPARE(m_service->calls().size(), 4);
        QCOMPARE(m_service->closeCalls().size(), 0);
        awaitAnswers();

        m_notifier->show(toast(u"a/permission"_s, u"second"_s));
        QTRY_COMPARE(m_service->shown().constFirst().body, u"second"_s);
        m_notifier->close(u"a/permission"_s);
        QTRY_VERIFY(m_service->shown().isEmpty());
    }

    void aToastThatTheDaemonTookWithItIsReportedAndShownByTheNextOne()
    {
        QVERIFY(m_service->start());
        QSignalSpy failed{m_notifier.get(), &Notifier::failed};
        m_service->holdAnswers();
        m_notifier->show(toast(u"a/permission"_s));
        QTRY_COMPARE(m_service->calls().size(), 1);
        m_service->stop();
        QTRY_COMPARE(failed.size(), 1);
        QCOMPARE(failed.at(0).at(0).toString(), u"a/permission"_s);
        m_service->releaseAnswers();
        QVERIFY(m_service->start());
        QTRY_COMPARE(m_service->shown().size(), 1);
        QCOMPARE(m_service->calls().size(), 2);
    }

    void whatIsClosedWhileTheDaemonRestartsStaysClosed()
    {
        QVERIFY(m_service->start());
        QSignalSpy closed{m_notifier.get(), &Notifier::closed};
        m_service->holdAnswers();
        m_notifier->show(toast(u"a/permission"_s));
        QTRY_COMPARE(m_service->calls().size(), 1);
        m_notifier->close(u"a/permission"_s);
        m_service->stop();
        QTRY_COMPARE(closed.size(), 1);
        m_service->releaseAnswers();
        QVERIFY(m_service->start());
        QTRY_VERIFY(m_notifier->capabilities().available);
        awaitAnswers();
        QVERIFY(m_service->shown().isEmpty());
    }

    void knowsTheServicesThatDrawButtons_data()
    {
        QTest::addColumn<QString>("name");
        QTest::addColumn<QStringList>("capabilities");
        QTest::addColumn<int>("drawn");
        const QStringList actions{u"body"_s, u"actions"_s};
        QTest::newRow("GNOME") << u"gnome-shell"_s << actions << 3;
        QTest::newRow("Plasma") << u"Plasma"_s << actions << 5;
        QTest::newRow("Xfce") << u"Xfce Notify Daemon"_s << actions << 5;
        QTest::newRow("dunst") << u"dunst"_s << actions << 0;
        QTest::newRow("mako") << u"mako"_s << actions << 0;
        QTest::newRow("another") << u"plasma-notify"_s << actions << 0;
        QTest::newRow("without a name") << QString{} << actions << 0;
        QTest::newRow("without buttons") << u"Plasma"_s << QStringList{u"body"_s} << 0;
    }
    void knowsTheServicesThatDrawButtons()
    {
        QFETCH(QString, name);
        QFETCH(QStringList, capabilities);
        m_service->setName(name);
        m_service->setCapabilities(capabilities);
        QVERIFY(m_service->start());
        QTRY_VERIFY(m_notifier->capabilities().available);
        QTEST(m_notifier->capabilities().drawnButtons, "drawn");
        QCOMPARE(m_notifier->capabilities().evictsOldest, name == "gnome-shell"_L1);
        QCOMPARE(m_notifier->capabilities().tokenProvesPress, name == "Plasma"_L1);
    }

    void anotherServiceShowsTheButtonsOfTheLastOneNoMore()
    {
        m_service->setName(u"Plasma"_s);
        QVERIFY(m_service->start());
        showWithButton();
        QSignalSpy changed{m_notifier.get(), &Notifier::capabilitiesChanged};
        m_service->stop();
        m_service->setName(u"dunst"_s);
        QVERIFY(m_service->start());
        QTRY_COMPARE(m_service->calls().size(), 2);
        QCOMPARE(m_service->calls().constLast().actions,
                 (QStringList{u"default"_s, QString{}, u"review"_s, u"Review"_s}));
        QCOMPARE(changed.size(), 1);
    }

    void whatOthersSayInTheServicesPlaceIsIgnored()
    {
        QVERIFY(m_service->start());
        showWithButton();
        const uint id = m_service->shown().constFirst().id;
        QSignalSpy pressed{m_notifier.get(), &Notifier::buttonPressed};
        QSignalSpy replied{m_notifier.get(), &Notifier::replied};
        QSignalSpy closed{m_notifier.get(), &Notifier::closed};
        QDBusConnection other = QDBusConnection::connectToBus(QDBusConnection::SessionBus, u"forger"_s);
        static QStringList noted; // at the usual level
        noted.clear();
        QLoggingCategory::setFilterRules(u"tocsin.notify.info=true"_s);
        const QtMessageHandler before =
            qInstallMessageHandler([](QtMsgType, const QMessageLogContext&, const QString& line) {
                if (line.startsWith("ignored:"_L1))
                    noted << line;
            });
        const QString us = QDBusConnection::sessionBus().baseService();
        for (const bool isDirected : {false, true}) {
            const auto forge = [&](const QString& signal, const QVariantList& arguments) {
                const QString path = u"/org/freedesktop/Notifications"_s;
                const QString name = u"org.freedesktop.Notifications"_s;
                QDBusMessage message = isDirected ? QDBusMessage::createTargetedSignal(us, path, name, signal)
                                                  : QDBusMessage::createSignal(path, name, signal);
                message.setArguments(arguments);
                QVERIFY(other.send(message));
            };
            for (const QString& key : {u"allow"_s, u"default"_s})
                forge(u"ActionInvoked"_s, {id, key});
            forge(u"NotificationReplied"_s, {id, u"yes"_s});
            forge(u"NotificationClosed"_s, {id, 2U});
            forge(u"ActivationToken"_s, {id, u"forged"_s});
        }
        // Answered after they were sent, so they are in by then.
        QVERIFY(
            other
                .call(QDBusMessage::createMethodCall(u"org.freedesktop.DBus"_s, u"/org/freedesktop/DBus"_s,
                                                     u"org.freedesktop.DBus"_s, u"GetId"_s))
                .type() == QDBusMessage::ReplyMessage);
        m_service->press(id, u"allow"_s);
        QTRY_COMPARE(pressed.size(), 1); // the service's own alone
        qInstallMessageHandler(before);
        QLoggingCategory::setFilterRules({});
        QVERIFY(!noted.filter(u"ActionInvoked"_s).isEmpty());
        QCOMPARE(noted.filter(u"NotificationClosed"_s), QStringList{}); // GNOME's shell repeats every close
        QCOMPARE(pressed.constFirst().at(2).toString(), QString{});
        QCOMPARE(replied.size(), 0);
        QCOMPARE(closed.size(), 0);
        QDBusConnection::disconnectFromBus(u"forger"_s);
    }

    void onlyOurButtonsCount()
    {
        QVERIFY(m_service->start());
        showWithButton();
        const uint id = m_service->shown().constFirst().id;
        QSignalSpy pressed{m_notifier.get(), &Notifier::buttonPressed};
        QSignalSpy replied{m_notifier.get(), &Notifier::replied};
        m_service->press(id + 1, u"allow"_s);
        m_service->press(id, u"deny"_s);
        m_service->reply(id, u"yes"_s); // it has no text field
        m_service->press(id, u"allow"_s);
        QTRY_COMPARE(pressed.size(), 1);
        QCOMPARE(pressed.constFirst().at(1).toString(), u"allow"_s);
        QCOMPARE(replied.size(), 0);
    }

    void handsTheActivationTokenOn()
    {
        QVERIFY(m_service->start());
        showWithButton();
        const uint id = m_service->shown().constFirst().id;
        QSignalSpy pressed{m_notifier.get(), &Notifier::buttonPressed};
        m_service->press(id, u"allow"_s, u"token-1"_s);
        m_service->press(id, u"default"_s);
        QTRY_COMPARE(pressed.size(), 2);
        QCOMPARE(pressed.at(0).at(2).toString(), u"token-1"_s);
        QCOMPARE(pressed.at(1).at(2).toString(), QString{}); // for one press only
    }

    void takesWhatIsTypedWhereThereIsATextField()
    {
        m_service->setCapabilities({u"body"_s, u"actions"_s, u"inline-reply"_s});
        QVERIFY(m_service->start());
        QTRY_VERIFY(m_notifier->capabilities().available);
        Toast asking = toast(u"a/question"_s);
        asking.replyLabel = u"Answer…"_s;
        m_notifier->show(asking);
        QTRY_COMPARE(m_service->calls().size(), 1);
        QCOMPARE(m_service->calls().constFirst().actions.mid(2),
                 (QStringList{u"inline-reply"_s, u"Answer…"_s}));
        awaitAnswers();
        QSignalSpy replied{m_notifier.get(), &Notifier::replied};
        m_service->reply(m_service->shown().constFirst().id, u"the red one"_s);
        QTRY_COMPARE(replied.size(), 1);
        QCOMPARE(replied.constFirst(), (QList<QVariant>{u"a/question"_s, u"the red one"_s}));
    }

    void saysWhenAToastIsThereAsItWasLastShown()
    {
        QVERIFY(m_service->start());
        m_service->holdAnswers();
        QSignalSpy presented{m_notifier.get(), &Notifier::presented};
        m_notifier->show(toast(u"a"_s, u"1"_s));
        QTRY_COMPARE(m_service->calls().size(), 1);
        m_notifier->show(toast(u"a"_s, u"2"_s));
        QCOMPARE(presented.size(), 0);
        m_service->releaseAnswers();
        QTRY_COMPARE(presented.size(), 1); // not of the first, which is replaced at once
        QCOMPARE(m_service->calls().size(), 2);
    }

    void whatHadToMakeRoomIsNotExpired_data()
    {
        QTest::addColumn<QString>("name");
        QTest::addColumn<bool>("stays");
        QTest::addColumn<ToastClosed>("how");
        QTest::newRow("GNOME") << u"gnome-shell"_s << true << ToastClosed::Evicted;
        QTest::newRow("GNOME, what passes") << u"gnome-shell"_s << false << ToastClosed::Expired;
        QTest::newRow("another") << u"fake"_s << true << ToastClosed::Expired;
    }
    void whatHadToMakeRoomIsNotExpired()
    {
        QFETCH(bool, stays);
        QFETCH(QString, name);
        m_service->setName(name);
        m_service->keepAtMost(1);
        QVERIFY(m_service->start());
        QSignalSpy closed{m_notifier.get(), &Notifier::closed};
        Toast first = toast(u"a"_s);
        first.staysUntilClosed = stays;
        m_notifier->show(first);
        QTRY_COMPARE(m_service->shown().size(), 1);
        awaitAnswers();
        m_notifier->show(toast(u"b"_s));
        QTRY_COMPARE(closed.size(), 1);
        QCOMPARE(closed.constFirst().at(0).toString(), u"a"_s);
        QTEST(closed.constFirst().at(1).value<ToastClosed>(), "how");
    }

    void noIdIsUsedForAnotherToast()
    {
        QVERIFY(m_service->start());
        for (const QString& tag : {u"a"_s, u"b"_s, u"c"_s}) {
            m_notifier->show(toast(tag));
            QTRY_COMPARE(m_service->shown().size(), 1);
            QCOMPARE(m_service->calls().constLast().replacesId, 0U);
            awaitAnswers();
            m_notifier->close(tag);
            QTRY_COMPARE(m_service->shown().size(), 0);
        }
    }

    void withoutADaemonWhatStaysIsKeptUntilThereIsOne()
    {
        QSignalSpy failed{m_notifier.get(), &Notifier::failed};
        Toast passing = toast(u"c/done"_s);
        passing.staysUntilClosed = false;
        Toast staying = toast(u"b/permission"_s);
        staying.staysUntilClosed = true;
        m_notifier->show(toast(u"a/permission"_s));
        m_notifier->show(staying);
        m_notifier->show(passing);
        QTRY_COMPARE(failed.size(), 3);
        QVERIFY(failed.at(0).at(1).toString().contains(u"ServiceUnknown"_s));
        QVERIFY(!m_notifier->capabilities().available);
        m_notifier->close(u"a/permission"_s);
        m_notifier->show(passing); // one more look; what was told is not told again
        QTRY_COMPARE(failed.size(), 4);
        QCOMPARE(failed.at(3).at(0).toString(), u"c/done"_s);

        QVERIFY(m_service->start());
        QTRY_COMPARE(m_service->shown().size(), 1);
        QCOMPARE(m_service->calls().size(), 1);
        QCOMPARE(failed.size(), 4);
    }

    void failsQuietlyOnADeadConnection()
    {
        FreedesktopNotifier notifier{QDBusConnection{u"no such connection"_s}};
        QSignalSpy failed{&notifier, &Notifier::failed};
        notifier.show(toast(u"a/permission"_s));
        QTRY_COMPARE(failed.size(), 1);
        notifier.close(u"a/permission"_s);
        QVERIFY(!notifier.capabilities().available);
        QVERIFY(!notifier.canShow());
    }

    void thePlatformsNotifierSpeaksToTheSessionBus()
    {
        QVERIFY(m_service->start());
        const std::unique_ptr<Notifier> notifier = makePlatformNotifier({}, {});
        QTRY_VERIFY(notifier->capabilities().available);
    }

private:
    void showWithButton()
    {
        // Of the service before it may be heard late that it has gone: that takes buttons away.
        QTRY_VERIFY(m_notifier->capabilities().available);
        Toast asking = toast(u"a/permission"_s);
        asking.buttons = {{.key = u"allow"_s, .label = u"Allow"_s, .needsPerson = true},
                          {.key = u"review"_s, .label = u"Review"_s}};
        m_notifier->show(asking);
        QTRY_COMPARE(m_service->shown().size(), 1);
        awaitAnswers();
    }

    // Our own calls are answered in order, so once this round trip is over, the earlier answers are in too.
    void awaitAnswers()
    {
        QSignalSpy answered{this, &TestFreedesktopNotifier::roundTrip};
        const QDBusMessage ask = QDBusMessage::createMethodCall(
            u"org.freedesktop.Notifications"_s, u"/org/freedesktop/Notifications"_s,
            u"org.freedesktop.Notifications"_s, u"GetCapabilities"_s);
        QVERIFY(QDBusConnection::sessionBus().callWithCallback(ask, this, SLOT(onAnswer(QStringList))));
        QVERIFY(answered.wait());
    }

    std::unique_ptr<FakeNotifications> m_service;
    std::unique_ptr<FreedesktopNotifier> m_notifier;

public Q_SLOTS:
    void onAnswer(const QStringList&) { Q_EMIT roundTrip(); }

Q_SIGNALS:
    void roundTrip();
};

QTEST_GUILESS_MAIN(TestFreedesktopNotifier)
#include "test_freedesktop_notifier.moc"
