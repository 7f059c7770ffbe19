// SPDX-License-Identifier: MIT
// Checks that apply to every row of the settings table.
#include "core/settings/settings.h"

#include <QFile>
#include <QRegularExpression>
#include <QSet>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

using namespace tocsin;
using namespace Qt::StringLiterals;

namespace {

/// Another value than the default.
QVariant otherValue(const SettingRow& row)
{
    switch (row.kind) {
    case SettingKind::Switch:
        return !defaultValue(row).toBool();
    case SettingKind::Seconds:
    case SettingKind::Minutes:
        return defaultValue(row).toInt() == row.most ? row.least : row.most;
    case SettingKind::Language:
        return u"de"_s;
    case SettingKind::ServerUrl:
        return u"https://sms.example.org"_s;
    case SettingKind::File:
        return u"/srv/a file, with a comma.pem"_s;
    case SettingKind::Patterns:
        return QStringList{u"no space left"_s, u"a\\d, \"b\""_s};
    case SettingKind::TextWhen:
        return u"never"_s;
    case SettingKind::QuietHours:
        return QStringList{u"mon 22:00-07:00"_s, u"sat 23:30-09:00"_s};
    case SettingKind::Moment:
        return u"2026-02-01T14:00:00Z"_s;
    case SettingKind::Presence:
        return u"away"_s;
    }
    return {};
}

QString readme()
{
    QFile file{QStringLiteral(TOCSIN_SOURCE_DIR "/README.md")};
    return file.open(QIODevice::ReadOnly) ? QString::fromUtf8(file.readAll()) : QString{};
}

/// `[sessions] minimum_turn`
QString sectionAndName(const SettingRow& row)
{
    const QStringList parts = QString{row.key}.split(u'/');
    return parts.size() == 1 ? parts.first() : u"[%1] %2"_s.arg(parts.at(0), parts.at(1));
}

QString cellOf(const QVariant& value)
{
    return value.toString().isEmpty() ? u"empty"_s : u'`' + value.toString() + u'`';
}

} // namespace

