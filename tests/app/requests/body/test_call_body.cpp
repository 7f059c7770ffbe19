// SPDX-License-Identifier: MIT
#include "app/requests/body/code_view.h"
#include "core/claude/calls/visible_text.h"
#include "tests/app/requests/body/body_requests.h"
#include "tests/support/nasty_text.h"

#include <QJsonArray>
#include <QLabel>
#include <QScrollBar>
#include <QTest>
#include <QTextBlock>

using namespace tocsin;
using namespace tocsin::test;

class TestCallBody final : public QObject
{
    Q_OBJECT
private:
    FakeFiles m_files;

    [[nodiscard]] std::unique_ptr<RequestBody> show(const WaitingRequest& request)
    {
        auto body = makeRequestBody(request, m_files.sources());
        body->resize(600, 500);
        body->show();
        return body;
    }
    [[nodiscard]] static QString textOf(const RequestBody& body, const QString& name)
    {
        const auto* view = body.findChild<CodeView*>(name);
        return view ? view->toPlainText() : u"<none>"_s;
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

private Q_SLOTS:
    void aCommandIsShownWhole_data()
    {
        QTest::addColumn<QString>("command");
        QTest::addColumn<QString>("shown");
        const auto same = [](const char* name, const QString& command) {
            QTest::newRow(name) << command << command;
        };
        same("one line", u"npm publish"_s);
        same("several lines, tabs", u"cat <<'X'\n\tindented\n\nX"_s);
        same("line feed at the end", u"ls\n"_s);
        same("white space at the end", u"ls   "_s);
        same("markup", u"echo '<b>x</b>' && &amp; %1"_s);
        same("60 KiB", QString(60 * 1024, u'a') + u"; rm -rf ~"_s);
        same("many lines", u"\n"_s.repeated(2000) + u"rm -rf ~"_s);
        QTest::newRow("carriage return") << u"ls\r\nrm x\rls"_s << u"ls⟨U+000D⟩\nrm x⟨U+000D⟩ls"_s;
        QTest::newRow("turned direction") << u"rm \u202Egpj.x"_s << u"rm ⟨U+202E⟩gpj.x"_s;
        QTest::newRow("nothing") << (u"a"_s + QChar{QChar::Null} + u"b"_s) << u"a⟨U+0000⟩b"_s;
        QTest::newRow("line separator") << u"a\u2028b\u2029c"_s << u"a⟨U+2028⟩b⟨U+2029⟩c"_s;
        QTest::newRow("no-break space") << u"a\u00a0b"_s << u"a⟨U+00A0⟩b"_s;
        QTest::newRow("no width") << u"l\u200bs"_s << u"l⟨U+200B⟩s"_s;
    }
    void aCommandIsShownWhole()
    {
        QFETCH(QString, command);
        QFETCH(QString, shown);
        const auto body = show(requestOf(u"Bash"_s, {{u"command"_s, command}}));
        QCOMPARE(textOf(*body, u"command"_s), shown);
        QVERIFY(std::holds_alternative<decision::Allow>(body->accepted().value()));
        QCOMPARE(body->obstacle(), u""_s);
        QVERIFY(body->isStillAsShown());
        const bool saysSo = allTextOf(*body).contains(u"cannot be seen"_s);
        QCOMPARE(saysSo, command != shown);
    }
    void nastyTextsAreAllShown()
    {
        for (const QString& nasty : nastyTexts()) {
            const auto body =
                show(requestOf(u"mcp__x__y"_s, {{u"text"_s, nasty}, {u"list"_s, QJsonArray{nasty}}}));
            const QString all = allTextOf(*body);
            QVERIFY(all.contains(visibleText(nasty)));
            for (const QPlainTextEdit* view : body->findChildren<QPlainTextEdit*>())
                QVERIFY(!hidesSomething(view->toPlainText()));
        }
    }
    void textsForWhichThereIsRoomDoNotScroll()
    {
        const auto body = show(requestOf(
            u"Bash"_s, {{u"command"_s, u"one\ntwo \u202e\n"_s + QString(150, u'x')}, {u"timeout"_s, 1}}));
        QVERIFY(QTest::qWaitForWindowExposed(body.get()));
        for (const QPlainTextEdit* view : body->findChildren<QPlainTextEdit*>())
            QTRY_COMPARE(view->verticalScrollBar()->maximum(), 0);
    }
    void theEndOfALongCommandCanBeScrolledTo()
    {
        const auto body =
            show(requestOf(u"Bash"_s, {{u"command"_s, QString(60 * 1024, u'a') + u"; rm -rf ~"_s}}));
        QVERIFY(QTest::qWaitForWindowExposed(body.get()));
        auto* view = body->findChild<CodeView*>(u"command"_s);
        QTRY_VERIFY(view->verticalScrollBar()->maximum() > 0);
        QCOMPARE(view->horizontalScrollBar()->maximum(), 0); // it wraps
        view->verticalScrollBar()->setValue(view->verticalScrollBar()->maximum());
        QTextCursor end{view->document()};
        end.movePosition(QTextCursor::End);
        QVERIFY(view->viewport()->rect().contains(view->cursorRect(end).center()));
    }
    void lettersFromRightToLeftAreSaidToBeThere()
    {
        const auto saysSo = [this](const QString& command) {
            const auto body = show(requestOf(u"Bash"_s, {{u"command"_s, command}}));
            return allTextOf(*body).contains(u"from right to left"_s);
        };
        QVERIFY(saysSo(u"rm \u05d0 # \u05d1"_s)); // Hebrew: what stands between them is turned
        QVERIFY(saysSo(u"rm \u0627"_s));
        QVERIFY(!saysSo(u"rm é \u0430 漢"_s));
    }
    void whatClaudeSaysStandsApart()
    {
        const auto body =
            show(requestOf(u"Bash"_s, QJsonObject{{u"command"_s, u"ls"_s},
                                                  {u"description"_s, u"Remove \u202e nothing"_s},
                                                  {u"timeout"_s, 600000},
                                                  {u"run_in_background"_s, true}}));
        QCOMPARE(textOf(*body, u"command"_s), u"ls"_s);
        QCOMPARE(textOf(*body, u"description"_s), u"Remove ⟨U+202E⟩ nothing"_s);
        const QString all = allTextOf(*body);
        for (const QString& part :
             {u"Claude’s description"_s, u"timeout"_s, u"600000"_s, u"run_in_background"_s, u"true"_s})
            QVERIFY2(all.contains(part), qPrintable(part));
    }
    void everyFieldOfAnotherToolIsShown()
    {
        const auto body =
            show(requestOf(u"mcp__github__create_issue"_s,
                           R"({"title":"T","labels":["a","b"],"nested":{"deep":{"er":"value"}},"n":null})"));
        const QString all = allTextOf(*body);
        for (const QString& part : {u"mcp__github__create_issue"_s, u"title"_s, u"labels"_s, u"\"b\""_s,
                                    u"\"er\": \"value\""_s, u"null"_s})
            QVERIFY2(all.contains(part), qPrintable(part));
    }
    void aNameOfAFieldIsNoWayToHide()
    {
        const auto body =
            show(requestOf(u"mcp__x__y"_s, {{u"a\nb: c"_s, 1}, {QString(300, u'k'), 2}, {u"\u202ex"_s, 3}}));
        const QString all = allTextOf(*body);
        QVERIFY(all.contains(u"\"a\\nb: c\""_s));
        QVERIFY(all.contains(QString(300, u'k')));
        QVERIFY(all.contains(u"⟨U+202E⟩x"_s));
    }
    void aCallWithoutInputSaysSo()
    {
        const auto body = show(requestOf(u"mcp__x__y"_s, QJsonObject{}));
        QVERIFY(allTextOf(*body).contains(u"no input"_s));
        QVERIFY(body->accepted());
    }
    void theHostOfAnAddressIsEmphasised()
    {
        const auto body =
            show(requestOf(u"WebFetch"_s, QJsonObject{{u"url"_s, u"https://docs.example.com/\u202ea"_s},
                                                      {u"prompt"_s, u"Sum up"_s}}));
        const auto* view = body->findChild<CodeView*>(u"address"_s);
        QCOMPARE(view->toPlainText(), u"https://docs.example.com/⟨U+202E⟩a"_s);
        QStringList bold;
        for (auto it = view->document()->firstBlock().begin(); !it.atEnd(); ++it) {
            if (it.fragment().charFormat().fontWeight() == QFont::Bold)
                bold += it.fragment().text();
        }
        QCOMPARE(bold, QStringList{u"docs.example.com"_s});
        QVERIFY(allTextOf(*body).contains(u"Sum up"_s));
    }
    void aHostThatLooksLikeAnotherIsShownBothWays()
    {
        const auto body =
            show(requestOf(u"WebFetch"_s, QJsonObject{{u"url"_s, u"https://\u0430pple.com/"_s}}));
        QCOMPARE(textOf(*body, u"host"_s), u"xn--pple-43d.com"_s);
        QCOMPARE(textOf(*body, u"displayHost"_s), u"\u0430pple.com"_s);
    }
};

QTEST_MAIN(TestCallBody)
#include "test_call_body.moc"
