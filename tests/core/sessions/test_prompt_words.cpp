// SPDX-License-Identifier: MIT
#include "core/sessions/prompt_words.h"

#include <QTest>

using namespace tocsin;
using namespace Qt::StringLiterals;

class TestPromptWords final : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void theFirstWordsAreOneShortLineWithoutSecrets_data()
    {
        QTest::addColumn<QString>("prompt");
        QTest::addColumn<QString>("words");
        QTest::newRow("short") << u"fix the login"_s << u"fix the login"_s;
        QTest::newRow("lines") << u"  fix\n\tthe \u202Elogin "_s << u"fix the login"_s;
        QTest::newRow("command") << u"/compact keep the plan"_s << u"/compact"_s;
        QTest::newRow("code") << u"/tocsin:sms-pair 123456"_s << u"/tocsin:sms-pair"_s;
        QTest::newRow("nothing") << QString{} << QString{};
    }
    void theFirstWordsAreOneShortLineWithoutSecrets()
    {
        QFETCH(QString, prompt);
        QTEST(firstWordsOf(prompt), "words");
    }
    void longOnesAreCut()
    {
        const QString words = firstWordsOf(u"word "_s.repeated(10'000));
        QVERIFY(words.size() <= 60);
        QVERIFY(words.endsWith(QChar{0x2026}));
    }
    void secretsAreMaskedBeforeItIsCut()
    {
        const QString secret = u"hunter2hunter2"_s;
        for (int before = 0; before < 60; ++before) {
            const QString words = firstWordsOf(QString(before, u'x') + u" --password "_s + secret);
            QVERIFY2(!words.contains(u"hunter"_s), qPrintable(words));
        }
    }
};

QTEST_GUILESS_MAIN(TestPromptWords)
#include "test_prompt_words.moc"