class TestSettingTable final : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase_data()
    {
        QTest::addColumn<int>("setting");
        for (const SettingRow& row : SettingRows)
            QTest::newRow(row.key.data()) << static_cast<int>(row.setting);
    }
    void init() { m_folder = std::make_unique<QTemporaryDir>(); }

    void theDefaultCanBeUsed()
    {
        QCOMPARE(usableValue(row(), defaultValue(row())), std::optional{defaultValue(row())});
        QCOMPARE(Settings(file(), {}).value(row().setting), defaultValue(row()));
    }
    void aChoiceIsReadBack()
    {
        const QVariant other = otherValue(row());
        QVERIFY(other != defaultValue(row()));
        {
            Settings settings{file(), {}};
            settings.setValue(row().setting, other);
            QCOMPARE(settings.value(row().setting), other);
        }
        Settings again{file(), {}};
        QCOMPARE(again.value(row().setting), other);
        again.setValue(row().setting, defaultValue(row()));
        QCOMPARE(Settings(file(), {}).value(row().setting), defaultValue(row()));
    }
    void aChangeIsSaidOnce()
    {
        Settings settings{file(), {}};
        QSignalSpy changed{&settings, &Settings::changed};
        settings.setValue(row().setting, defaultValue(row()));
        QCOMPARE(changed.size(), 0);
        settings.setValue(row().setting, otherValue(row()));
        settings.setValue(row().setting, otherValue(row()));
        QCOMPARE(changed.size(), 1);
        QCOMPARE(changed.at(0).at(0).value<Setting>(), row().setting);
    }
    void theEnvironmentGoesBeforeTheFile()
    {
        if (row().variable.isEmpty())
            return;
        QProcessEnvironment environment;
        environment.insert(row().variable, otherValue(row()).toString());
        Settings settings{file(), environment};
        QVERIFY(settings.isFromEnvironment(row().setting));
        QSignalSpy changed{&settings, &Settings::changed};
        settings.setValue(row().setting, defaultValue(row()));
        QCOMPARE(settings.value(row().setting), otherValue(row()));
        QCOMPARE(changed.size(), 0);
    }
    void whatIsOutOfItsLimitsIsIgnoredAndSaid()
    {
        if (row().kind != SettingKind::Seconds && row().kind != SettingKind::Minutes)
            return;
        QVERIFY(row().least < row().most);
        for (const QVariant& value :
             {QVariant{row().least - 1}, QVariant{row().most + 1}, QVariant{u"soon"_s}, QVariant{u""_s}}) {
            QVERIFY(!usableValue(row(), value));
            Settings settings{file(), {}};
            settings.setValue(row().setting, value);
            QCOMPARE(settings.value(row().setting), defaultValue(row()));
            QSettings{file(), QSettings::IniFormat}.setValue(row().key, value);
            QTest::ignoreMessage(
                QtWarningMsg,
                QRegularExpression{
                    QString{row().key} +
                    u".* is not a number from %1 to %2; ignored"_s.arg(row().least).arg(row().most)});
            QCOMPARE(Settings(file(), {}).value(row().setting), defaultValue(row()));
            QVERIFY(QFile::remove(file()));
        }
    }
    void aWordThatIsNoneIsIgnoredAndSaid()
    {
        const bool hasWords = row().kind == SettingKind::TextWhen || row().kind == SettingKind::QuietHours ||
                              row().kind == SettingKind::Moment || row().kind == SettingKind::Presence;
        if (!hasWords)
            return;
        for (const QVariant& value : {QVariant{u"soon"_s}, QVariant{u"mon 25:00-07:00"_s},
                                      QVariant{QStringList{u"mon 22:00-07:00"_s, u"mon 12:00-13:00"_s}}}) {
            QVERIFY(!usableValue(row(), value) || row().kind != SettingKind::QuietHours);
            if (usableValue(row(), value)) // a list is no word
                continue;
            QSettings{file(), QSettings::IniFormat}.setValue(row().key, value);
            QTest::ignoreMessage(QtWarningMsg,
                                 QRegularExpression{QRegularExpression::escape(QString{row().key}) +
                                                    u".* is not .*; ignored"_s});
            QCOMPARE(Settings(file(), {}).value(row().setting), defaultValue(row()));
            QVERIFY(QFile::remove(file()));
        }
    }
    void thePersonsRowsHaveWords()
    {
        const bool isHidden = row().place == SettingPlace::Hidden;
        QCOMPARE(settingName(row()).isEmpty(), isHidden);
        QCOMPARE(settingText(row().hint).isEmpty(), isHidden);
        if (row().least == 0 && row().most > 0)
            QVERIFY(!settingText(row().zero).isEmpty());
    }
    void theReadmeKnowsIt()
    {
        if (row().place == SettingPlace::Hidden)
            return;
        if (row().topic)
            return theReadmeHasATopic(*row().topic);
        const QString beginning = u"| %1 | `%2` |"_s.arg(settingName(row()), sectionAndName(row()));
        const qsizetype at = readme().indexOf(beginning);
        QVERIFY2(at >= 0, qPrintable(u"README.md has no row that begins with "_s + beginning));
        const QString line = readme().mid(at).section(u'\n', 0, 0);
        QVERIFY2(line.endsWith(u"| %1 |"_s.arg(cellOf(defaultValue(row())))), qPrintable(line));
        if (row().most > 0)
            QVERIFY2(line.contains(u"%1 to %2"_s.arg(row().least).arg(row().most)), qPrintable(line));
        if (!row().variable.isEmpty())
            QVERIFY2(line.contains(u'`' + row().variable + u'`'), qPrintable(line));
    }
    void noTwoRowsShareAKey()
    {
        QSet<QString> keys;
        for (const SettingRow& each : SettingRows)
            keys += each.key;
        QCOMPARE(keys.size(), static_cast<qsizetype>(SettingRows.size()));
    }

private:
    /// `| Needs permission | permission | true | … |`, a column for each choice.
    static void theReadmeHasATopic(AlertTopic topic)
    {
        QStringList cells{topicLabel(topic), cellOf(wireName(topic))};
        for (const AlertChoice choice : AlertChoices)
            cells += cellOf(defaultValue(rowOf(alertSetting(topic, choice))));
        QVERIFY2(readme().contains(u"\n| %1 |\n"_s.arg(cells.join(u" | "_s))),
                 qPrintable(cells.join(u" | "_s)));
        for (const AlertColumn& column : AlertColumns)
            QVERIFY(readme().contains(u"`[alerts] TOPIC_%1`"_s.arg(
                QLatin1StringView{column.name.data(), static_cast<qsizetype>(column.name.size())})));
    }
    [[nodiscard]] static const SettingRow& row()
    {
        QFETCH_GLOBAL(int, setting);
        return rowOf(static_cast<Setting>(setting));
    }
    [[nodiscard]] QString file() const { return m_folder->filePath(u"tocsin.conf"_s); }

    std::unique_ptr<QTemporaryDir> m_folder;
};

QTEST_GUILESS_MAIN(TestSettingTable)
#include "test_setting_table.moc"
