// SPDX-License-Identifier: MIT
#include "core/claude/hooks/tool_step.h"

#include <QTest>

using namespace tocsin;
using namespace Qt::StringLiterals;

class TestToolStep final : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void aCallIsItsToolAndWhatItIsAbout_data()
    {
        QTest::addColumn<QString>("tool");
        QTest::addColumn<QJsonObject>("input");
        QTest::addColumn<QString>("step");
        const auto bash = [](const char* command, const char* step) {
            QTest::newRow(command) << u"Bash"_s << QJsonObject{{u"command"_s, QString::fromUtf8(command)}}
                                   << QString::fromUtf8(step);
        };
        bash("ls", "Bash ls");
        bash("git commit -m 'the new API key is hunter2'", "Bash git commit");
        bash("git -C /srv/shop log", "Bash git");
        bash("npm run build", "Bash npm run build");
        bash("npm run test:unit -- --token=abc", "Bash npm run test:unit");
        bash("cd /srv/shop && make check", "Bash make check");
        bash("cd /srv/shop", "Bash");
        bash("sudo systemctl restart nginx", "Bash systemctl restart");
        bash("API_TOKEN=s3cr3t curl -H 'Authorization: Bearer abc' https://x", "Bash curl");
        bash("env PGPASSWORD=s3cr3t psql -U sam", "Bash psql");
        bash("/usr/local/bin/python3 -c 'print(1)'", "Bash python3");
        bash("echo hunter2 | passwd --stdin sam", "Bash echo");
        bash("mysql -psecret shop", "Bash mysql");
        bash("docker login", "Bash docker login");
        bash("git s3cr3t0123456789", "Bash git");
        bash("$(curl -s https://x/hunter2)", "Bash");
        bash("'my secret'", "Bash");
        bash("", "Bash");
        const auto field = [](const char* tool, const QString& key, const QString& value, const char* step) {
            QTest::newRow(step) << QString::fromUtf8(tool) << QJsonObject{{key, value}}
                                << QString::fromUtf8(step);
        };
        field("Edit", u"file_path"_s, u"/home/sam/src/shop/main.c"_s, "Edit main.c");
        field("NotebookEdit", u"notebook_path"_s, u"a/b.ipynb"_s, "NotebookEdit b.ipynb");
        field("Grep", u"pattern"_s, u"password=.*"_s, "Grep");
        field("WebFetch", u"url"_s, u"https://sam:hunter2@example.org/a?key=b"_s, "WebFetch example.org");
        field("WebSearch", u"query"_s, u"my illness"_s, "WebSearch");
        field("Task", u"subagent_type"_s, u"general-purpose"_s, "Task general-purpose");
        field("mcp__github__create_issue", u"title"_s, u"x"_s, "github create_issue");
        field("Write", u"file_path"_s, u"/tmp/a\u202Eb\nc.txt"_s, "Write ab c.txt");
    }
    void aCallIsItsToolAndWhatItIsAbout()
    {
        QFETCH(QString, tool);
        QFETCH(QJsonObject, input);
        QTEST(toolStep({.tool = tool, .input = input, .id = {}}), "step");
    }
    void itIsShort()
    {
        const QString long1(500, u'x');
        QVERIFY(toolStep({.tool = u"Write"_s, .input = {{u"file_path"_s, long1}}, .id = {}}).size() <= 64);
        QVERIFY(toolStep({.tool = long1, .input = {{u"command"_s, long1}}, .id = {}}).size() <= 64);
    }
};

QTEST_GUILESS_MAIN(TestToolStep)
#include "test_tool_step.moc"
