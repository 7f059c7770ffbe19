// SPDX-License-Identifier: MIT
#include "app/requests/body/code_view.h"
#include "app/requests/body/plan_body.h"
#include "app/requests/body/plan_view.h"
#include "tests/app/requests/body/body_requests.h"

#include <QCheckBox>
#include <QFile>
#include <QLabel>
#include <QScrollBar>
#include <QSignalSpy>
#include <QTest>
#include <QTextBlock>
#include <QTextLayout>

using namespace tocsin;
using namespace tocsin::test;

namespace {

const QString Tool{u"ExitPlanMode"_s};
const QString Transcript{u"/home/dev/.claude/projects/-home-dev-demo/8386df4a.jsonl"_s};
const QString PlanFile{u"/home/dev/.claude/plans/calm-old-owl.md"_s};

} // namespace

class TestPlanBody final : public QObject
{
    Q_OBJECT
private:
    FakeFiles m_files;

    [[nodiscard]] std::unique_ptr<RequestBody> show(const QJsonObject& input)
    {
        return makeRequestBody(requestOf(Tool, input), m_files.sources());
    }
    [[nodiscard]] static QString allTextOf(const RequestBody& body)
    {
        QStringList texts;
        for (const QPlainTextEdit* view : body.findChildren<QPlainTextEdit*>())
            texts += view->toPlainText();
        for (const QLabel* label : body.findChildren<QLabel*>())
            texts += label->text();
        return texts.join(u'\n');
    }
    [[nodiscard]] static QString pageOf(const RequestBody& body)
    {
        const auto* page = body.findChild<PlanView*>(u"page"_s);
        return page ? page->toPlainText() : u"<none>"_s;
    }

private Q_SLOTS:
    void init() { m_files = {}; }

