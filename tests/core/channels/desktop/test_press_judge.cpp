// SPDX-License-Identifier: MIT
#include "core/channels/desktop/press_judge.h"

#include <QTest>

using namespace tocsin;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using Verdict = PressJudge::Verdict;

class TestPressJudge final : public QObject
{
    Q_OBJECT

    const QString m_tag{u"alert-7"_s};
    PressJudge m_judge;

    void present(const QStringList& keys, PressJudge::Time at, bool isExposed = false)
    {
        m_judge.show(m_tag, keys, isExposed);
        m_judge.presented(m_tag, at);
    }

private Q_SLOTS:
    void init() { m_judge = {}; }

    void aButtonIsInertAtFirst()
    {
        present({u"allow"_s}, 10s);
        QCOMPARE(m_judge.press(m_tag, u"allow"_s, 10s), Verdict::TooSoon);
        QCOMPARE(m_judge.press(m_tag, u"allow"_s, 10'499ms), Verdict::TooSoon);
        QCOMPARE(m_judge.press(m_tag, u"allow"_s, 10'500ms), Verdict::Counts);
    }

    void untilTheDesktopHasItNothingCounts()
    {
        m_judge.show(m_tag, {u"allow"_s}, false);
        QCOMPARE(m_judge.press(m_tag, u"allow"_s, 1h), Verdict::TooSoon);
    }

    void replacedItIsInertAgain()
    {
        present({u"allow"_s}, 0s);
        QCOMPARE(m_judge.press(m_tag, u"allow"_s, 1s), Verdict::Counts);
        m_judge.show(m_tag, {u"allow"_s}, false);
        QCOMPARE(m_judge.press(m_tag, u"allow"_s, 2s), Verdict::TooSoon);
        m_judge.presented(m_tag, 3s);
        QCOMPARE(m_judge.press(m_tag, u"allow"_s, 3'400ms), Verdict::TooSoon);
        QCOMPARE(m_judge.press(m_tag, u"allow"_s, 3'600ms), Verdict::Counts);
    }

    void eachButtonCountsOnce()
    {
        present({u"allow"_s, u"mute"_s, PressJudge::ReviewKey}, 0s);
        QCOMPARE(m_judge.press(m_tag, u"mute"_s, 1s), Verdict::Counts);
        QCOMPARE(m_judge.press(m_tag, u"mute"_s, 1s), Verdict::Again);
        QCOMPARE(m_judge.press(m_tag, u"allow"_s, 1s), Verdict::Counts);
        for (int i = 0; i < 2; ++i) {
            QCOMPARE(m_judge.press(m_tag, PressJudge::ReviewKey, 1s), Verdict::Counts);
            QCOMPARE(m_judge.press(m_tag, PressJudge::DefaultKey, 1s), Verdict::Counts);
        }
    }

    void onlyWhatIsOfferedCounts()
    {
        present({u"deny"_s}, 0s);
        QCOMPARE(m_judge.press(m_tag, u"allow"_s, 1s), Verdict::NotOffered);
        QCOMPARE(m_judge.press(u"alert-8"_s, u"deny"_s, 1s), Verdict::NotOffered);
        QCOMPARE(m_judge.press(u"alert-8"_s, PressJudge::DefaultKey, 1s), Verdict::NotOffered);
        m_judge.gone(m_tag);
        QCOMPARE(m_judge.press(m_tag, u"deny"_s, 1s), Verdict::NotOffered);
    }

    void onALockedScreenNothingCounts()
    {
        present({u"allow"_s}, 0s, true);
        QCOMPARE(m_judge.press(m_tag, u"allow"_s, 1s), Verdict::Exposed);
        QCOMPARE(m_judge.press(m_tag, PressJudge::DefaultKey, 1s), Verdict::Exposed);
        present({u"allow"_s}, 2s);
        QCOMPARE(m_judge.press(m_tag, u"allow"_s, 2'100ms), Verdict::TooSoon);
        QCOMPARE(m_judge.press(m_tag, u"allow"_s, 3s), Verdict::Counts);
    }

    void aClickOnTheNotificationIsNeverTooSoon()
    {
        m_judge.show(m_tag, {}, false);
        QCOMPARE(m_judge.press(m_tag, PressJudge::DefaultKey, 0s), Verdict::Counts);
    }
};

QTEST_GUILESS_MAIN(TestPressJudge)
#include "test_press_judge.moc"
