// SPDX-License-Identifier: MIT
#include "core/pipeline/notification_offer.h"

#include <QTest>

using namespace tocsin;
using namespace Qt::StringLiterals;

namespace {

const NotifierCapabilities Gnome{.available = true, .buttons = true, .drawnButtons = 3, .evictsOldest = true};
const NotifierCapabilities Plasma{.available = true, .buttons = true, .drawnButtons = 5, .textReply = true};
const NotifierCapabilities Xfce{.available = true, .buttons = true, .drawnButtons = 5};
const NotifierCapabilities Unknown{.available = true, .buttons = true};
const NotifierCapabilities Bare{.available = true};

const CallRisk Harmless{.level = RiskLevel::Harmless};
const CallRisk Ordinary{.level = RiskLevel::Ordinary};
const CallRisk Dangerous{.level = RiskLevel::Dangerous, .signs = {RiskSign::DeletesTrees}};

WaitingRequest callOf(const QString& command)
{
    return {.alert = {7},
            .document = "abc",
            .kind = RequestKind::Tool,
            .call = {.tool = u"Bash"_s, .input = {{u"command"_s, command}}}};
}

WaitingRequest questionOf(std::vector<AskedQuestion> questions)
{
    return {
        .alert = {7}, .document = "abc", .kind = RequestKind::Questions, .questions = std::move(questions)};
}

AskedQuestion question(const QStringList& labels, const QString& text = u"Which colour?"_s)
{
    AskedQuestion asked{.text = text};
    for (const QString& label : labels)
        asked.options.push_back({.label = label});
    return asked;
}

QString keysOf(const NotificationOffer& offer)
{
    QStringList keys;
    for (const ToastButton& button : offer.buttons)
        keys << button.key;
    return keys.join(u' ');
}

} // namespace

