// SPDX-License-Identifier: MIT
#include "core/server/api/secret.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace tocsin;

/// A value that is not to be seen.
class TestSecret final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void itIsNotPrinted()
    {
        QString line;
        QDebug{&line} << Secret{u"token"_s} << QList{Secret{u"other"_s}};
        QVERIFY2(line.contains(u"***"_s) && !line.contains(u"token"_s) && !line.contains(u"other"_s),
                 qPrintable(line));
    }
    void theLastHolderLeavesZeros()
    {
        QString text = u"token"_s + QString::number(1);
        QString other = text;
        wipe(text);
        QCOMPARE(other, u"token1"_s); // somebody still needs it
        other.clear();
        wipe(text);
        QCOMPARE(text, QString(6, u'\0'));
    }
    void copiesLiveOnWhenOneGoes()
    {
        Secret kept{u"token"_s + QString::number(1)};
        {
            const Secret copy{kept};
            Secret assigned;
            assigned = copy;
            Secret moved{std::move(assigned)};
            moved = Secret{u"another"_s};
            QCOMPARE(moved, Secret{u"another"_s});
        }
        QCOMPARE(kept.reveal(), u"token1"_s);
        const Secret& itself = kept;
        kept = itself;
        QCOMPARE(kept.reveal(), u"token1"_s);
        kept = {};
        QVERIFY(kept.isEmpty());
        Secret literal{u"literal"_s}; // lies in memory that nobody may write to
        literal = {};
        QVERIFY(literal.isEmpty());
    }
};

QTEST_GUILESS_MAIN(TestSecret)
#include "test_secret.moc"
