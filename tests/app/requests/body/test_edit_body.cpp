// SPDX-License-Identifier: MIT
#include "app/requests/body/diff_view.h"
#include "tests/app/requests/body/body_requests.h"

#include <QFile>
#include <QLabel>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>
#include <QTextBlock>

using namespace tocsin;
using namespace tocsin::test;

namespace {

const QString Path{u"/home/dev/demo/f.txt"_s};
const QByteArray Change{R"({"file_path":"/home/dev/demo/f.txt","old_string":"b","new_string":"B"})"};

} // namespace

class TestEditBody final : public QObject
{
    Q_OBJECT
private:
    FakeFiles m_files;

    [[nodiscard]] static QString diffOf(const RequestBody& body)
    {
        const auto* view = body.findChild<DiffView*>(u"diff"_s);
        return view ? view->toPlainText() : u"<none>"_s;
    }
    [[nodiscard]] static QString allTextOf(const RequestBody& body)
    {
        QStringList texts;
        for (const QPlainTextEdit* view : body.findChildren<QPlainTextEdit*>())
            texts += view->toPlainText();
        for (const QLabel* label : body.findChildren<QLabel*>())
            texts += label->text();
        return texts.join(u'\n');
    }

private Q_SLOTS:
    void init() { m_files = {}; }

