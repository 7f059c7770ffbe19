// SPDX-License-Identifier: MIT
#include "core/claude/plugin/plugin_folder.h"
#include "core/claude/plugin/plugin_installation.h"
#include "core/claude/plugin/plugin_setup.h"
#include "tests/support/fake_claude.h"

#include <QSignalSpy>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using namespace tocsin;
using tocsin::test::FakeClaude;

/// Claude Code's own commands are run as they are, and their answers are shown.
class TestPluginSetup final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        m_claude = std::make_unique<FakeClaude>();
        QVERIFY(m_claude->isReady());
        makeSetup();
    }
    void cleanup()
    {
        m_setup.reset();
        m_claude.reset();
    }

    void theTwoCommandsAreRunWithoutAShell();
    void whatTheyPrintIsPlainText();
    void aRefusalEndsIt_data();
    void aRefusalEndsIt();
    void aFolderIsGivenAsClaudeCodeTakesIt();
    void aCommandThatHangsIsEnded();
    void theStateIsWhatClaudeCodeHas_data();
    void theStateIsWhatClaudeCodeHas();
    void whereThereIsNoClaudeItSaysSo();
    void itCanBeDestroyedWhileItRuns();
    void aCommandLineIsQuotedForAShell();
    void thePluginIsFoundWhereItIs();
    void aBridgeOnThePathIsEnough();
    void theHooksFindABridgeThatIsNotInstalled_data();
    void theHooksFindABridgeThatIsNotInstalled();

