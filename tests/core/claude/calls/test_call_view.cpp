// SPDX-License-Identifier: MIT
#include "core/claude/calls/call_view.h"
#include "core/claude/calls/fetch_target.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QTest>

using namespace tocsin;
using namespace Qt::StringLiterals;

namespace {

QJsonObject object(const char* json)
{
    return QJsonDocument::fromJson(json).object();
}

} // namespace

class TestCallView final : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void aCommandStandsApartFromWhatClaudeSays()
    {
        const CallView view =
            viewOf({.tool = u"Bash"_s, .input = object(R"({"command":"ls","description":"List","timeout":5,
                                                          "run_in_background":true})")});
        QCOMPARE(view.command, u"ls"_s);
        QCOMPARE(view.description, u"List"_s);
        QVERIFY(!view.address);
        QCOMPARE(view.rest, object(R"({"timeout":5,"run_in_background":true})"));
    }
    void nothingOfACallIsLeftOut_data()
    {
        QTest::addColumn<QString>("tool");
        QTest::addColumn<QJsonObject>("input");
        QTest::newRow("a command that is no string") << u"Bash"_s << object(R"({"command":["ls"]})");
        QTest::newRow("a description that is no string")
            << u"Bash"_s << object(R"({"description":{"command":"rm"}})");
        QTest::newRow("a fetch without address") << u"WebFetch"_s << object(R"({"url":null,"prompt":"x"})");
        QTest::newRow("another tool")
            << u"mcp__shell__run"_s << object(R"({"command":"ls","description":"x","url":"y"})");
        QTest::newRow("nothing") << u"Bash"_s << QJsonObject{};
    }
    void nothingOfACallIsLeftOut()
    {
        QFETCH(QString, tool);
        QFETCH(QJsonObject, input);
        const CallView view = viewOf({.tool = tool, .input = input});
        QVERIFY(!view.command && !view.address && view.description.isEmpty());
        QCOMPARE(view.rest, input);
    }
    void fieldsAreTextOrJson_data()
    {
        QTest::addColumn<QJsonObject>("input");
        QTest::addColumn<QString>("text");
        QTest::newRow("text") << QJsonObject{{u"a"_s, u"two\nlines \"x\""_s}} << u"two\nlines \"x\""_s;
        QTest::newRow("number") << object(R"({"a":600000})") << u"600000"_s;
        QTest::newRow("fraction") << object(R"({"a":1.5})") << u"1.5"_s;
        QTest::newRow("truth") << object(R"({"a":true})") << u"true"_s;
        QTest::newRow("null") << object(R"({"a":null})") << u"null"_s;
        QTest::newRow("nested") << object(R"({"a":{"b":["c",1]}})")
                                << u"{\n    \"b\": [\n        \"c\",\n        1\n    ]\n}"_s;
        QTest::newRow("list") << object(R"({"a":[]})") << u"[\n]"_s;
    }
    void fieldsAreTextOrJson()
    {
        QFETCH(QJsonObject, input);
        const std::vector<CallField> fields = fieldsOf(input);
        QCOMPARE(fields.size(), size_t{1});
        QCOMPARE(fields[0].name, u"a"_s);
        QTEST(fields[0].text, "text");
    }
    void theHostOfAnAddressIsFound_data()
    {
        QTest::addColumn<QString>("address");
        QTest::addColumn<QString>("host");
        QTest::addColumn<QString>("displayHost");
        QTest::addColumn<QString>("written"); // where it is emphasised
        QTest::addColumn<bool>("isPlain");
        const auto row = [](const char* name, const QString& address, const QString& host,
                            const QString& display, const QString& written, bool isPlain) {
            QTest::newRow(name) << address << host << display << written << isPlain;
        };
        row("plain", u"https://example.com/a?b#c"_s, u"example.com"_s, {}, u"example.com"_s, true);
        row("large letters and a port", u"HTTPS://Example.COM:8443"_s, u"example.com"_s, {}, u"Example.COM"_s,
            true);
        row("punycode", u"https://xn--pple-43d.com/"_s, u"xn--pple-43d.com"_s, u"\u0430pple.com"_s,
            u"xn--pple-43d.com"_s, true);
        row("letters that look like others", u"https://\u0430pple.com/"_s, u"xn--pple-43d.com"_s,
            u"\u0430pple.com"_s, u""_s, false);
        row("a user that looks like a host", u"https://example.com@evil.test/"_s, u"evil.test"_s, {}, u""_s,
            false);
        row("a back slash", u"https://evil.test\\@example.com/"_s, {}, {}, u""_s, false);
        row("white space", u"https://example.com/ a"_s, u"example.com"_s, {}, {}, false);
        row("an address", u"http://127.0.0.1/"_s, u"127.0.0.1"_s, {}, u"127.0.0.1"_s, true);
        row("an address in disguise", u"http://0x7f.1/"_s, u"127.0.0.1"_s, {}, u"0x7f.1"_s, false);
        row("IPv6", u"http://[::1]:80/"_s, u"::1"_s, {}, u"[::1]"_s, true);
        row("no host", u"file:///etc/passwd"_s, {}, {}, u""_s, false);
        row("no address", u"hello"_s, {}, {}, u""_s, false);
        row("nothing", u""_s, {}, {}, u""_s, false);
    }
    void theHostOfAnAddressIsFound()
    {
        QFETCH(QString, address);
        const FetchTarget target = fetchTargetOf(address);
        QTEST(target.host, "host");
        QTEST(target.displayHost, "displayHost");
        QTEST(target.hostBegin < 0 ? u""_s : address.mid(target.hostBegin, target.hostLength), "written");
        QTEST(target.isPlain, "isPlain");
    }
};

QTEST_GUILESS_MAIN(TestCallView)
#include "test_call_view.moc"