    void aDiffHasSignsAndSurroundings_data()
    {
        QTest::addColumn<QByteArray>("file");
        QTest::addColumn<QString>("diff");
        QTest::newRow("one line") << "b\n"_ba << u"- b\n+ B"_s;
        QTest::newRow("in the middle")
            << "1\n2\n3\n4\n5\nb\n6\n7\n8\n9\n"_ba
            << u"⋯ 2 unchanged line(s)\n  3\n  4\n  5\n- b\n+ B\n  6\n  7\n  8\n  9"_s;
        QTest::newRow("no newline at end of file")
            << "a\nb"_ba << u"  a\n- b\n⋯ no newline at end of file\n+ B\n⋯ no newline at end of file"_s;
        QTest::newRow("cr lf") << "a\r\nb\r\n"_ba << u"  a\n- b\n+ B"_s;
        QTest::newRow("hidden characters around")
            << "\u202ea\x1b\nb\n"_ba << u"  ⟨U+202E⟩a⟨U+001B⟩\n- b\n+ B"_s;
        QTest::newRow("a nul") << QByteArray{"a\0\nb\n", 5} << u"  a⟨U+0000⟩\n- b\n+ B"_s;
    }
    void aDiffHasSignsAndSurroundings()
    {
        QFETCH(QByteArray, file);
        m_files.files[Path] = file;
        const auto body = makeRequestBody(requestOf(u"Edit"_s, Change), m_files.sources());
        QTEST(diffOf(*body), "diff");
        QVERIFY(body->accepted());
        QCOMPARE(body->obstacle(), u""_s);
        QVERIFY(body->isStillAsShown());
    }
    void hiddenCharactersOfTheNewTextAreShown()
    {
        m_files.files[Path] = "b\n";
        const auto body = makeRequestBody(
            requestOf(u"Write"_s, {{u"file_path"_s, Path}, {u"content"_s, u"b \u2028\r\n\u202e"_s}}),
            m_files.sources());
        QCOMPARE(diffOf(*body), u"- b\n+ b ⟨U+2028⟩⟨U+000D⟩\n+ ⟨U+202E⟩\n⋯ no newline at end of file"_s);
        QVERIFY(allTextOf(*body).contains(u"cannot be seen"_s));
    }
    void aNewFileIsAllAdded()
    {
        const auto body = makeRequestBody(
            requestOf(u"Write"_s,
                      {{u"file_path"_s, u"f.txt"_s}, {u"content"_s, u"a\nb\n"_s}, {u"mode"_s, 511}}),
            m_files.sources());
        QCOMPARE(diffOf(*body), u"+ a\n+ b"_s);
        const QString all = allTextOf(*body);
        for (const QString& part : {Path, u"does not exist"_s, u"mode"_s, u"511"_s})
            QVERIFY2(all.contains(part), qPrintable(part));
    }
    void aFileThatChangedIsShownAgain()
    {
        m_files.files[Path] = "b\n";
        const auto body = makeRequestBody(requestOf(u"Edit"_s, Change), m_files.sources());
        QSignalSpy changed{body.get(), &RequestBody::changed};
        m_files.files[Path] = "a\nb\n";
        QVERIFY(!body->isStillAsShown());
        QCOMPARE(changed.count(), 1);
        QCOMPARE(diffOf(*body), u"  a\n- b\n+ B"_s);
        QVERIFY(body->isStillAsShown()); // as it is shown now
        m_files.files.remove(Path);
        QVERIFY(!body->isStillAsShown());
        QVERIFY(allTextOf(*body).contains(u"no such file"_s));
        QVERIFY(body->isStillAsShown());
        m_files.files[Path] = "b\n";
        QVERIFY(!body->isStillAsShown());
    }
    void whereALinkLeadsIsShown()
    {
        m_files.files[u"/etc/passwd"_s] = "b\n";
        m_files.links[Path] = u"/etc/passwd"_s;
        const auto body = makeRequestBody(requestOf(u"Edit"_s, Change), m_files.sources());
        QCOMPARE(body->findChild<CodeView*>(u"target"_s)->toPlainText(), u"/etc/passwd"_s);
        QCOMPARE(diffOf(*body), u"- b\n+ B"_s);
        m_files.links[Path] = u"/etc/shadow"_s; // the same bytes elsewhere
        m_files.files[u"/etc/shadow"_s] = "b\n";
        QVERIFY(!body->isStillAsShown());
        QCOMPARE(body->findChild<CodeView*>(u"target"_s)->toPlainText(), u"/etc/shadow"_s);
    }
    void withoutADiffTheWholeCallIsShown_data()
    {
        QTest::addColumn<QByteArray>("file");
        QTest::addColumn<QString>("reason");
        QTest::newRow("not found") << "a\n"_ba << u"does not contain"_s;
        QTest::newRow("not unique") << "b b\n"_ba << u"more than once"_s;
        QTest::newRow("not UTF-8") << "b\xff\n"_ba << u"not UTF-8"_s;
    }
    void withoutADiffTheWholeCallIsShown()
    {
        QFETCH(QByteArray, file);
        QFETCH(QString, reason);
        m_files.files[Path] = file;
        const auto body = makeRequestBody(requestOf(u"Edit"_s, Change), m_files.sources());
        const QString all = allTextOf(*body);
        for (const QString& part : {reason, Path, u"old_string"_s, u"new_string"_s, u"B"_s, u"Edit"_s})
            QVERIFY2(all.contains(part), qPrintable(part));
        QCOMPARE(diffOf(*body), u"<none>"_s);
        QVERIFY(body->accepted());
    }
    void aFileThatIsNotSurelyTheOneIsNotCompared()
    {
        for (const QString& path : {u"~/.bashrc"_s, u" /home/dev/demo/f.txt"_s, u""_s}) {
            m_files.files[Path] = "b\n";
            const auto body = makeRequestBody(
                requestOf(u"Write"_s, {{u"file_path"_s, path}, {u"content"_s, u"x"_s}}), m_files.sources());
            QCOMPARE(diffOf(*body), u"<none>"_s);
            QVERIFY(!allTextOf(*body).contains(u"does not exist"_s));
            QVERIFY(allTextOf(*body).contains(u"whole call"_s));
        }
        WaitingRequest request =
            requestOf(u"Write"_s, {{u"file_path"_s, u"f.txt"_s}, {u"content"_s, u"x"_s}});
        request.cwd.clear();
        QCOMPARE(diffOf(*makeRequestBody(request, m_files.sources())), u"<none>"_s);
    }
    void manyLinesAreShownAll()
    {
        const auto body =
            makeRequestBody(requestOf(u"Write"_s, {{u"file_path"_s, Path},
                                                   {u"content"_s, u"\n"_s.repeated(60'000) + u"end"_s}}),
                            m_files.sources());
        body->resize(600, 500);
        body->show();
        QVERIFY(QTest::qWaitForWindowExposed(body.get()));
        QVERIFY(diffOf(*body).endsWith(u"+ end\n⋯ no newline at end of file"_s));
    }
    void tooMuchToReadIsNotCompared()
    {
        m_files.files[Path] = QByteArray(700 * 1024, 'x');
        const auto body = makeRequestBody(
            requestOf(u"Write"_s, {{u"file_path"_s, Path}, {u"content"_s, u"short"_s}}), m_files.sources());
        QVERIFY(allTextOf(*body).contains(u"too large"_s));
        QVERIFY(allTextOf(*body).contains(u"short"_s));
        QCOMPARE(diffOf(*body), u"<none>"_s);
    }
    void aCallThatChangesNothingSaysSo()
    {
        m_files.files[Path] = "same";
        const auto body = makeRequestBody(
            requestOf(u"Write"_s, {{u"file_path"_s, Path}, {u"content"_s, u"same"_s}}), m_files.sources());
        QVERIFY(allTextOf(*body).contains(u"changes nothing"_s));
    }
    void addedAndRemovedLinesHaveOtherGroundsInLightAndDark()
    {
        m_files.files[Path] = "a\nb\n";
        const auto body = makeRequestBody(requestOf(u"Edit"_s, Change), m_files.sources());
        const auto* view = body->findChild<DiffView*>(u"diff"_s);
        for (const QColor& ground : {QColor{0xef, 0xef, 0xef}, QColor{0x2b, 0x2b, 0x2b}}) {
            body->setPalette(QPalette{ground});
            const QColor base = view->palette().color(QPalette::Base);
            QSet<QRgb> grounds;
            for (QTextBlock block = view->document()->begin(); block.isValid(); block = block.next()) {
                const QBrush brush = block.blockFormat().background();
                grounds += (brush.style() == Qt::NoBrush ? base : brush.color()).rgb();
            }
            QCOMPARE(grounds.size(), qsizetype{3});
            QVERIFY(grounds.contains(base.rgb()));
        }
    }
    void theDiskIsReadAsItIs()
    {
        const QTemporaryDir folder;
        QFile file{folder.filePath(u"real.txt"_s)};
        QVERIFY(file.open(QIODevice::WriteOnly) && file.write("b\n") == 2);
        file.close();
        const QString link = folder.filePath(u"link.txt"_s);
        QVERIFY(QFile::link(file.fileName(), link));
        const auto body = makeRequestBody(
            requestOf(u"Edit"_s,
                      {{u"file_path"_s, link}, {u"old_string"_s, u"b"_s}, {u"new_string"_s, u"c"_s}}),
            bodySourcesOfDisk());
        QCOMPARE(diffOf(*body), u"- b\n+ c"_s);
        QCOMPARE(body->findChild<CodeView*>(u"target"_s)->toPlainText(),
                 QFileInfo{file.fileName()}.canonicalFilePath());
        QVERIFY(body->isStillAsShown());
        QVERIFY(file.open(QIODevice::Append) && file.write("d") == 1);
        file.close();
        QVERIFY(!body->isStillAsShown());
    }
};

QTEST_MAIN(TestEditBody)
#include "test_edit_body.moc"
