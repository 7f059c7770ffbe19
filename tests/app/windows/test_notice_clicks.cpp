// SPDX-License-Identifier: MIT
#include "app/windows/notice_clicks.h"
#include "core/pipeline/troubles.h"
#include "tests/app/windows/scripted_notifier.h"

#include <QTest>

using namespace tocsin;
using namespace Qt::StringLiterals;

class TestNoticeClicks final : public QObject
{
    Q_OBJECT
private:
    ScriptedNotifier m_notifier;
    QStringList m_done;
    NoticeClicks m_clicks{
        {.notifier = m_notifier,
         .logIn = [this](const QString& token) { m_done << u"log in "_s + token; },
         .checkTocsin = [this](const QString& token) { m_done << u"check "_s + token; },
         .showSession = [this](const QString& id,
                               const QString& token) { m_done << u"session %1 %2"_s.arg(id, token); }}};

    [[nodiscard]] QStringList doneBy(const QString& tag, const QString& key = u"default"_s)
    {
        m_done.clear();
        Q_EMIT m_notifier.buttonPressed(tag, key, u"t"_s);
        return m_done;
    }

private Q_SLOTS:
    void eachOpensWhatHelps()
    {
        QCOMPARE(doneBy(LoginNotice), QStringList{u"log in t"_s});
        QCOMPARE(doneBy(DiskNotice), QStringList{u"check t"_s});
        for (const Trouble trouble :
             {Trouble::ServerUnreachable, Trouble::TextUndelivered, Trouble::HourUsedUp})
            QCOMPARE(doneBy(wireName(trouble)), QStringList{u"check t"_s});
        for (const QLatin1StringView tag : {TerminalNotice, FolderNotice, EndNotice}) {
            QCOMPARE(doneBy(tag), QStringList{});
            m_clicks.isAbout(tag, u"a"_s);
            m_clicks.isAbout(tag, u"b"_s); // it was shown again
            QCOMPARE(doneBy(tag), QStringList{u"session b t"_s});
        }
    }
    void othersAreNotItsOwn()
    {
        QCOMPARE(doneBy(u"test"_s), QStringList{});
        QCOMPARE(doneBy(u"alert-7"_s), QStringList{});
        QCOMPARE(doneBy(u"summary"_s), QStringList{});
        QCOMPARE(doneBy(LoginNotice, u"mute"_s), QStringList{});
    }
};

QTEST_GUILESS_MAIN(TestNoticeClicks)
#include "test_notice_clicks.moc"
