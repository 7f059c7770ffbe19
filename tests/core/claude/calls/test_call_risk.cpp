// SPDX-License-Identifier: MIT
#include "core/claude/calls/call_risk.h"
#include "core/claude/calls/command_risk.h"

#include <QFile>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace tocsin;

namespace {

QString nameOf(RiskSign sign)
{
    switch (sign) {
    case RiskSign::RunsAsRoot:
        return u"root"_s;
    case RiskSign::DeletesTrees:
        return u"trees"_s;
    case RiskSign::RewritesHistory:
        return u"history"_s;
    case RiskSign::FeedsShell:
        return u"shell"_s;
    case RiskSign::TouchesDisks:
        return u"disks"_s;
    case RiskSign::TouchesKeys:
        return u"keys"_s;
    case RiskSign::ChangesSettings:
        return u"settings"_s;
    case RiskSign::HidesText:
        return u"hidden"_s;
    case RiskSign::EndsPrograms:
        return u"ends"_s;
    case RiskSign::RunsUnknown:
        return u"unknown"_s;
    case RiskSign::OnOwnList:
        return u"own"_s;
    }
    return {};
}

QString textOf(const CallRisk& risk)
{
    QStringList signs;
    for (const RiskSign sign : risk.signs)
        signs += nameOf(sign);
    signs.sort();
    const QString level = risk.level == RiskLevel::Harmless   ? u"harmless"_s
                          : risk.level == RiskLevel::Ordinary ? u"ordinary"_s
                                                              : u"dangerous"_s;
    return level + u" | "_s + (signs.isEmpty() ? u"-"_s : signs.join(u' '));
}

CallRisk riskOfFile(const QString& tool, const QString& path)
{
    return riskOfCall(tool, {{u"file_path"_s, path}}, u"/home/me/shop"_s);
}

} // namespace

class TestCallRisk final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void judgesCommands_data()
    {
        QTest::addColumn<QString>("command");
        QTest::addColumn<QString>("risk");
        QFile file{QStringLiteral(TOCSIN_SOURCE_DIR "/tests/core/claude/calls/commands.txt")};
        QVERIFY(file.open(QIODevice::ReadOnly));
        int number = 0;
        for (const QString& line : QString::fromUtf8(file.readAll()).split(u'\n')) {
            ++number;
            if (line.startsWith(u'#') || line.trimmed().isEmpty())
                continue;
            QStringList signs = line.section(u'|', 1, 1).trimmed().split(u' ');
            signs.sort();
            QTest::addRow("%d: %s", number, qPrintable(line.section(u'|', 2).trimmed()))
                << line.section(u'|', 2).trimmed().replace(u"\\n"_s, u"\n"_s)
                << line.section(u'|', 0, 0).trimmed() + u" | "_s + signs.join(u' ');
        }
        QVERIFY(number > 100);
    }

    void judgesCommands()
    {
        QFETCH(QString, command);
        QFETCH(QString, risk);
        QCOMPARE(textOf(riskOfCommand(command)), risk);
    }

    void aCharacterThatCannotBeSeenIsDangerous()
    {
        for (const char16_t hidden : {u'\u202e', u'\u200b', u'\u2066', u'\u0007', u'\u00a0', u'\ufeff'})
            QCOMPARE(textOf(riskOfCommand(u"ls "_s + QChar{hidden} + u"a"_s)), u"dangerous | hidden"_s);
        const CallRisk edit = riskOfCall(u"Edit"_s, {{u"new_string"_s, u"a\u202eb"_s}}, u"/srv"_s);
        QCOMPARE(textOf(edit), u"dangerous | hidden"_s);
    }

    void readingIsHarmlessAndWritingIsNot()
    {
        QCOMPARE(textOf(riskOfFile(u"Read"_s, u"/home/me/shop/a.cpp"_s)), u"harmless | -"_s);
        QCOMPARE(textOf(riskOfFile(u"Read"_s, u"/home/me/.bashrc"_s)), u"harmless | -"_s);
        QCOMPARE(textOf(riskOfFile(u"Edit"_s, u"/home/me/shop/a.cpp"_s)), u"ordinary | -"_s);
        QCOMPARE(textOf(riskOfFile(u"Write"_s, u"/home/me/tocsin/README.md"_s)), u"ordinary | -"_s);
        QCOMPARE(textOf(riskOfFile(u"mcp__x__y"_s, {})), u"ordinary | -"_s);
    }

    void aPathIsJudgedWhereItLeads()
    {
        QCOMPARE(textOf(riskOfFile(u"Read"_s, u"/home/me/.ssh/id_rsa"_s)), u"dangerous | keys"_s);
        QCOMPARE(textOf(riskOfFile(u"Read"_s, u"../.ssh/config"_s)), u"dangerous | keys"_s);
        QCOMPARE(textOf(riskOfFile(u"Edit"_s, u"src/../.claude/settings.json"_s)), u"dangerous | settings"_s);
        QCOMPARE(textOf(riskOfFile(u"Write"_s, u"/home/me/.config/tocsin/tocsin.conf"_s)),
                 u"dangerous | settings"_s);
        QCOMPARE(textOf(riskOfCall(u"Glob"_s, {{u"path"_s, u"/home/me/.aws"_s}}, u"/srv"_s)),
                 u"dangerous | keys"_s);
        const auto link = [](const QString&) { return u"/home/me/.bashrc"_s; };
        QCOMPARE(textOf(riskOfCall(u"Edit"_s, {{u"file_path"_s, u"notes.txt"_s}}, u"/srv"_s, link)),
                 u"dangerous | settings"_s);
    }

    void thePersonsOwnListAddsAndTakesNothingAway()
    {
        const QStringList own{u"terraform\\s+apply"_s, u"^mcp__prod__"_s, u"\\.sql\""_s};
        const auto risk = [&](const QString& tool, const QJsonObject& input) {
            return textOf(withOwnList(riskOfCall(tool, input, u"/srv"_s), tool, input, own));
        };
        const auto run = [&](const QString& command) { return risk(u"Bash"_s, {{u"command"_s, command}}); };
        QCOMPARE(run(u"ls"_s), u"harmless | -"_s);
        QCOMPARE(run(u"cd x && Terraform  apply -auto-approve"_s), u"dangerous | own"_s);
        QCOMPARE(run(u"ls mcp__prod__"_s), u"harmless | -"_s);
        QCOMPARE(run(u"sudo terraform apply"_s), u"dangerous | own root"_s);
        QCOMPARE(run(u"sudo ls"_s), u"dangerous | root"_s);
        QCOMPARE(risk(u"mcp__prod__drop"_s, {}), u"dangerous | own"_s);
        QCOMPARE(risk(u"Read"_s, {{u"file_path"_s, u"/srv/a.sql"_s}}), u"dangerous | own"_s);
        QCOMPARE(risk(u"Read"_s, {{u"file_path"_s, u"/srv/a.txt"_s}}), u"harmless | -"_s);
    }

    void whatStandsAroundADangerousCommandHidesNothing()
    {
        for (const QString& around :
             {u"echo %1; rm -rf x; echo %1"_s, u"( %1 && rm -rf x ) || %1"_s, u"%1\n%1\nrm -rf x\n"_s,
              u"if %1; then rm -rf x; fi"_s, u"for i in a b; do %1; rm -rf x; done"_s})
            QCOMPARE(riskOfCommand(around.arg(QString{5000, u'A'})).level, RiskLevel::Dangerous);
    }
};

QTEST_GUILESS_MAIN(TestCallRisk)
#include "test_call_risk.moc"
