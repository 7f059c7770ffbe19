// SPDX-License-Identifier: MIT
#include "core/base/json_fields.h"
#include "core/base/utc_time.h"

#include <QJsonDocument>
#include <QTest>

#include <deque>
#include <vector>

using namespace Qt::StringLiterals;

namespace tocsin::test {

enum class Colour : uint8_t { Red, Green };
QString wireName(Colour colour)
{
    switch (colour) {
    case Colour::Red:
        return u"red"_s;
    case Colour::Green:
        return u"green"_s;
    }
    return {};
}
enum class Nameless : uint8_t { One };
static_assert(json::NamedEnum<Colour> && !json::NamedEnum<Nameless>);

struct Inner
{
    QString word{};
    std::optional<int> number{};
    friend bool operator==(const Inner&, const Inner&) = default;
};
template<typename Fields> void listFields(Fields& fields, Inner& inner)
{
    fields("word", inner.word);
    fields("number", inner.number);
}

struct Outer
{
    bool flag{false};
    qint64 big{0};
    size_t count{0};
    Colour colour{Colour::Red};
    QDateTime at{};
    QDateTime never{};
    QUuid id{};
    QByteArray bytes{};
    QSet<int> set{};
    std::map<int, Inner> map{};
    std::deque<std::pair<QString, Inner>> pairs{};
    std::vector<Inner> list{};
    std::optional<Inner> missing{};
    friend bool operator==(const Outer&, const Outer&) = default;
};
template<typename Fields> void listFields(Fields& fields, Outer& outer)
{
    fields("flag", outer.flag);
    fields("big", outer.big);
    fields("count", outer.count);
    fields("colour", outer.colour);
    fields("at", outer.at);
    fields("never", outer.never);
    fields("id", outer.id);
    fields("bytes", outer.bytes);
    fields("set", outer.set);
    fields("map", outer.map);
    fields("pairs", outer.pairs);
    fields("list", outer.list);
    fields("missing", outer.missing);
}

class TestJsonFields final : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void everyKindOfFieldComesBack()
    {
        const Outer outer{.flag = true,
                          .big = 9'007'199'254'740'993, // one more than a double can tell apart
                          .count = 7,
                          .colour = Colour::Green,
                          .at = utcAt(QDate{2026, 2, 1}, QTime{14, 0, 0, 250}),
                          .never = {},
                          .id = QUuid::createUuid(),
                          .bytes = QByteArray{"\0\xff", 2},
                          .set = {3, 5},
                          .map = {{4, {.word = u"vier"_s, .number = 4}}},
                          .pairs = {{u"a"_s, {.word = u"b"_s}}},
                          .list = {{.word = u"x"_s}, {.number = 9}},
                          .missing = {}};
        const QByteArray text = QJsonDocument{json::toObject(outer)}.toJson();
        Outer back;
        json::fromObject(QJsonDocument::fromJson(text).object(), back);
        QVERIFY(back == outer);
        QVERIFY(!back.never.isValid());
    }
    void anEnumIsKeptByItsName()
    {
        QCOMPARE(json::toObject(Outer{.colour = Colour::Green})[u"colour"_s], QJsonValue{u"green"_s});
        Outer back;
        json::fromObject({{u"colour"_s, u"green"_s}}, back);
        QVERIFY(back.colour == Colour::Green);
        for (const QJsonValue& unknown : {QJsonValue{u"mauve"_s}, QJsonValue{u""_s}, QJsonValue{0}}) {
            json::fromObject({{u"colour"_s, unknown}}, back);
            QVERIFY(back.colour == Colour::Green);
        }
    }
    void whatIsMissingOrWrongLeavesTheFieldAsItIs()
    {
        Outer outer{.flag = true, .big = 5, .list = {{.word = u"x"_s}}};
        json::fromObject({{u"flag"_s, u"yes"_s}, {u"big"_s, QJsonArray{}}, {u"unknown"_s, 1}}, outer);
        QVERIFY(outer.flag);
        QCOMPARE(outer.big, 5);
        QCOMPARE(outer.list.size(), 1U);
    }
};

} // namespace tocsin::test

QTEST_GUILESS_MAIN(tocsin::test::TestJsonFields)
#include "test_json_fields.moc"