/// What a notification offers, by request, risk, service and screen.
class TestNotificationOffer final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aCall_data()
    {
        QTest::addColumn<QString>("command");
        QTest::addColumn<CallRisk>("risk");
        QTest::addColumn<NotifierCapabilities>("service");
        QTest::addColumn<NotificationStyle>("style");
        QTest::addColumn<int>("count");
        QTest::addColumn<QString>("keys");
        const NotificationStyle open{};
        const NotificationStyle hidden{.hidesContents = true};
        const NotificationStyle locked{.hidesContents = true, .isExposed = true};
        const QString ls = u"ls -l"_s;
        const QString all = u"allow deny review"_s;
        const QString no = u"deny review"_s;
        QTest::newRow("GNOME") << ls << Harmless << Gnome << open << 1 << all;
        QTest::newRow("Plasma") << ls << Harmless << Plasma << open << 1 << all + u" mute"_s;
        QTest::newRow("Xfce") << ls << Harmless << Xfce << open << 1 << all + u" mute"_s;
        QTest::newRow("buttons that any program can press") << ls << Harmless << Unknown << open << 1 << no;
        QTest::newRow("no buttons") << ls << Harmless << Bare << open << 1 << QString{};
        QTest::newRow("ordinary") << u"npm publish"_s << Ordinary << Gnome << open << 1 << no + u" mute"_s;
        QTest::newRow("dangerous") << u"rm -r x"_s << Dangerous << Gnome << open << 1 << no + u" mute"_s;
        QTest::newRow("200 letters") << QString{200, u'a'} << Harmless << Gnome << open << 1 << all;
        QTest::newRow("201 letters") << QString{201, u'a'} << Harmless << Gnome << open << 1
                                     << no + u" mute"_s;
        QTest::newRow("two lines") << u"ls\nls"_s << Harmless << Gnome << open << 1 << no + u" mute"_s;
        QTest::newRow("turned round") << u"ls \u202ex"_s << Harmless << Gnome << open << 1 << no + u" mute"_s;
        QTest::newRow("several in one") << ls << Harmless << Gnome << open << 2 << no + u" mute"_s;
        QTest::newRow("contents hidden") << ls << Harmless << Gnome << hidden << 1 << u"review mute"_s;
        QTest::newRow("locked") << ls << Harmless << Gnome << locked << 1 << QString{};
    }
    void aCall()
    {
        QFETCH(QString, command);
        QFETCH(CallRisk, risk);
        QFETCH(NotifierCapabilities, service);
        QFETCH(NotificationStyle, style);
        QFETCH(int, count);
        QFETCH(QString, keys);
        const NotificationOffer offer =
            offerFor(callOf(command), risk, {.service = service, .style = style, .alertCount = count});
        QCOMPARE(keysOf(offer), keys);
        const auto allow = offer.decisions.find(u"allow"_s);
        QCOMPARE(allow != offer.decisions.end(), keys.contains(u"allow"_s));
        if (allow == offer.decisions.end())
            return;
        QCOMPARE(wireName(allow->second), u"allow"_s);
        QVERIFY(offer.buttons.at(0).needsPerson);
        QVERIFY(!offer.buttons.at(1).needsPerson);
        QCOMPARE(wireName(offer.decisions.at(u"deny"_s)), u"deny"_s);
        QCOMPARE(offer.document, "abc"_ba);
        QCOMPARE(offer.body, u"Run: "_s + command); // the whole of it
    }

    void aQuestion_data()
    {
        QTest::addColumn<WaitingRequest>("request");
        QTest::addColumn<NotifierCapabilities>("service");
        QTest::addColumn<QString>("keys");
        QTest::addColumn<bool>("reply");
        const QStringList two{u"Red"_s, u"Blue"_s};
        const QStringList three{u"Red"_s, u"Blue"_s, u"Green"_s};
        const QString options = u"option-0 option-1"_s;
        QTest::newRow("two options") << questionOf({question(two)}) << Gnome << options + u" review"_s
                                     << false;
        QTest::newRow("three: a click opens the window")
            << questionOf({question(three)}) << Gnome << options + u" option-2"_s << false;
        QTest::newRow("three, and room")
            << questionOf({question(three)}) << Xfce << options + u" option-2 review mute"_s << false;
        QTest::newRow("a text field")
            << questionOf({question(two)}) << Plasma << options + u" review mute"_s << true;
        QTest::newRow("four") << questionOf({question(three + QStringList{u"Grey"_s})}) << Plasma
                              << u"review mute"_s << true;
        QTest::newRow("buttons that any program can press")
            << questionOf({question(two)}) << Unknown << u"review"_s << false;
        QTest::newRow("two questions")
            << questionOf({question(two), question(two, u"Why?"_s)}) << Plasma << u"review mute"_s << false;
        AskedQuestion several = question(two);
        several.takesSeveral = true;
        QTest::newRow("several choices") << questionOf({several}) << Gnome << u"review mute"_s << false;
        QTest::newRow("a long label")
            << questionOf({question({u"Red"_s, QString{21, u'a'}})}) << Gnome << u"review mute"_s << false;
        QTest::newRow("the same label twice")
            << questionOf({question({u"Red"_s, u"Red"_s})}) << Gnome << u"review mute"_s << false;
        QTest::newRow("a label with a mark")
            << questionOf({question({u"Red"_s, u"_Blue"_s})}) << Gnome << u"review mute"_s << false;
        QTest::newRow("a hidden label")
            << questionOf({question({u"Red"_s, u"Bl\u200bue"_s})}) << Gnome << u"review mute"_s << false;
        QTest::newRow("a long question")
            << questionOf({question(two, QString{301, u'a'})}) << Plasma << u"review mute"_s << false;
        QTest::newRow("a hidden question")
            << questionOf({question(two, u"Del\u202eete?"_s)}) << Plasma << u"review mute"_s << false;
        AskedQuestion described = question(two);
        described.options.front().description = QString{300, u'a'};
        QTest::newRow("a long description") << questionOf({described}) << Plasma << u"review mute"_s << false;
        QTest::newRow("none that can be answered") << questionOf({}) << Gnome << u"review mute"_s << false;
    }
    void aQuestion()
    {
        QFETCH(WaitingRequest, request);
        QFETCH(NotifierCapabilities, service);
        QFETCH(QString, keys);
        QFETCH(bool, reply);
        const NotificationOffer offer = offerFor(request, Ordinary, {.service = service});
        QCOMPARE(keysOf(offer), keys);
        QCOMPARE(!offer.replyLabel.isEmpty(), reply);
        for (const auto& [key, decision] : offer.decisions)
            QVERIFY(messageFor(request, decision).hasValue());
        if (reply || !offer.decisions.empty())
            QCOMPARE(offer.body, request.questions.front().text);
    }

    void anOptionIsTheAnswer()
    {
        AskedQuestion asked = question({u"Red"_s, u"Blue"_s});
        asked.options.back().description = u"like the sea"_s;
        const NotificationOffer offer = offerFor(questionOf({asked}), Ordinary, {.service = Gnome});
        QCOMPARE(offer.buttons.at(1).label, u"Blue"_s);
        QVERIFY(offer.buttons.at(1).needsPerson);
        QCOMPARE(offer.lines, QStringList{u"Blue: like the sea"_s});
        const auto& answers = std::get<decision::Answers>(offer.decisions.at(u"option-1"_s)).answers;
        QCOMPARE(answers.size(), std::size_t{1});
        QCOMPARE(answers.front().chosen, QStringList{u"Blue"_s});
    }

    void aPlanIsForTheWindow()
    {
        const WaitingRequest plan{
            .alert = {7}, .document = "abc", .kind = RequestKind::Plan, .plan = u"# Do it"_s};
        const NotificationOffer offer = offerFor(plan, Harmless, {.service = Plasma});
        QCOMPARE(keysOf(offer), u"review mute"_s);
        QVERIFY(offer.decisions.empty());
    }

    void whatCannotBeAnsweredCanBeMuted()
    {
        QCOMPARE(keysOf(offerWithoutRequest({.service = Gnome})), u"terminal mute"_s);
        QCOMPARE(keysOf(offerWithoutRequest({.service = Unknown})), QString{});
        QCOMPARE(keysOf(offerWithoutRequest({.service = Gnome, .style = {.isExposed = true}})), QString{});
    }
};

QTEST_GUILESS_MAIN(TestNotificationOffer)
#include "test_notification_offer.moc"
