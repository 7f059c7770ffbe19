// SPDX-License-Identifier: MIT
#include "tests/app/requests/body/body_requests.h"
#include "tests/support/active_window.h"
#include "translations/language.h"

#include <QAbstractButton>
#include <QAccessible>
#include <QApplication>
#include <QGroupBox>
#include <QJsonArray>
#include <QLabel>
#include <QPlainTextEdit>
#include <QSet>
#include <QTest>

using namespace tocsin;
using namespace tocsin::test;

/// What holds for every kind of request, in every language.
class TestBodyAccess final : public QObject
{
    Q_OBJECT
private:
    FakeFiles m_files;
    Language m_language;

    [[nodiscard]] static QList<QWidget*> reachable(const QWidget& body)
    {
        QList<QWidget*> result;
        for (QWidget* widget : body.findChildren<QWidget*>()) {
            if (widget->isVisible() && widget->isEnabled() && !widget->focusProxy() &&
                (widget->focusPolicy() & Qt::TabFocus))
                result += widget;
        }
        return result;
    }
    [[nodiscard]] std::unique_ptr<RequestBody> open()
    {
        QFETCH_GLOBAL(QString, language);
        m_language.use(language);
        return openAsIs();
    }
    [[nodiscard]] std::unique_ptr<RequestBody> openAsIs()
    {
        QFETCH_GLOBAL(QString, tool);
        QFETCH_GLOBAL(QByteArray, input);
        m_files.files[u"/f"_s] = "b\n";
        auto body = makeRequestBody(requestOf(tool, input), m_files.sources());
        body->show();
        makeActive(*body);
        return body;
    }

private Q_SLOTS:
    void initTestCase_data()
    {
        QTest::addColumn<QString>("tool");
        QTest::addColumn<QByteArray>("input");
        QTest::addColumn<QString>("language");
        for (const QString& language : {u"en"_s, u"de"_s, u"fr"_s}) {
            const auto row = [&](const char* name, const QString& tool, const char* input) {
                QTest::addRow("%s %s", name, qPrintable(language)) << tool << QByteArray{input} << language;
            };
            row("command", u"Bash"_s, R"({"command":"ls","description":"List","timeout":1})");
            row("fetch", u"WebFetch"_s, R"({"url":"https:\/\/xn--pple-43d.com/","prompt":"x"})");
            row("other", u"mcp__x__y"_s, R"({"a":{"b":[1]},"c":"d"})");
            row("diff", u"Edit"_s, R"({"file_path":"/f","old_string":"b","new_string":"c"})");
            row("no diff", u"Edit"_s, R"({"file_path":"/f","old_string":"x","new_string":"c"})");
            row("plan", u"ExitPlanMode"_s, R"({"plan":"Do it","allowedPrompts":[]})");
            row("no plan", u"ExitPlanMode"_s, "{}");
            row("questions", u"AskUserQuestion"_s,
                R"({"questions":[{"question":"1?","options":[{"label":"A"},{"label":"B"}]},
                    {"question":"2?","multiSelect":true,"options":[{"label":"C"},{"label":"D"}]},
                    {"question":"3?"}]})");
        }
    }
    void cleanup() { m_language.use(u"en"_s); }

    void everyWidgetOfTheKeyboardHasAName()
    {
        const auto body = open();
        for (QWidget* widget : reachable(*body)) {
            QAccessibleInterface* interface = QAccessible::queryAccessibleInterface(widget);
            QVERIFY(interface);
            QVERIFY2(!interface->text(QAccessible::Name).trimmed().isEmpty(),
                     qPrintable(QString::fromLatin1(widget->metaObject()->className())));
        }
    }
    void tabVisitsAllAndComesBack()
    {
        const auto body = open();
        QVERIFY(QTest::qWaitForWindowActive(body.get()));
        const QList<QWidget*> all = reachable(*body);
        if (all.isEmpty())
            return;
        all.front()->setFocus();
        QSet<QWidget*> visited;
        for (int step = 0; step <= all.size(); ++step) {
            visited += QApplication::focusWidget();
            QTest::keyClick(QApplication::focusWidget(), Qt::Key_Tab);
        }
        // One button of a group is a stop; the arrows reach the others.
        for (QWidget* widget : all) {
            const bool isInGroup =
                widget->objectName().startsWith(u"option"_s) || widget->objectName() == u"chooseOther"_s;
            QVERIFY2(visited.contains(widget) || isInGroup, qPrintable(widget->objectName()));
        }
    }
    void anotherLanguageIsTakenAtOnce()
    {
        QFETCH_GLOBAL(QString, language);
        const auto texts = [](const RequestBody& body) {
            QStringList result{body.obstacle()};
            for (const QWidget* widget : body.findChildren<QWidget*>()) {
                if (widget->objectName() == u"announcement"_s)
                    continue; // was said once, and is nothing to see
                result += widget->accessibleName();
                if (const auto* label = qobject_cast<const QLabel*>(widget))
                    result += label->text();
                if (const auto* button = qobject_cast<const QAbstractButton*>(widget))
                    result += button->text();
                if (const auto* box = qobject_cast<const QGroupBox*>(widget))
                    result += box->title();
                if (const auto* view = qobject_cast<const QPlainTextEdit*>(widget))
                    result += view->toPlainText();
            }
            return result;
        };
        const QStringList wanted = texts(*open());
        m_language.use(language == u"fr"_s ? u"de"_s : u"fr"_s);
        const auto body = openAsIs();
        QVERIFY(texts(*body) != wanted);
        m_language.use(language);
        QCoreApplication::processEvents();
        QCOMPARE(texts(*body), wanted);
    }
    void nothingIsCutAtALargeFont()
    {
        const QFont usual = QApplication::font();
        QFont large = usual;
        large.setPointSize(16);
        QApplication::setFont(large);
        const auto body = open();
        const int width = body->minimumSizeHint().width();
        QApplication::setFont(usual);
        QVERIFY2(width <= 480, qPrintable(QString::number(width)));
        for (const QPlainTextEdit* view : body->findChildren<QPlainTextEdit*>())
            QVERIFY(view->font().pointSize() == 16);
    }
};

QTEST_MAIN(TestBodyAccess)
#include "test_body_access.moc"
