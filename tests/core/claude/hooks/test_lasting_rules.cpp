// SPDX-License-Identifier: MIT
// Which offers of Claude Code may be taken with "don't ask again": rules that allow, in the project's own
// settings, and nothing beside them.
#include "core/claude/hooks/lasting_rules.h"

#include <QJsonDocument>
#include <QTest>

using namespace tocsin;
using namespace Qt::StringLiterals;

class TestLastingRules final : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void onlyRulesThatAllowAreOffered_data()
    {
        QTest::addColumn<QByteArray>("suggestions");
        QTest::addColumn<QStringList>("rules");
        QTest::newRow("a command")
            << R"([{"type":"addRules","rules":[{"toolName":"Bash","ruleContent":"npm run *"}],
                    "behavior":"allow","destination":"localSettings"}])"_ba
            << QStringList{u"Bash(npm run *)"_s};
        QTest::newRow("two rules")
            << R"([{"type":"addRules","rules":[{"toolName":"Bash","ruleContent":"touch a"},
                    {"toolName":"Bash","ruleContent":"mkdir b"}],"behavior":"allow","destination":"localSettings"}])"_ba
            << QStringList{u"Bash(touch a)"_s, u"Bash(mkdir b)"_s};
        QTest::newRow("two suggestions")
            << R"([{"type":"addRules","rules":[{"toolName":"A"}],"behavior":"allow","destination":"localSettings"},
                   {"type":"addRules","rules":[{"toolName":"B"}],"behavior":"allow","destination":"localSettings"}])"_ba
            << QStringList{u"A"_s, u"B"_s};
        QTest::newRow("a whole tool") << R"([{"type":"addRules","rules":[{"toolName":"mcp__mail__send"}],
                    "behavior":"allow","destination":"localSettings"}])"_ba
                                      << QStringList{u"mcp__mail__send"_s};
        const auto none = [](const char* name, const QByteArray& suggestions) {
            QTest::newRow(name) << suggestions << QStringList{};
        };
        none("nothing", "[]");
        none("a mode", R"([{"type":"setMode","mode":"acceptEdits","destination":"session"}])");
        none("a folder", R"([{"type":"addDirectories","directories":["/tmp"],"destination":"session"}])");
        none(
            "rules and a mode",
            R"([{"type":"addRules","rules":[{"toolName":"A"}],"behavior":"allow","destination":"localSettings"},
                 {"type":"setMode","mode":"acceptEdits","destination":"session"}])");
        none(
            "rules in all projects",
            R"([{"type":"addRules","rules":[{"toolName":"A"}],"behavior":"allow","destination":"userSettings"}])");
        none(
            "rules that deny",
            R"([{"type":"addRules","rules":[{"toolName":"A"}],"behavior":"deny","destination":"localSettings"}])");
        none(
            "rules instead of others",
            R"([{"type":"replaceRules","rules":[{"toolName":"A"}],"behavior":"allow","destination":"localSettings"}])");
        none("no rules",
             R"([{"type":"addRules","rules":[],"behavior":"allow","destination":"localSettings"}])");
        none(
            "a rule without a tool",
            R"([{"type":"addRules","rules":[{"ruleContent":"ls"}],"behavior":"allow","destination":"localSettings"}])");
        none(
            "a rule with no text",
            R"([{"type":"addRules","rules":[{"toolName":"Bash","ruleContent":7}],"behavior":"allow","destination":"localSettings"}])");
        none(
            "an empty rule",
            R"([{"type":"addRules","rules":[{"toolName":"Bash","ruleContent":""}],"behavior":"allow","destination":"localSettings"}])");
        none(
            "more than is known, in a rule",
            R"([{"type":"addRules","rules":[{"toolName":"A","for":"all"}],"behavior":"allow","destination":"localSettings"}])");
        none(
            "more than is known, beside the rules",
            R"([{"type":"addRules","rules":[{"toolName":"A"}],"behavior":"allow","destination":"localSettings","mode":"x"}])");
        none("no object", R"(["addRules"])");
    }
    void onlyRulesThatAllowAreOffered()
    {
        QFETCH(QByteArray, suggestions);
        QFETCH(QStringList, rules);
        const QJsonDocument document = QJsonDocument::fromJson(suggestions);
        QVERIFY(document.isArray());
        QCOMPARE(lastingRules(document.array()), rules);
    }
};

QTEST_GUILESS_MAIN(TestLastingRules)
#include "test_lasting_rules.moc"
