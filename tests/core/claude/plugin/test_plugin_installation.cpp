// SPDX-License-Identifier: MIT
#include "core/claude/plugin/plugin_installation.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTemporaryDir>
#include <QTest>

using namespace tocsin;
using namespace Qt::StringLiterals;
using State = PluginInstallation::State;

/// The files as Claude Code 2.1 writes them after `claude plugin marketplace add` and `install`.
class TestPluginInstallation final : public QObject
{
    Q_OBJECT

    std::unique_ptr<QTemporaryDir> m_home;

    [[nodiscard]] QString path(const QString& name) const { return m_home->filePath(name); }
    void write(const QString& name, const QByteArray& text) const
    {
        QVERIFY(QDir{}.mkpath(QFileInfo{path(name)}.path()));
        QFile file{path(name)};
        QVERIFY(file.open(QIODevice::WriteOnly) && file.write(text) == text.size());
    }
    void write(const QString& name, const QJsonObject& json) const
    {
        write(name, QJsonDocument{json}.toJson());
    }
    void install(const QString& marketplace = u"tocsin"_s) const
    {
        const QJsonObject entry{
            {u"scope"_s, u"user"_s}, {u"installPath"_s, path(u"cache/0.1.0"_s)}, {u"version"_s, u"0.1.0"_s}};
        write(u"claude/plugins/installed_plugins.json"_s,
              {{u"version"_s, 2},
               {u"plugins"_s, QJsonObject{{u"other@tocsin"_s, QJsonArray{entry}},
                                          {u"tocsin@"_s + marketplace, QJsonArray{entry}}}}});
        enable(marketplace, true);
        write(u"claude/plugins/known_marketplaces.json"_s,
              {{marketplace, QJsonObject{{u"installLocation"_s, path(u"source"_s)}}}});
        write(u"source/hooks/hooks.json"_s, "{\"hooks\":{}}"_ba);
        write(u"cache/0.1.0/hooks/hooks.json"_s, "{\"hooks\":{}}"_ba);
    }
    void enable(const QString& marketplace, bool on) const
    {
        write(u"claude/settings.json"_s,
              {{u"enabledPlugins"_s, QJsonObject{{u"tocsin@"_s + marketplace, on}}}});
    }
    [[nodiscard]] PluginInstallation found() const { return pluginInstallation(path(u"claude"_s)); }

private Q_SLOTS:
    void init() { m_home = std::make_unique<QTemporaryDir>(); }

    void withoutClaudeCodeThereIsNone()
    {
        QVERIFY(found().state == State::NoClaude);
        QVERIFY(pluginInstallation({}).state == State::NoClaude);
        QVERIFY(QDir{}.mkpath(path(u"claude"_s)));
        QVERIFY(found().state == State::Absent);
    }

    void anInstalledOneIsFoundWhateverItsMarketplaceIsCalled()
    {
        for (const QString& marketplace : {u"tocsin"_s, u"company-tools"_s}) {
            install(marketplace);
            QVERIFY(found().state == State::Working);
            QCOMPARE(found().version, u"0.1.0"_s);
            QVERIFY(!found().isOutdated);
        }
    }

    void oneThatIsTurnedOffIsSeen()
    {
        install();
        enable(u"tocsin"_s, false);
        QVERIFY(found().state == State::Disabled);
        write(u"claude/settings.json"_s, "{ half"_ba); // says nothing: Claude Code's default is on
        QVERIFY(found().state == State::Working);
    }

    void aCopyThatIsOlderThanItsSourceIsSeen()
    {
        install();
        write(u"source/hooks/hooks.json"_s, "{\"hooks\":{\"New\":[]}}"_ba);
        QVERIFY(found().state == State::Working);
        QVERIFY(found().isOutdated);
        QVERIFY(QFile::remove(path(u"source/hooks/hooks.json"_s))); // elsewhere, or gone
        QVERIFY(!found().isOutdated);
    }

    void aMarketplaceMayHaveItInAFolderOfItsOwn()
    {
        install();
        QVERIFY(QDir{path(u"source"_s)}.rename(u"hooks"_s, u"moved"_s));
        const QJsonObject ours{{u"name"_s, u"tocsin"_s}, {u"source"_s, u"./plugin"_s}};
        write(u"source/.claude-plugin/marketplace.json"_s,
              {{u"plugins"_s, QJsonArray{QJsonObject{{u"name"_s, u"other"_s}}, ours}}});
        write(u"source/plugin/hooks/hooks.json"_s, "{\"hooks\":{}}"_ba);
        QVERIFY(!found().isOutdated);
        write(u"source/plugin/hooks/hooks.json"_s, "{\"hooks\":{\"New\":[]}}"_ba);
        QVERIFY(found().isOutdated);
    }

    void oneWithoutHooksIsBroken()
    {
        install();
        QVERIFY(QFile::remove(path(u"cache/0.1.0/hooks/hooks.json"_s)));
        QVERIFY(found().state == State::Broken);
    }

    void nonsenseIsNoPlugin_data()
    {
        QTest::addColumn<QByteArray>("json");
        QTest::newRow("empty") << ""_ba;
        QTest::newRow("half") << "{\"plugins\":{\"tocsin@t"_ba;
        QTest::newRow("a list") << "[]"_ba;
        QTest::newRow("no list of installations") << "{\"plugins\":{\"tocsin@tocsin\":{}}}"_ba;
        QTest::newRow("none of ours") << "{\"plugins\":{\"tocsinx@tocsin\":[{}]}}"_ba;
        QTest::newRow("uninstalled") << "{\"plugins\":{\"tocsin@tocsin\":[]}}"_ba;
    }
    void nonsenseIsNoPlugin()
    {
        QFETCH(QByteArray, json);
        write(u"claude/plugins/installed_plugins.json"_s, json);
        QVERIFY(found().state == State::Absent);
    }
};

QTEST_GUILESS_MAIN(TestPluginInstallation)
#include "test_plugin_installation.moc"