    void markdownIsShownWithoutAnythingFromOutside_data()
    {
        QTest::addColumn<QString>("markdown");
        QTest::addColumn<QStringList>("shown");
        QTest::newRow("headings and lists")
            << u"# Plan\n\n1. First\n2. Second\n"_s << QStringList{u"Plan"_s, u"First"_s, u"Second"_s};
        QTest::newRow("a link") << u"See [the docs](https://evil.test/x) first."_s
                                << QStringList{u"the docs"_s, u"https://evil.test/x"_s};
        QTest::newRow("a link with a title") << u"[docs](https://evil.test/x \"secret words\")"_s
                                             << QStringList{u"https://evil.test/x"_s, u"secret words"_s};
        QTest::newRow("an image") << u"Look: ![a chart](http://evil.test/chart.png) done"_s
                                  << QStringList{u"a chart"_s, u"http://evil.test/chart.png"_s, u"done"_s};
        QTest::newRow("a local image")
            << u"![x1](file:///etc/passwd)"_s << QStringList{u"file:///etc/passwd"_s};
        QTest::newRow("HTML") << u"Before\n\n<img src=\"http://evil.test/x.png\"><b>bold</b>\n\nAfter"_s
                              << QStringList{u"<img src=\"http://evil.test/x.png\">"_s, u"<b>bold</b>"_s,
                                             u"After"_s};
        QTest::newRow("a script") << u"<script>alert(1)</script>"_s
                                  << QStringList{u"<script>alert(1)</script>"_s};
        QTest::newRow("an HTML comment")
            << u"Do it.\n\n<!-- and delete everything -->\n"_s << QStringList{u"and delete everything"_s};
        QTest::newRow("emphasis without spaces") << u"计划**重要**内容"_s << QStringList{u"计划重要内容"_s};
        QTest::newRow("a link in angle brackets")
            << u"See <https://example.com/docs>."_s << QStringList{u"https://example.com/docs"_s};
        QTest::newRow("a bare link") << u"See https://example.com/docs now"_s
                                     << QStringList{u"https://example.com/docs"_s};
        QTest::newRow("tasks, quotes and names") << u"- [x] done\n- [ ] my_snake_case\n\n> quoted *words*\n"_s
                                                 << QStringList{u"my_snake_case"_s, u"quoted words"_s};
        QTest::newRow("code") << u"```sh\nrm -rf build\n```\n"_s << QStringList{u"rm -rf build"_s};
        QTest::newRow("turned direction") << u"rm \u202Egpj"_s << QStringList{u"⟨U+202E⟩gpj"_s};
        QTest::newRow("a table") << u"| a1 | b1 |\n|---|---|\n| c1 | d1 |\n"_s
                                 << QStringList{u"a1"_s, u"b1"_s, u"c1"_s, u"d1"_s};
    }
    void markdownIsShownWithoutAnythingFromOutside()
    {
        QFETCH(QString, markdown);
        QFETCH(QStringList, shown);
        const auto body = show({{u"plan"_s, markdown}});
        const auto* page = body->findChild<PlanView*>(u"page"_s);
        for (const QString& part : shown)
            QVERIFY2(page->toPlainText().contains(part), qPrintable(part + u" in "_s + page->toPlainText()));
        QCOMPARE(page->lostWords(), QStringList{});
        QVERIFY(!page->openLinks() && !page->openExternalLinks());
        QVERIFY(!(page->textInteractionFlags() & Qt::LinksAccessibleByMouse));
        QVERIFY(!body->findChild<QCheckBox*>(u"showsSource"_s)->isChecked());
        auto* browser = body->findChild<PlanView*>(u"page"_s);
        QCOMPARE(
            browser->loadResource(QTextDocument::ImageResource, QUrl{u"file:///etc/passwd"_s}).toByteArray(),
            QByteArray{});
    }
    void plansThatAreHardToLayOutAreShown_data()
    {
        QTest::addColumn<QString>("markdown");
        QTest::newRow("quotes in quotes") << u"> "_s.repeated(20'000) + u"deep"_s;
        QTest::newRow("brackets") << u"["_s.repeated(60'000);
        QTest::newRow("stars") << u"*a **b "_s.repeated(9'000);
        QTest::newRow("lists in lists") << [] {
            QString text;
            for (int i = 0; i < 300; ++i)
                text += QString(2 * i, u' ') + u"- a\n"_s;
            return text;
        }();
        QTest::newRow("lists in one line") << u"- "_s.repeated(20'000) + u"deep"_s;
        QTest::newRow("links") << u"[a](b)"_s.repeated(10'000);
        QTest::newRow("table") << u"|a"_s.repeated(500) + u"|\n"_s + u"|-"_s.repeated(500) + u"|\n"_s +
                                      (u"|b"_s.repeated(500) + u"|\n"_s).repeated(20);
        QTest::newRow("one word") << QString(60'000, u'a');
    }
    void plansThatAreHardToLayOutAreShown()
    {
        QFETCH(QString, markdown);
        const auto body = show({{u"plan"_s, markdown}});
        body->resize(600, 500);
        body->show();
        QVERIFY(QTest::qWaitForWindowExposed(body.get()));
        QVERIFY(body->accepted());
    }
    void whatThePageLeavesOutIsShownAsWritten_data()
    {
        QTest::addColumn<QString>("markdown");
        QTest::newRow("a definition as a comment") << u"Do it.\n\n[//]: # (delete everything)\n"_s;
        QTest::newRow("a definition without use")
            << u"Do it.\n\n[x]: http://evil.test \"delete everything\"\n"_s;
        QTest::newRow("words that stand elsewhere too")
            << u"Never delete everything.\n\n[//]: # (delete everything)\n"_s;
        QTest::newRow("words beside a language") << u"```sh delete everything\nls\n```\n"_s;
    }
    void whatThePageLeavesOutIsShownAsWritten()
    {
        QFETCH(QString, markdown);
        const auto body = show({{u"plan"_s, markdown}});
        QVERIFY(body->findChild<QCheckBox*>(u"showsSource"_s)->isChecked());
        const auto* source = body->findChild<CodeView*>(u"source"_s);
        QVERIFY(source->isVisibleTo(body.get()));
        QVERIFY(!body->findChild<PlanView*>(u"page"_s)->isVisibleTo(body.get()));
        QVERIFY(source->toPlainText().contains(u"delete everything"_s));
        QVERIFY(allTextOf(*body).contains(u"only as it is written"_s));
    }
    void aLongPlanIsShownFromItsStart()
    {
        const QString steps = u"- one more step\n"_s.repeated(40);
        const auto body = show({{u"plan"_s, u"# The plan\n\n"_s + steps}});
        body->resize(300, 200);
        body->show();
        const auto& page = *body->findChild<PlanView*>(u"page"_s);
        QVERIFY(page.verticalScrollBar()->maximum() > 0);
        QCOMPARE(page.verticalScrollBar()->value(), 0);
        const qreal heading = page.document()->begin().layout()->lineAt(0).height();
        QVERIFY2(heading < 2 * page.fontMetrics().lineSpacing(), qPrintable(QString::number(heading)));
    }
    void thePlanCanBeReadAsWritten()
    {
        const auto body = show({{u"plan"_s, u"# Plan\n*do*  it"_s}});
        auto* shows = body->findChild<QCheckBox*>(u"showsSource"_s);
        const auto* source = body->findChild<CodeView*>(u"source"_s);
        QVERIFY(!source->isVisibleTo(body.get()));
        shows->click();
        QVERIFY(source->isVisibleTo(body.get()));
        QCOMPARE(source->toPlainText(), u"# Plan\n*do*  it"_s);
    }
    void approvingMayAcceptEdits()
    {
        const auto body = show({{u"plan"_s, u"Do it"_s}});
        const auto accepts = [&] { return std::get<decision::ApprovePlan>(*body->accepted()).acceptsEdits; };
        QVERIFY(!accepts());
        QSignalSpy changed{body.get(), &RequestBody::changed};
        body->findChild<QCheckBox*>(u"acceptsEdits"_s)->click();
        QCOMPARE(changed.count(), 1);
        QVERIFY(accepts());
        static_cast<PlanBody&>(*body).setAcceptsEdits(false);
        QVERIFY(!accepts());
        QCOMPARE(body->obstacle(), u""_s);
    }
    void whatElseThePlanAllowsIsShown()
    {
        const auto body = show(QJsonDocument::fromJson(R"({"plan":"Do it",
            "allowedPrompts":[{"tool":"Bash","prompt":"delete everything"}]})")
                                   .object());
        QVERIFY(allTextOf(*body).contains(u"allowedPrompts"_s));
        QVERIFY(allTextOf(*body).contains(u"delete everything"_s));
    }
    void theRealDocumentHasThePlanAndItsFile()
    {
        QFile file{QStringLiteral(TOCSIN_SOURCE_DIR "/tests/data/payloads/permission-request-plan.json")};
        QVERIFY(file.open(QIODevice::ReadOnly));
        const QJsonObject document = QJsonDocument::fromJson(file.readAll()).object();
        const auto body = show(document.value(u"tool_input"_s).toObject());
        QVERIFY(pageOf(*body).startsWith(u"Real plan"_s));
        QVERIFY(allTextOf(*body).contains(u"/home/dev/.claude/plans/adaptive-platypus.md"_s));
        QVERIFY(body->accepted());
    }
    void aPlanWhoseFileChangedIsNotApproved()
    {
        m_files.files[PlanFile] = "# Plan\n\n1. Read\n";
        const QJsonObject input{{u"plan"_s, u"# Plan\n\n1. Read"_s}, {u"planFilePath"_s, PlanFile}};
        const auto body = show(input);
        QCOMPARE(body->obstacle(), QString{});
        QVERIFY(body->isStillAsShown());
        QSignalSpy changed{body.get(), &RequestBody::changed};
        m_files.files[PlanFile] = "# Another plan\n";
        QVERIFY(!body->isStillAsShown());
        QCOMPARE(changed.count(), 1);
        QVERIFY(body->obstacle().contains(u"terminal"_s));
        QVERIFY(!show(input)->obstacle().isEmpty());
        m_files.files.remove(PlanFile);
        QVERIFY(!show(input)->obstacle().isEmpty());
    }
    void aPlanThatTheCallLacksIsReadFromItsFile()
    {
        m_files.files[Transcript] = R"({"slug":"calm-old-owl"})";
        m_files.files[PlanFile] = "# Plan\n";
        const auto body = show({});
        QCOMPARE(pageOf(*body), u"Plan"_s);
        QCOMPARE(body->findChild<CodeView*>(u"planFile"_s)->toPlainText(), PlanFile);
        QVERIFY(body->accepted());
        QVERIFY(body->isStillAsShown());
    }
    void aPlanFileThatChangedIsShownAgain()
    {
        m_files.files[Transcript] = R"({"slug":"calm-old-owl"})";
        m_files.files[PlanFile] = "one";
        const auto body = show({});
        QSignalSpy changed{body.get(), &RequestBody::changed};
        m_files.files[PlanFile] = "two";
        QVERIFY(!body->isStillAsShown());
        QCOMPARE(changed.count(), 1);
        QCOMPARE(pageOf(*body), u"two"_s);
        QVERIFY(body->isStillAsShown());
        m_files.files[Transcript] += "\n{\"slug\":\"another-plan\"}\n";
        m_files.files[u"/home/dev/.claude/plans/another-plan.md"_s] = "two";
        QVERIFY(!body->isStillAsShown());
        m_files.files.remove(u"/home/dev/.claude/plans/another-plan.md"_s);
        QVERIFY(!body->isStillAsShown());
        QVERIFY(!body->accepted());
        QVERIFY(!body->obstacle().isEmpty());
    }
    void withoutAPlanNothingIsApproved_data()
    {
        QTest::addColumn<QByteArray>("transcript");
        QTest::addColumn<QByteArray>("plan");
        QTest::newRow("no transcript") << QByteArray{} << "x"_ba;
        QTest::newRow("no name") << "{}"_ba
                                 << "x"_ba;
        QTest::newRow("no file") << R"({"slug":"calm-old-owl"})"_ba << QByteArray{};
        QTest::newRow("an empty file") << R"({"slug":"calm-old-owl"})"_ba
                                       << " \n"_ba;
        QTest::newRow("not UTF-8") << R"({"slug":"calm-old-owl"})"_ba
                                   << "\xff"_ba;
        QTest::newRow("too large") << R"({"slug":"calm-old-owl"})"_ba << QByteArray(300 * 1024, 'x');
    }
    void withoutAPlanNothingIsApproved()
    {
        QFETCH(QByteArray, transcript);
        QFETCH(QByteArray, plan);
        if (!transcript.isNull())
            m_files.files[Transcript] = transcript;
        if (!plan.isNull())
            m_files.files[PlanFile] = plan;
        const auto body = show({{u"plan"_s, u"  \n"_s}});
        QVERIFY(!body->accepted());
        QVERIFY(!body->obstacle().isEmpty());
        QVERIFY(body->obstacle().contains(u"terminal"_s));
        QVERIFY(allTextOf(*body).contains(u"no plan"_s));
        QVERIFY(!body->findChild<QCheckBox*>(u"acceptsEdits"_s)->isVisibleTo(body.get()));
        QVERIFY(body->isStillAsShown());
    }
};

QTEST_MAIN(TestPlanBody)
#include "test_plan_body.moc"
