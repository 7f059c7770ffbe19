// SPDX-License-Identifier: MIT
#include "core/base/json_truncator.h"
#include "core/claude/hooks/tool_input.h"

#include <QJsonDocument>
#include <QJsonObject>
#include <QTest>

using namespace tocsin;
using namespace Qt::StringLiterals;

class TestToolInput final : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void aDocumentThatWasCutIsTheSameCall_data()
    {
        QTest::addColumn<QString>("text");
        QTest::newRow("short") << u"npm publish"_s;
        QTest::newRow("just fits") << QString{MaxString, u'a'};
        QTest::newRow("one more") << QString{MaxString + 1, u'a'};
        QTest::newRow("long") << QString{60'000, u'a'};
        QTest::newRow("escapes at the cut") << QString{MaxString - 1, u'a'} + QString{5'000, u'"'};
        QTest::newRow("control characters") << u"\a\n\u007f"_s.repeated(3'000);
        QTest::newRow("several bytes a character") << QString::fromUtf8("ü€😀").repeated(2'000);
    }
    void aDocumentThatWasCutIsTheSameCall()
    {
        QFETCH(QString, text);
        const QJsonObject whole{{u"command"_s, text}, {u"edits"_s, QJsonObject{{u"old"_s, text}}}};
        JsonTruncator cut;
        cut.feed(QJsonDocument{whole}.toJson());
        const QJsonObject shorter = QJsonDocument::fromJson(cut.document()).object();
        QCOMPARE(shorter.value("command"_L1).toString() == text, text.toUtf8().size() <= MaxString);
        QCOMPARE(digestOf(shorter), digestOf(whole));
    }

    void anotherCallIsAnother()
    {
        QVERIFY(digestOf({{u"command"_s, u"ls"_s}}) != digestOf({{u"command"_s, u"ls -l"_s}}));
        QVERIFY(digestOf({{u"command"_s, QString{4'000, u'a'} + u'b'}}) !=
                digestOf({{u"command"_s, QString{4'000, u'a'} + u'c'}}));
        QVERIFY(digestOf({{u"command"_s, u"ls"_s}}) != digestOf({{u"command"_s, u"ls"_s}, {u"n"_s, 1}}));
    }
};

QTEST_APPLESS_MAIN(TestToolInput)
#include "test_tool_input.moc"
