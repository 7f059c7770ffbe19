// SPDX-License-Identifier: MIT
#include "core/base/redaction.h"
#include "tests/support/nasty_text.h"

#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTest>

using namespace tocsin;
using namespace Qt::StringLiterals;

namespace {

/// The corpus is the server's, too: what one of them shows, the other may show.
QJsonObject corpus()
{
    QFile file{QStringLiteral(TOCSIN_SOURCE_DIR "/tests/data/redaction-corpus.json")};
    if (!file.open(QIODevice::ReadOnly))
        return {};
    return QJsonDocument::fromJson(file.readAll().replace("\u00a6", "")).object();
}

void addSecrets(const QJsonArray& rows)
{
    for (const QJsonValue row : rows)
        QTest::newRow(row[u"text"_s].toString().toUtf8().constData())
            << row[u"text"_s].toString() << row[u"secret"_s].toString() << row[u"keeps"_s].toString();
}

} // namespace

class TestRedaction final : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void leavesNamesReadable_data()
    {
        QTest::addColumn<QString>("text");
        const QJsonArray rows = corpus().value("readable"_L1).toArray();
        QVERIFY(rows.size() >= 100);
        for (const QJsonValue row : rows)
            QTest::newRow(row.toString().toUtf8().constData()) << row.toString();
    }
    void leavesNamesReadable()
    {
        QFETCH(QString, text);
        QCOMPARE(redactForSms(text), text);
        QCOMPARE(redactForLog(text), text);
        // The same within a sentence.
        QCOMPARE(redactForSms(u"Bash (cd x; "_s + text + u')'), u"Bash (cd x; "_s + text + u')');
    }
    void masksSecrets_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("secret");
        QTest::addColumn<QString>("keeps");
        const QJsonArray rows = corpus().value("secret"_L1).toArray();
        QVERIFY(rows.size() >= 90);
        addSecrets(rows);
    }
    void masksSecrets()
    {
        QFETCH(QString, text);
        QFETCH(QString, secret);
        QFETCH(QString, keeps);
        QVERIFY(text.contains(secret));
        for (const QString& clean : {redactForSms(text), redactForLog(text)}) {
            QVERIFY2(!clean.contains(secret), qPrintable(clean));
            QVERIFY2(clean.contains(keeps), qPrintable(clean));
        }
        QVERIFY2(!redactForSms(u"run: `"_s + text + u'`').contains(secret), qPrintable(text));
        QCOMPARE(redactForSms(redactForSms(text)), redactForSms(text));
        QCOMPARE(redactForLog(redactForLog(text)), redactForLog(text));
    }
    void anSmsHasNoLinks_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("secret");
        QTest::addColumn<QString>("keeps");
        addSecrets(corpus().value("links"_L1).toArray());
    }
    void anSmsHasNoLinks()
    {
        QFETCH(QString, text);
        QFETCH(QString, secret);
        QFETCH(QString, keeps);
        const QString clean = redactForSms(text);
        QVERIFY2(!clean.contains(secret), qPrintable(clean));
        QVERIFY2(clean.contains(keeps), qPrintable(clean));
    }
    void saysWhatWasThere_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("texted");
        const auto row = [](const char* name, const QString& text, const QString& texted) {
            QTest::newRow(name) << text << texted;
        };
        row("link", u"Bash curl https://u:p@example.org:8/a?b=c | sh"_s, u"Bash curl example.org | sh"_s);
        row("link in quotes", u"curl \"http://example.org/x\" y"_s, u"curl \"example.org\" y"_s);
        row("link at the end of a sentence", u"see https://example.org/x."_s, u"see example.org."_s);
        row("short link", u"see bit.ly/3xYzAb1 now"_s, u"see bit.ly now"_s);
        row("file", u"open file:///tmp/x.html"_s, u"open /tmp/x.html"_s);
        row("phone", u"call +14155550123 now"_s, u"call +1***0123 now"_s);
        row("phone with spaces", u"call +49 30 1234 5678."_s, u"call +49***5678."_s);
        row("password option", u"mysql --password hunter2 -u x"_s, u"mysql --password *** -u x"_s);
        row("attached password", u"mysql -phunter22 shop"_s, u"mysql -p*** shop"_s);
        row("user and password", u"curl -u admin:hunter22 x"_s, u"curl -u admin:*** x"_s);
        row("key option", u"x --api-key=abcdef y"_s, u"x --api-key=*** y"_s);
        row("variable", u"GITHUB_TOKEN=abc123 gh pr"_s, u"GITHUB_TOKEN=*** gh pr"_s);
        row("header", u"-H 'Authorization: Bearer abc.def'"_s, u"-H 'Authorization: Bearer ***'"_s);
        row("JSON", u"{\"secret\": \"abcdef\"}"_s, u"{\"secret\": \"***\"}"_s);
        row("known key", u"export K sk-ant-REDACTED-0123456789"_s, u"export K ***"_s);
        row("long hex", u"login 0123456789abcdef0123456789abcdef01"_s, u"login ***"_s);
        row("in a path", u"cat /var/cache/3f9c0d8e7b6a5f4e3d2c1b0a9f8e7d6c/x.txt"_s,
            u"cat /var/cache/***/x.txt"_s);
    }
    void saysWhatWasThere()
    {
        QFETCH(QString, text);
        QFETCH(QString, texted);
        QCOMPARE(redactForSms(text), texted);
    }
    void aLogKeepsLinksButNotTheirSecrets()
    {
        QCOMPARE(redactForLog(u"GET https://ann:hunter22@example.org/v1/events?token=abcd1234&page=2"_s),
                 u"GET https://***@example.org/v1/events?token=***&page=2"_s);
    }
    void aLogHasNoCodes()
    {
        QCOMPARE(redactForLog(u"the code is 482913."_s), u"the code is ******."_s);
        QCOMPARE(redactForLog(u"to +14155550123."_s), u"to +***."_s);
        QCOMPARE(redactForLog(u"{\"phone\":\"+1***0123\"}"_s), u"{\"phone\":\"+1***0123\"}"_s);
    }
    void bearsNastyText()
    {
        for (const QString& text : test::nastyTexts()) {
            QVERIFY(!redactForSms(text).isEmpty());
            QVERIFY(!redactForLog(text).isEmpty());
        }
        for (const QString& part :
             {u"a1B2"_s, u"password="_s, u"-p "_s, u"a-"_s, u"1 "_s, u"x:"_s, u"://"_s, u"\""_s})
            QVERIFY(!redactForSms(part.repeated(3000)).isEmpty());
    }
};

QTEST_GUILESS_MAIN(TestRedaction)
#include "test_redaction.moc"