private:
    void makeSetup(std::chrono::milliseconds limit = PluginSetup::Limit, const BridgeLink& bridge = {})
    {
        m_setup = std::make_unique<PluginSetup>(m_claude->places(), m_claude->pluginFolder(), bridge, limit);
        m_printed.clear();
        connect(m_setup.get(), &PluginSetup::printed, this,
                [this](const QString& text) { m_printed += text; });
        m_finished = std::make_unique<QSignalSpy>(m_setup.get(), &PluginSetup::connectFinished);
    }
    /// Whether it is connected then.
    [[nodiscard]] bool connectNow()
    {
        m_setup->connectPlugin();
        return (!m_finished->isEmpty() || m_finished->wait(30'000)) && m_finished->takeFirst().at(0).toBool();
    }

    std::unique_ptr<FakeClaude> m_claude;
    std::unique_ptr<PluginSetup> m_setup;
    std::unique_ptr<QSignalSpy> m_finished;
    QString m_printed;
};

void TestPluginSetup::theTwoCommandsAreRunWithoutAShell()
{
    QVERIFY(connectNow());
    QCOMPARE(m_setup->state(), PluginState::Connected);
    QVERIFY(!m_setup->isBusy());
    QCOMPARE(m_claude->calls(),
             u"plugin|marketplace|add|%1|\nplugin|install|tocsin@tocsin|\n"_s.arg(m_claude->pluginFolder()));
}

void TestPluginSetup::whatTheyPrintIsPlainText()
{
    QVERIFY(connectNow());
    QVERIFY2(m_printed.contains(u"✔ Successfully added marketplace: tocsin\n"_s), qPrintable(m_printed));
    QVERIFY2(m_printed.contains(u"✔ Successfully installed plugin: tocsin@tocsin"_s), qPrintable(m_printed));
    m_claude->set(u"refuses-add"_s);
    m_printed.clear();
    QVERIFY(!connectNow());
    QVERIFY2(m_printed.endsWith(u"✘ Path does not exist: %1\n"_s.arg(m_claude->pluginFolder())),
             qPrintable(m_printed)); // what went to stderr too, without its colour
    QVERIFY(!m_printed.contains(u'\x1b'));
}

void TestPluginSetup::aRefusalEndsIt_data()
{
    QTest::addColumn<QString>("refuses");
    QTest::addColumn<int>("commands");
    QTest::newRow("the folder") << u"refuses-add"_s << 1;
    QTest::newRow("the plugin") << u"refuses-install"_s << 2;
}

void TestPluginSetup::aRefusalEndsIt()
{
    QFETCH(QString, refuses);
    QFETCH(int, commands);
    m_claude->set(refuses);
    QVERIFY(!connectNow());
    QVERIFY(m_setup->state() != PluginState::Connected);
    QCOMPARE(m_claude->calls().count(u'\n'), commands);
    QVERIFY(!m_setup->isBusy());
}

void TestPluginSetup::aFolderIsGivenAsClaudeCodeTakesIt()
{
    // Relative as it was found, `claude` would take it for no folder at all.
    const QString found = findPlugin({QDir{}.relativeFilePath(m_claude->pluginFolder())});
    QCOMPARE(found, m_claude->pluginFolder());
    m_setup = std::make_unique<PluginSetup>(m_claude->places(), u"."_s);
    QString printed;
    connect(m_setup.get(), &PluginSetup::printed, this, [&printed](const QString& text) { printed += text; });
    m_finished = std::make_unique<QSignalSpy>(m_setup.get(), &PluginSetup::connectFinished);
    QVERIFY(!connectNow());
    QVERIFY2(printed.startsWith(u"✘ Invalid marketplace source format."_s), qPrintable(printed));
}

void TestPluginSetup::aCommandThatHangsIsEnded()
{
    m_claude->set(u"slow"_s);
    makeSetup(500ms);
    QVERIFY(!connectNow());
    QVERIFY(!m_setup->isBusy());
}

void TestPluginSetup::theStateIsWhatClaudeCodeHas_data()
{
    QTest::addColumn<bool>("hasProgram");
    QTest::addColumn<QStringList>("has");
    QTest::addColumn<PluginState>("state");
    QTest::newRow("nothing") << true << QStringList{} << PluginState::NotConnected;
    QTest::newRow("installed") << true << QStringList{u"installed"_s} << PluginState::Connected;
    QTest::newRow("turned off") << true << QStringList{u"installed"_s, u"disabled"_s}
                                << PluginState::NotConnected;
    QTest::newRow("its hooks are gone")
        << true << QStringList{u"installed"_s, u"without hooks"_s} << PluginState::NotConnected;
    QTest::newRow("no program") << false << QStringList{} << PluginState::ClaudeMissing;
    QTest::newRow("installed, and the program is elsewhere")
        << false << QStringList{u"installed"_s} << PluginState::Connected;
}

void TestPluginSetup::theStateIsWhatClaudeCodeHas()
{
    QFETCH(bool, hasProgram);
    QFETCH(QStringList, has);
    QFETCH(PluginState, state);
    if (has.contains("installed"_L1))
        m_claude->install();
    if (has.contains("disabled"_L1))
        m_claude->disable();
    if (has.contains("without hooks"_L1))
        m_claude->removeHooks();
    ClaudePlaces places = m_claude->places();
    if (!hasProgram)
        places.programFolders = QStringList{u"/nonexistent"_s};
    PluginSetup setup{places, m_claude->pluginFolder()};
    const QSignalSpy checked{&setup, &PluginSetup::checked};
    setup.check();
    QCOMPARE(checked.count(), 1);
    QCOMPARE(checked.first().at(0).value<PluginState>(), state);
    // The doctor says the same of it.
    QCOMPARE(pluginInstallation(m_claude->configFolder()).state == PluginInstallation::State::Working,
             state == PluginState::Connected);
    QVERIFY2(m_claude->calls().isEmpty(), "nothing was run for it");
}

void TestPluginSetup::whereThereIsNoClaudeItSaysSo()
{
    PluginSetup setup{{.programFolders = {u"/nonexistent"_s}}, m_claude->pluginFolder()};
    QSignalSpy finished{&setup, &PluginSetup::connectFinished};
    setup.connectPlugin();
    QVERIFY(finished.wait());
    QVERIFY(!finished.first().at(0).toBool());
    QCOMPARE(setup.state(), PluginState::ClaudeMissing);
}

void TestPluginSetup::itCanBeDestroyedWhileItRuns()
{
    m_claude->set(u"slow"_s);
    QSignalSpy printed{m_setup.get(), &PluginSetup::printed};
    m_setup->connectPlugin();
    QVERIFY(printed.wait(30'000));
    m_setup.reset();
}

void TestPluginSetup::aCommandLineIsQuotedForAShell()
{
    const PluginSetup usual{{}, u"/usr/share/tocsin/claude-plugin"_s};
    QCOMPARE(usual.commandLine(), u"claude plugin marketplace add /usr/share/tocsin/claude-plugin && "
                                  "claude plugin install tocsin@tocsin"_s);
    const PluginSetup odd{{}, u"/home/o'neil/my $plugin"_s};
    QVERIFY(odd.commandLine().contains(u" add '/home/o'\\''neil/my $plugin' &&"_s));
}

void TestPluginSetup::thePluginIsFoundWhereItIs()
{
    QCOMPARE(findPlugin({u"/nonexistent"_s, m_claude->folder(), m_claude->pluginFolder()}),
             m_claude->pluginFolder());
    QVERIFY(findPlugin({u"/nonexistent"_s}).isEmpty());
    const QStringList folders = pluginFolders(u"/usr/bin"_s);
    QCOMPARE(QDir::cleanPath(folders.first()), u"/usr/share/tocsin/claude-plugin"_s);
    const QStringList ofBuild = pluginFolders(u"/src/tocsin/build/dev/bin"_s);
    QVERIFY(std::any_of(ofBuild.cbegin(), ofBuild.cend(), [](const QString& folder) {
        return QDir::cleanPath(folder) == u"/src/tocsin/plugin"_s;
    }));
}

void TestPluginSetup::aBridgeOnThePathIsEnough()
{
    const QTemporaryDir home;
    const QString built = home.filePath(u"build/tocsin-hookbridge"_s);
    const QString own = home.filePath(u"my bin/tocsin-hookbridge"_s);
    for (const QString& file : {built, own}) {
        QVERIFY(QDir{}.mkpath(QFileInfo{file}.path()));
        QFile program{file};
        QVERIFY(program.open(QIODevice::WriteOnly) &&
                program.setPermissions(QFile::ReadOwner | QFile::ExeOwner));
    }
    const QByteArray path = qgetenv("PATH");
    qputenv("PATH", QFile::encodeName(home.path() + u"::"_s + home.filePath(u"my bin"_s)));
    const QStringList folders = hookFolders();
    qputenv("PATH", path);
    QCOMPARE(folders, QStringList({home.path(), home.filePath(u"my bin"_s)}) + bridgeFolders());
    QCOMPARE(findBridge(folders), own); // for tocsin doctor
    makeSetup(PluginSetup::Limit, BridgeLink{built, folders, home.filePath(u".local/bin"_s)});
    QVERIFY(!m_setup->lacksBridge()); // for the first window
}

void TestPluginSetup::theHooksFindABridgeThatIsNotInstalled_data()
{
    QTest::addColumn<QString>("there"); // in the folder that gets the link
    QTest::addColumn<bool>("isBuilt");
    QTest::addColumn<bool>("isConnected");
    QTest::addColumn<bool>("isLinked");
    QTest::newRow("nothing there") << u""_s << true << true << true;
    QTest::newRow("a link to a build that is gone") << u"dead link"_s << true << true << true;
    QTest::newRow("another bridge") << u"program"_s << true << true << false;
    QTest::newRow("a file in the way") << u"file"_s << true << false << false;
    QTest::newRow("no bridge beside the app") << u""_s << false << true << false;
}

void TestPluginSetup::theHooksFindABridgeThatIsNotInstalled()
{
    QFETCH(QString, there);
    QFETCH(bool, isBuilt);
    QFETCH(bool, isConnected);
    QFETCH(bool, isLinked);
    const QTemporaryDir home;
    const QString built = home.filePath(u"build/tocsin-hookbridge"_s);
    const QString link = home.filePath(u".local/bin/tocsin-hookbridge"_s);
    const auto write = [](const QString& name, QFile::Permissions permissions) {
        QFile file{name};
        QVERIFY(file.open(QIODevice::WriteOnly) && file.setPermissions(permissions));
    };
    const QFile::Permissions runs = QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner;
    QVERIFY(QDir{home.path()}.mkpath(u"build"_s));
    if (isBuilt)
        write(built, runs);
    if (!there.isEmpty())
        QVERIFY(QDir{home.path()}.mkpath(u".local/bin"_s));
    if (there == "dead link"_L1)
        QVERIFY(QFile::link(home.filePath(u"old build/tocsin-hookbridge"_s), link));
    else if (there == "program"_L1)
        write(link, runs);
    else if (there == "file"_L1)
        write(link, QFile::ReadOwner);

    makeSetup(PluginSetup::Limit,
              BridgeLink{built, {home.filePath(u".local/bin"_s)}, home.filePath(u".local/bin"_s)});
    QCOMPARE(m_setup->lacksBridge(), isBuilt && there != "program"_L1);
    QCOMPARE(connectNow(), isConnected);
    QCOMPARE(m_setup->state(), PluginState::Connected); // in Claude Code
    QCOMPARE(m_setup->lacksBridge(), !isConnected);
    QCOMPARE(QFileInfo{link}.symLinkTarget(), isLinked ? built : QString{});
    QCOMPARE(m_printed.contains(u"Linked %1 to %2."_s.arg(link, built)), isLinked);
    QCOMPARE(m_printed.contains(u"Could not link"_s), !isConnected);
}

QTEST_GUILESS_MAIN(TestPluginSetup)
#include "test_plugin_setup.moc"
