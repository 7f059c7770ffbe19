// SPDX-License-Identifier: MIT
#include "core/base/phrase.h"

#include <QCoreApplication>
#include <QTest>
#include <QTranslator>

using namespace tocsin;
using namespace Qt::StringLiterals;

namespace {

/// German, of which it knows one sentence.
class German final : public QTranslator
{
public:
    using QTranslator::QTranslator;
    [[nodiscard]] bool isEmpty() const override { return false; }
    [[nodiscard]] QString translate(const char* context, const char* source, const char* /*disambiguation*/,
                                    int /*n*/) const override
    {
        const bool isKnown = qstrcmp(context, "tocsin::Subject") == 0 && qstrcmp(source, "%1 of %2") == 0;
        return isKnown ? u"Von %2: %1"_s : QString{};
    }
};

} // namespace

class TestPhrase final : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void isTranslatedForTheDesktopAndEnglishForAText()
    {
        German german;
        QCoreApplication::installTranslator(&german);
        const Phrase phrase{.source = u"%1 of %2"_s, .arguments = {u"one"_s, u"two"_s}};
        QCOMPARE(phrase.english(), u"one of two"_s);
        QCOMPARE(phrase.translated(), u"Von two: one"_s);
        QCoreApplication::removeTranslator(&german);
        QCOMPARE(phrase.translated(), u"one of two"_s);
    }
    void wordsFromOutsideStayAsTheyAre()
    {
        const Phrase phrase = Phrase::verbatim(u"Bash printf '%1 %2'"_s);
        QCOMPARE(phrase.english(), u"Bash printf '%1 %2'"_s);
        QCOMPARE(phrase.translated(), u"Bash printf '%1 %2'"_s);
    }
    void anArgumentIsNoPlaceForTheNext()
    {
        const Phrase phrase{.source = u"%1, %2, %3 100%"_s, .arguments = {u"%2"_s, u"x"_s}};
        QCOMPARE(phrase.english(), u"%2, x, %3 100%"_s);
    }
    void knowsWhenItSaysNothing()
    {
        QVERIFY(Phrase{}.isEmpty());
        QVERIFY(Phrase::verbatim(QString{}).isEmpty());
        QVERIFY(!Phrase::verbatim(u"x"_s).isEmpty());
    }
};

QTEST_GUILESS_MAIN(TestPhrase)
#include "test_phrase.moc"
