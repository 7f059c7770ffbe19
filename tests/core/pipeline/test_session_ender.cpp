// SPDX-License-Identifier: MIT
// Which session may be ended, and that its process alone is asked to: a real process, and the real pipeline.
#include "core/pipeline/session_ender.h"
#include "core/system/system_info.h"
#include "tests/core/pipeline/pipeline_stage.h"

#include <QDir>
#include <QFile>
#include <QJsonDocument>
#include <QJsonObject>
#include <QProcess>
#include <QSignalSpy>
#include <QTest>
#include <QTimer>

using namespace tocsin;
using namespace tocsin::test;
using namespace Qt::StringLiterals;

using Problem = std::optional<EndProblem>;

class TestSessionEnder final : public QObject
{
    Q_OBJECT
private:
    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<CompanionStage> m_stage;
    std::unique_ptr<SessionEnder> m_ender;
    static constexpr std::chrono::milliseconds Patience{100};
    QProcess m_claude; ///< ends when it is asked to, with 7, or when it is left alone, with 3
    QString m_startTime;

    void take(const QString& event, const QJsonObject& fields = {}, const QJsonObject& header = {})
    {
        QJsonObject all = fields;
        all.insert(u"transcript_path"_s, m_folder->filePath(u"projects/shop/shop.jsonl"_s));
        QJsonObject request = CompanionStage::hook(event, u"shop"_s, all);
        request.insert(u"claude"_s,
                       QJsonObject{{u"pid"_s, m_claude.processId()}, {u"start_time"_s, m_startTime}});
        for (auto it = header.begin(); it != header.end(); ++it)
            request.insert(it.key(), it.value());
        m_stage->companion().takeHook(request);
    }
    [[nodiscard]] bool writeStatus(const QString& session) const
    {
        QFile file{m_folder->filePath(u"sessions/%1.json"_s.arg(m_claude.processId()))};
        return QDir{m_folder->path()}.mkpath(u"sessions"_s) && file.open(QIODevice::WriteOnly) &&
               file.write(QJsonDocument{QJsonObject{{u"pid"_s, m_claude.processId()},
                                                    {u"procStart"_s, m_startTime},
                                                    {u"status"_s, u"busy"_s},
                                                    {u"sessionId"_s, session}}}
                              .toJson()) > 0;
    }
    [[nodiscard]] bool isLeftAlone()
    {
        m_claude.write("go\n");
        return m_claude.waitForFinished(60'000) && m_claude.exitCode() == 3;
    }

private Q_SLOTS:
    void init()
    {
        m_folder = std::make_unique<QTemporaryDir>();
        m_stage = std::make_unique<CompanionStage>();
        QVERIFY(m_stage->begin(false));
        m_ender =
            std::make_unique<SessionEnder>(m_stage->companion(), LocalMachine{.bootId = u"boot"_s}, Patience);
        m_claude.start(u"/bin/sh"_s, {u"-c"_s, u"trap 'exit 7' TERM; echo ready; read line; exit 3"_s});
        QVERIFY(m_claude.waitForReadyRead(60'000));
        m_startTime = QString::fromLatin1(processInfo(m_claude.processId()).startTime);
    }
    void cleanup()
    {
        m_claude.kill();
        m_claude.waitForFinished(60'000);
        m_ender.reset();
        m_stage.reset();
    }

    void theProcessOfTheSessionIsAsked_data()
    {
        QTest::addColumn<QString>("status");
        QTest::newRow("with a status file") << u"shop"_s;
        QTest::newRow("without one") << QString{};
    }
    void theProcessOfTheSessionIsAsked()
    {
        QFETCH(QString, status);
        take(u"UserPromptSubmit"_s, {{u"prompt"_s, u"go"_s}});
        QVERIFY(status.isEmpty() || writeStatus(status));
        QVERIFY(m_ender->canEnd(u"shop"_s));
        QCOMPARE(m_ender->end(u"shop"_s), Problem{});
        QVERIFY(m_claude.waitForFinished(60'000));
        QCOMPARE(m_claude.exitCode(), 7);
        QCOMPARE(m_ender->end(u"shop"_s), Problem{EndProblem::Over});
    }
    void oneThatIgnoresItIsSaid()
    {
        m_claude.kill();
        QVERIFY(m_claude.waitForFinished(60'000));
        m_claude.start(u"/bin/sh"_s,
                       {u"-c"_s, u"trap 'echo heard' TERM; echo ready; read line; read line"_s});
        QVERIFY(m_claude.waitForReadyRead(60'000));
        m_startTime = QString::fromLatin1(processInfo(m_claude.processId()).startTime);
        take(u"UserPromptSubmit"_s, {{u"prompt"_s, u"go"_s}});
        QSignalSpy ignored{m_ender.get(), &SessionEnder::ignored};
        QCOMPARE(m_ender->end(u"shop"_s), Problem{});
        QVERIFY(ignored.wait(60'000));
        QCOMPARE(ignored.constFirst().constFirst().toString(), u"shop"_s);
        QCOMPARE(m_claude.state(), QProcess::Running); // nothing stronger was sent
    }
    void oneThatEndsIsNotSaid()
    {
        take(u"UserPromptSubmit"_s, {{u"prompt"_s, u"go"_s}});
        QSignalSpy ignored{m_ender.get(), &SessionEnder::ignored};
        QCOMPARE(m_ender->end(u"shop"_s), Problem{});
        QVERIFY(m_claude.waitForFinished(60'000));
        bool isOver{false}; // of two timers, the one that was started first is due first
        QTimer::singleShot(Patience, this, [&] { isOver = true; });
        QTRY_VERIFY(isOver);
        QCOMPARE(ignored.size(), 0);
    }
    void aProcessThatHasAnotherSessionByNowIsLeftAlone()
    {
        take(u"UserPromptSubmit"_s, {{u"prompt"_s, u"go"_s}});
        QVERIFY(writeStatus(u"another"_s));
        QCOMPARE(m_ender->end(u"shop"_s), Problem{EndProblem::Over});
        QVERIFY(isLeftAlone());
    }
    void aSessionOfAnotherComputerIsNotEnded()
    {
        take(u"UserPromptSubmit"_s, {{u"prompt"_s, u"go"_s}}, {{u"boot_id"_s, u"another"_s}});
        QVERIFY(!m_ender->canEnd(u"shop"_s));
        QCOMPARE(m_ender->end(u"shop"_s), Problem{EndProblem::NotHere});
        QVERIFY(isLeftAlone());
    }
    void withoutAStartTimeNothingTellsItFromAnother()
    {
        m_startTime.clear();
        take(u"UserPromptSubmit"_s, {{u"prompt"_s, u"go"_s}});
        QVERIFY(!m_ender->canEnd(u"shop"_s));
        QCOMPARE(m_ender->end(u"shop"_s), Problem{EndProblem::NotHere});
        QVERIFY(isLeftAlone());
    }
    void aPidThatIsAnotherProcessByNowIsLeftAlone()
    {
        m_startTime += u'0';
        take(u"UserPromptSubmit"_s, {{u"prompt"_s, u"go"_s}});
        QCOMPARE(m_ender->end(u"shop"_s), Problem{EndProblem::Over});
        QVERIFY(isLeftAlone());
    }
    void aSessionThatIsOverIsNotEnded()
    {
        QCOMPARE(m_ender->end(u"shop"_s), Problem{EndProblem::Over}); // never heard of
        take(u"UserPromptSubmit"_s, {{u"prompt"_s, u"go"_s}});
        take(u"SessionEnd"_s, {{u"reason"_s, u"clear"_s}});
        QVERIFY(!m_ender->canEnd(u"shop"_s));
        QVERIFY(m_ender->end(u"shop"_s).has_value());
        QVERIFY(isLeftAlone());
    }
    void eachProblemHasItsWords()
    {
        QStringList words;
        for (const EndProblem problem :
             {EndProblem::NotHere, EndProblem::Over, EndProblem::Refused, EndProblem::Ignored}) {
            QVERIFY(!words.contains(notEndedText(problem)));
            words << notEndedText(problem);
        }
    }
};

QTEST_GUILESS_MAIN(TestSessionEnder)
#include "test_session_ender.moc"
