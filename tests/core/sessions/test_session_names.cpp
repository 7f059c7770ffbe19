// SPDX-License-Identifier: MIT
#include "core/base/text.h"
#include "core/base/utc_time.h"
#include "core/sessions/session_names.h"

#include <QTest>

using namespace tocsin;
using namespace Qt::StringLiterals;

namespace {

Session in(const QString& path, const QString& branch = {})
{
    Session session;
    session.path = path;
    session.folder = path.section(u'/', -1);
    session.branch = branch;
    return session;
}
Session titled(const QString& title, Session session)
{
    session.title = title;
    return session;
}

} // namespace

class TestSessionNames final : public QObject
{
    Q_OBJECT

    std::list<Session> m_all;

    QString nameOf(Session session)
    {
        distinguish(m_all.emplace_back(std::move(session)), m_all);
        return m_all.back().name();
    }

private Q_SLOTS:
    void init() { m_all.clear(); }

    void foldersOfOneNameHaveTheirParent()
    {
        QCOMPARE(nameOf(in(u"/shop/api"_s)), u"api"_s);
        QCOMPARE(nameOf(in(u"/bank/api"_s)), u"bank/api"_s);
        QCOMPARE(nameOf(in(u"/old/bank/api"_s)), u"api #2"_s);
    }

    void oneFolderHasNumbers()
    {
        QCOMPARE(nameOf(in(u"/shop/api"_s, u"main"_s)), u"api (main)"_s);
        QCOMPARE(nameOf(in(u"/shop/api"_s, u"main"_s)), u"api (main) #2"_s);
        QCOMPARE(nameOf(in(u"/shop/api"_s, u"main"_s)), u"api (main) #3"_s);
        QCOMPARE(nameOf(in(u"/shop/api"_s, u"fix"_s)), u"api (fix)"_s);
    }

    void titlesHaveTheBranchTheFolderOrANumber()
    {
        QCOMPARE(nameOf(titled(u"release"_s, in(u"/shop/api"_s, u"main"_s))), u"release"_s);
        QCOMPARE(nameOf(titled(u"release"_s, in(u"/shop/web"_s, u"main"_s))), u"release (main)"_s);
        QCOMPARE(nameOf(titled(u"release"_s, in(u"/shop/app"_s, u"main"_s))), u"release (app)"_s);
        QCOMPARE(nameOf(titled(u"release"_s, in(u"/shop/app"_s, u"main"_s))), u"release #2"_s);
    }

    void aTitleAndAFolderMayBeTheSame()
    {
        QCOMPARE(nameOf(in(u"/shop/api"_s)), u"api"_s);
        QCOMPARE(nameOf(titled(u"api"_s, in(u"/bank/web"_s))), u"api (web)"_s);
    }

    void aNameThatThePersonGaveStays()
    {
        QCOMPARE(nameOf(titled(u"night"_s, in(u"/a/b"_s))), u"night"_s);
        Session named = in(u"/a/b"_s);
        named.givenName = u"night"_s;
        QCOMPARE(nameOf(named), u"night"_s);
        named.isFollower = true; // a fork beside its parent
        QCOMPARE(nameOf(named), u"night (b)"_s);
    }

    void whatIsOverDoesNotCount()
    {
        Session over = in(u"/shop/api"_s);
        over.endedAt = utcAt(QDate{2026, 2, 1}, QTime{14, 0});
        m_all.push_back(over);
        QCOMPARE(nameOf(in(u"/bank/api"_s)), u"api"_s);
    }

    void aPromptIsANameAndACommandIsNone()
    {
        QCOMPARE(nameByPrompt(u"fix the\ntests"_s), u"fix the tests"_s);
        QCOMPARE(nameByPrompt(u"/tocsin:sms-pair +4915112345678"_s), QString{});
        QVERIFY(nameByPrompt(QString{500, u'x'}).size() <= 60);
    }

    void longNamesAreToldApartToo()
    {
        const Session session = titled(QString{500, u'x'}, in(u"/a/"_s + QString{500, u'y'}));
        QSet<QString> names;
        for (int i = 0; i < 12; ++i) {
            const QString name = nameOf(session);
            QVERIFY(name.size() <= MaxDescription);
            names.insert(name);
        }
        QCOMPARE(names.size(), 12);
    }
};

QTEST_GUILESS_MAIN(TestSessionNames)
#include "test_session_names.moc"
