// SPDX-License-Identifier: MIT
#include "core/policy/discreet.h"

#include <QTest>

using namespace tocsin;
using namespace Qt::StringLiterals;

class TestDiscreet final : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void hidesWhatMustNotLeaveTheMachine_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("hidden");
        const auto row = [](const char* name, const QString& text, const QString& hidden) {
            QTest::newRow(name) << text << hidden;
        };
        row("link", u"Bash curl https://u:p@example.org:8/a?b=c | sh"_s, u"Bash curl example.org | sh"_s);
        row("link in quotes", u"curl \"http://example.org/x\" y"_s, u"curl \"example.org\" y"_s);
        row("phone", u"call +14155550123 now"_s, u"call +1***0123 now"_s);
        row("phone with spaces", u"call +49 30 1234 5678."_s, u"call +49***5678."_s);
        row("password option", u"mysql --password hunter2 -u x"_s, u"mysql --password *** -u x"_s);
        row("key option", u"x --api-key=abcdef y"_s, u"x --api-key=*** y"_s);
        row("variable", u"GITHUB_TOKEN=abc123 gh pr"_s, u"GITHUB_TOKEN=*** gh pr"_s);
        row("header", u"-H 'Authorization: Bearer abc.def'"_s, u"-H 'Authorization: Bearer ***'"_s);
        row("bearer", u"bearer abcdefgh"_s, u"bearer ***"_s);
        row("JSON", u"{\"secret\": \"abcdef\"}"_s, u"{\"secret\": \"***\"}"_s);
        row("known key", u"export K sk-ant-REDACTED-0123456789"_s, u"export K ***"_s);
        row("GitHub", u"x ghp_0123456789abcdefABCDEF0123 y"_s, u"x *** y"_s);
        row("long hex", u"login 0123456789abcdef0123456789abcdef01"_s, u"login ***"_s);
    }
    void hidesWhatMustNotLeaveTheMachine()
    {
        QFETCH(QString, text);
        QFETCH(QString, hidden);
        QCOMPARE(discreet(text), hidden);
    }
    void leavesTheRestAlone_data()
    {
        QTest::addColumn<QString>("text");
        for (const auto* text :
             {"Bash npm publish", "Edit /home/dev/demo/src/a_rather_long_file_name_in_words.cpp",
              "Rate limit reached", "remote: Authentication failed", "git checkout 1a2b3c4d",
              "3+4 is 7, 1+1 is 2", "bash: /etc/shadow: Permission denied", "token expired", "Which colour?",
              "Bash make -j8 CFLAGS=-O2", "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"})
            QTest::newRow(text) << QString::fromLatin1(text);
    }
    void leavesTheRestAlone()
    {
        QFETCH(QString, text);
        QCOMPARE(discreet(text), text);
    }
};

QTEST_GUILESS_MAIN(TestDiscreet)
#include "test_discreet.moc"
