// SPDX-License-Identifier: MIT
#include "tests/scenarios/scenario.h"

#include <QDir>
#include <QTest>

using namespace tocsin;
using namespace tocsin::test;
using namespace Qt::StringLiterals;

namespace {

const QString Folder = u"" TOCSIN_SOURCE_DIR "/tests/scenarios"_s;

QStringList scriptNames()
{
    return QDir{Folder}.entryList({u"*.json"_s}, QDir::Files, QDir::Name);
}

QStringList linesOf(const QJsonArray& array)
{
    QStringList lines;
    for (const QJsonValue& value : array)
        lines += value.toString();
    return lines;
}

} // namespace

class TestScenarios final : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void doesExactlyWhatIsExpected_data()
    {
        QTest::addColumn<QString>("file");
        QTest::addColumn<Scenario::Restarts>("restarts");
        for (const QString& name : scriptNames()) {
            const QString title = name.chopped(5);
            QTest::newRow(qUtf8Printable(title)) << Folder + u'/' + name << Scenario::Restarts::Never;
            // A crash between any two moments changes nothing.
            QTest::newRow(qUtf8Printable(title + u", with restarts"_s))
                << Folder + u'/' + name << Scenario::Restarts::BeforeEveryMoment;
        }
    }
    void doesExactlyWhatIsExpected()
    {
        QFETCH(QString, file);
        QFETCH(Scenario::Restarts, restarts);
        const QJsonObject script = readJson(file);
        QVERIFY2(!script.isEmpty(), "not a JSON object");
        QVERIFY2(!script.value("title"_L1).toString().isEmpty(), "a scenario has a title");
        Scenario scenario{script, restarts};
        scenario.play();

        // For who writes a story: what happened, to be read and then kept.
        if (const QString folder = qEnvironmentVariable("TOCSIN_SCENARIO_OUTPUT"); !folder.isEmpty()) {
            QFile output{folder + u'/' + QFileInfo{file}.fileName() +
                         (restarts == Scenario::Restarts::Never ? u".out"_s : u".restarts"_s)};
            if (output.open(QIODevice::WriteOnly))
                output.write((scenario.happened() + scenario.mistakes()).join(u'\n').toUtf8());
        }
        const QStringList expected = linesOf(script.value("expect"_L1).toArray());
        const bool asExpected = scenario.happened() == expected && scenario.mistakes().isEmpty();
        const QString report =
            u"\n%1\n%2\n%3"_s.arg(script.value("title"_L1).toString(),
                                  difference(expected, scenario.happened()), scenario.mistakes().join(u'\n'));
        QVERIFY2(asExpected, qUtf8Printable(report));
    }
    void coversEveryRowOfTheTable()
    {
        QSet<EventKind> rows;
        QString happened;
        for (const QString& name : scriptNames()) {
            Scenario scenario{readJson(Folder + u'/' + name)};
            scenario.play();
            rows.unite(scenario.rows());
            happened += scenario.happened().join(u'\n') + u'\n';
        }
        QStringList missing;
        for (int row = 0; row <= static_cast<int>(EventKind::SessionEnd); ++row) {
            if (!rows.contains(static_cast<EventKind>(row)))
                missing += wireName(static_cast<EventKind>(row));
        }
        QVERIFY2(missing.isEmpty(), qUtf8Printable(missing.join(u", "_s)));
        // What time does has no hook event, and every way out has to be seen once.
        for (const auto* outcome :
             {"waiting/inactive", "toast A done", "withdraw", "drop late", "drop duplicate",
              "drop session_ended", "drop same_dialog", "drop already_told", "drop short_turn",
              "drop malformed", "drop unknown_event", "drop bad_pattern"})
            QVERIFY2(happened.contains(QLatin1StringView{outcome}), outcome);
    }
    void areEnough() { QVERIFY(scriptNames().size() >= 45); }
    void theDiffShowsWhatIsMissingAndWhatIsTooMuch()
    {
        QCOMPARE(difference({u"a"_s, u"b"_s, u"c"_s}, {u"a"_s, u"x"_s, u"c"_s}),
                 u"    a\n  - b   (expected, did not happen)\n  + x   (happened, not expected)\n    c"_s);
    }
};

QTEST_GUILESS_MAIN(TestScenarios)
#include "test_scenarios.moc"
