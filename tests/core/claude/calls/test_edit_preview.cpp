// SPDX-License-Identifier: MIT
#include "core/claude/calls/edit_preview.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QTest>

using namespace tocsin;
using namespace Qt::StringLiterals;

Q_DECLARE_METATYPE(tocsin::PreviewFault)

namespace {

hook::ToolCall callOf(const QString& tool, const QByteArray& input)
{
    const QJsonDocument document = QJsonDocument::fromJson(input);
    if (!document.isObject())
        qFatal("no object: %s", input.constData());
    return {.tool = tool, .input = document.object()};
}

const QByteArray Notebook{R"({"cells":[
    {"cell_type":"code","id":"one","source":["a = 1\n","b = 2"]},
    {"cell_type":"markdown","source":"# Title"}]})"};

} // namespace

class TestEditPreview final : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void theFileIsChangedAsTheCallSays_data()
    {
        QTest::addColumn<QString>("tool");
        QTest::addColumn<QByteArray>("input");
        QTest::addColumn<QByteArray>("file");
        QTest::addColumn<QString>("before");
        QTest::addColumn<QString>("after");
        const auto row = [](const char* name, const QString& tool, const char* input, const char* file,
                            const QString& before, const QString& after) {
            QTest::newRow(name) << tool << QByteArray{input} << QByteArray{file} << before << after;
        };
        const QString edit = u"Edit"_s;
        row("edit", edit, R"({"file_path":"/f","old_string":"b","new_string":"B"})", "a\nb\nc\n",
            u"a\nb\nc\n"_s, u"a\nB\nc\n"_s);
        row("edit everywhere", edit,
            R"({"file_path":"/f","old_string":"a","new_string":"aa","replace_all":true})", "a.a.a",
            u"a.a.a"_s, u"aa.aa.aa"_s);
        row("no pattern, no reference", edit,
            R"({"file_path":"/f","old_string":".*$","new_string":"$1\\0&"})", "x.*$y", u"x.*$y"_s,
            u"x$1\\0&y"_s);
        row("a removed line goes with its line feed", edit,
            R"({"file_path":"/f","old_string":"b","new_string":""})", "a\nb\nc\n", u"a\nb\nc\n"_s,
            u"a\nc\n"_s);
        row("a removed word at the end", edit, R"({"file_path":"/f","old_string":" b","new_string":""})",
            "a b", u"a b"_s, u"a"_s);
        row("removed with its line feed", edit, R"({"file_path":"/f","old_string":"b\n","new_string":""})",
            "a\nb\nc\n", u"a\nb\nc\n"_s, u"a\nc\n"_s);
        row("cr lf", edit, R"({"file_path":"/f","old_string":"a\nb","new_string":"x"})", "a\r\nb\r\nc\r\n",
            u"a\nb\nc\n"_s, u"x\nc\n"_s);
        row("an empty file is filled", edit, R"({"file_path":"/f","old_string":"","new_string":"new\n"})", "",
            u""_s, u"new\n"_s);
        row("not only latin letters", edit, R"({"file_path":"/f","old_string":"é🙂","new_string":"ü"})",
            "<é🙂>", u"<é🙂>"_s, u"<ü>"_s);
        row("several edits, one after the other", u"MultiEdit"_s,
            R"({"file_path":"/f","edits":[{"old_string":"a","new_string":"b"},{"old_string":"b c","new_string":"d"}]})",
            "a c", u"a c"_s, u"d"_s);
        row("write", u"Write"_s, R"({"file_path":"/f","content":"new"})", "old\n", u"old\n"_s, u"new"_s);
        row("write over cr lf", u"Write"_s, R"({"file_path":"/f","content":"a\n"})", "a\r\n", u"a\r\n"_s,
            u"a\n"_s);
        row("a cell", u"NotebookEdit"_s, R"({"notebook_path":"/n","cell_id":"one","new_source":"c"})",
            Notebook.constData(), u"a = 1\nb = 2"_s, u"c"_s);
        row("a cell by its place", u"NotebookEdit"_s,
            R"({"notebook_path":"/n","cell_id":"cell-1","new_source":"c","edit_mode":"replace"})",
            Notebook.constData(), u"# Title"_s, u"c"_s);
        row("a new cell", u"NotebookEdit"_s,
            R"({"notebook_path":"/n","cell_id":"one","new_source":"c","edit_mode":"insert","cell_type":"code"})",
            Notebook.constData(), u""_s, u"c"_s);
        row("a first cell", u"NotebookEdit"_s,
            R"({"notebook_path":"/n","new_source":"c","edit_mode":"insert","cell_type":"code"})",
            Notebook.constData(), u""_s, u"c"_s);
        row("a cell deleted", u"NotebookEdit"_s,
            R"({"notebook_path":"/n","cell_id":"one","new_source":"","edit_mode":"delete"})",
            Notebook.constData(), u"a = 1\nb = 2"_s, u""_s);
    }
    void theFileIsChangedAsTheCallSays()
    {
        QFETCH(QString, tool);
        QFETCH(QByteArray, input);
        QFETCH(QByteArray, file);
        const hook::ToolCall call = callOf(tool, input);
        QVERIFY(editsFile(call));
        const auto preview = previewOf(call, file);
        QVERIFY2(preview, qPrintable(preview ? QString{} : QString::number(int(preview.error()))));
        QTEST(preview->before, "before");
        QTEST(preview->after, "after");
        QVERIFY(!preview->isNewFile);
    }
    void aFileThatIsNotThereIsCreated_data()
    {
        QTest::addColumn<QString>("tool");
        QTest::addColumn<QByteArray>("input");
        QTest::newRow("write") << u"Write"_s << R"({"file_path":"/f","content":"x\n"})"_ba;
        QTest::newRow("edit") << u"Edit"_s << R"({"file_path":"/f","old_string":"","new_string":"x\n"})"_ba;
    }
    void aFileThatIsNotThereIsCreated()
    {
        QFETCH(QString, tool);
        QFETCH(QByteArray, input);
        const auto preview = previewOf(callOf(tool, input), Unexpected{FileFault::Missing});
        QVERIFY(preview);
        QVERIFY(preview->isNewFile);
        QCOMPARE(preview->before, u""_s);
        QCOMPARE(preview->after, u"x\n"_s);
    }
    void whatCannotBePreviewedSaysWhy_data()
    {
        QTest::addColumn<QString>("tool");
        QTest::addColumn<QByteArray>("input");
        QTest::addColumn<QByteArray>("file");
        QTest::addColumn<PreviewFault>("fault");
        const auto row = [](const char* name, const QString& tool, const char* input, const QByteArray& file,
                            PreviewFault fault) {
            QTest::newRow(name) << tool << QByteArray{input} << file << fault;
        };
        const QString edit = u"Edit"_s;
        const char* change = R"({"file_path":"/f","old_string":"b","new_string":"B"})";
        row("not found", edit, change, "a", PreviewFault::NotFound);
        row("not unique", edit, change, "b b", PreviewFault::NotUnique);
        row("not unique, each on a line to be removed", edit,
            R"({"file_path":"/f","old_string":"b","new_string":""})", "b\nb\n", PreviewFault::NotUnique);
        row("overlapping", edit, R"({"file_path":"/f","old_string":"aa","new_string":"x"})", "aaaa",
            PreviewFault::NotUnique);
        row("to be created, but there", edit, R"({"file_path":"/f","old_string":"","new_string":"x"})", "a",
            PreviewFault::Exists);
        row("latin-1", edit, change, "b\xe9", PreviewFault::NotUtf8);
        row("utf-16", u"Write"_s, R"({"file_path":"/f","content":"x"})", "\xff\xfe\x61"_ba,
            PreviewFault::NotUtf8);
        row("no file named", edit, R"({"old_string":"b","new_string":"B"})", "b", PreviewFault::Malformed);
        row("home", u"Write"_s, R"({"file_path":"~/.bashrc","content":"x"})", "b", PreviewFault::OddPath);
        row("space before the path", u"Write"_s, R"({"file_path":" /etc/passwd","content":"x"})", "b",
            PreviewFault::OddPath);
        row("space after the path", u"Write"_s, R"({"file_path":"/etc/passwd ","content":"x"})", "b",
            PreviewFault::OddPath);
        row("no new text", edit, R"({"file_path":"/f","old_string":"b"})", "b", PreviewFault::Malformed);
        row("not text", u"Write"_s, R"({"file_path":"/f","content":{"a":1}})", "b", PreviewFault::Malformed);
        row("no edits", u"MultiEdit"_s, R"({"file_path":"/f","edits":[]})", "b", PreviewFault::Malformed);
        row("one of two not found", u"MultiEdit"_s,
            R"({"file_path":"/f","edits":[{"old_string":"b","new_string":"c"},{"old_string":"b","new_string":"c"}]})",
            "b", PreviewFault::NotFound);
        row("no notebook", u"NotebookEdit"_s, R"({"notebook_path":"/n","cell_id":"one","new_source":"c"})",
            "x", PreviewFault::NoNotebook);
        row("no such cell", u"NotebookEdit"_s, R"({"notebook_path":"/n","cell_id":"two","new_source":"c"})",
            Notebook, PreviewFault::NoCell);
        row("no such place", u"NotebookEdit"_s,
            R"({"notebook_path":"/n","cell_id":"cell-2","new_source":"c"})", Notebook, PreviewFault::NoCell);
        row("unknown way", u"NotebookEdit"_s,
            R"({"notebook_path":"/n","cell_id":"one","new_source":"c","edit_mode":"swap"})", Notebook,
            PreviewFault::Malformed);
    }
    void whatCannotBePreviewedSaysWhy()
    {
        QFETCH(QString, tool);
        QFETCH(QByteArray, input);
        QFETCH(QByteArray, file);
        const auto preview = previewOf(callOf(tool, input), file);
        QVERIFY(!preview);
        QTEST(preview.error(), "fault");
    }
    void aFileThatCannotBeReadSaysWhy_data()
    {
        QTest::addColumn<int>("file");
        QTest::addColumn<PreviewFault>("fault");
        QTest::newRow("missing") << int(FileFault::Missing) << PreviewFault::Missing;
        QTest::newRow("folder") << int(FileFault::NotAFile) << PreviewFault::Unreadable;
        QTest::newRow("large") << int(FileFault::TooLarge) << PreviewFault::TooLarge;
        QTest::newRow("unreadable") << int(FileFault::Unreadable) << PreviewFault::Unreadable;
    }
    void aFileThatCannotBeReadSaysWhy()
    {
        QFETCH(int, file);
        const hook::ToolCall call =
            callOf(u"Edit"_s, R"({"file_path":"/f","old_string":"b","new_string":"B"})");
        const auto preview = previewOf(call, Unexpected{static_cast<FileFault>(file)});
        QVERIFY(!preview);
        QTEST(preview.error(), "fault");
    }
    void otherToolsEditNoFile()
    {
        for (const char* tool : {"Bash", "Read", "mcp__fs__Write", "write"})
            QVERIFY(!editsFile({.tool = QString::fromLatin1(tool)}));
    }
    void aRelativePathIsOneOfTheFolder()
    {
        const auto path = [](const char* written) {
            return editedPath({.tool = u"Write"_s, .input = {{u"file_path"_s, QString::fromLatin1(written)}}},
                              u"/home/dev"_s);
        };
        QCOMPARE(path("a.txt"), u"/home/dev/a.txt"_s);
        QCOMPARE(path("/tmp/a.txt"), u"/tmp/a.txt"_s);
        QCOMPARE(path(""), u""_s);
        QCOMPARE(path("~/a.txt"), u""_s);
        QCOMPARE(path(" /etc/passwd"), u""_s);
    }
    void whatThePreviewDoesNotShowIsLeft()
    {
        QCOMPARE(beyondPreview(callOf(u"Edit"_s, R"({"file_path":"/f","old_string":"a","new_string":"b",
            "replace_all":false})")),
                 QJsonObject{});
        const QJsonObject more{{u"mode"_s, 511}};
        QCOMPARE(beyondPreview(callOf(u"Write"_s, R"({"file_path":"/f","content":"a","mode":511})")), more);
        const QJsonObject cell{{u"cell_id"_s, u"one"_s}, {u"edit_mode"_s, u"delete"_s}};
        QCOMPARE(beyondPreview(callOf(
                     u"NotebookEdit"_s,
                     R"({"notebook_path":"/n","new_source":"","cell_id":"one","edit_mode":"delete"})")),
                 cell);
    }
};

QTEST_GUILESS_MAIN(TestEditPreview)
#include "test_edit_preview.moc"
