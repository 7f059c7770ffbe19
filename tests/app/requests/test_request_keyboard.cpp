// SPDX-License-Identifier: MIT
// The request window with the keyboard alone, and for those who hear it.
#include "tests/app/requests/request_bench.h"
#include "tests/support/active_window.h"
#include "translations/language.h"

#include <QAbstractButton>
#include <QAccessible>
#include <QListView>
#include <QScopeGuard>
#include <QSet>
#include <QTabBar>
#include <QTabWidget>

using namespace tocsin;
using namespace tocsin::test;
using namespace Qt::StringLiterals;
using Hook = RequestStage::Hook;

class TestRequestKeyboard final : public QObject
{
    Q_OBJECT
private:
    Language m_language;
    std::unique_ptr<RequestBench> m_bench;

    [[nodiscard]] SessionWindow& window() { return m_bench->window; }
    [[nodiscard]] std::size_t waiting() { return m_bench->stage.answers().waiting().size(); }
    [[nodiscard]] QList<QWidget*> reachable()
    {
        QList<QWidget*> result;
        for (QWidget* widget : window().findChildren<QWidget*>()) {
            if (widget->isVisible() && widget->isEnabled() && !widget->focusProxy() &&
                (widget->focusPolicy() & Qt::TabFocus))
                result += widget;
        }
        return result;
    }
    /// A dangerous request of a subagent beside another one, with every control in use.
    void openAll()
    {
        m_bench->stage.ask(u"ls"_s);
        const AlertId alert = m_bench->stage.askAsSubagent(u"sudo rm -rf /srv"_s).alert;
        m_bench->history.setAway(true);
        m_bench->history.setAway(false);
        m_bench->open(alert);
        makeActive(window());
        QVERIFY(m_bench->waitForButtons());
    }

private Q_SLOTS:
    void initTestCase_data()
    {
        QTest::addColumn<QString>("language");
        for (const QString& language : {u"en"_s, u"de"_s, u"fr"_s})
            QTest::newRow(qPrintable(language)) << language;
    }
    void init()
    {
        QFETCH_GLOBAL(QString, language);
        m_bench = std::make_unique<RequestBench>();
        QVERIFY(m_bench->hasBegun);
        m_language.use(language);
    }
    void cleanup()
    {
        m_bench.reset();
        m_language.use(u"en"_s);
    }

    void everyControlHasAName()
    {
        openAll();
        QVERIFY(!window().windowTitle().isEmpty());
        auto* parts = m_bench->find<QTabWidget>(u"parts"_s);
        for (int part = 0; part < parts->count(); ++part) {
            parts->setCurrentIndex(part);
            for (QWidget* widget : reachable()) {
                QAccessibleInterface* interface = QAccessible::queryAccessibleInterface(widget);
                QVERIFY(interface);
                QVERIFY2(!interface->text(QAccessible::Name).trimmed().isEmpty(),
                         qPrintable(widget->objectName() + QLatin1Char{' '} +
                                    QString::fromLatin1(widget->metaObject()->className())));
            }
        }
    }
    void tabVisitsAllFromTheListThroughTheRequest()
    {
        openAll();
        QWidget* const first = m_bench->find<QListView>(u"requests"_s);
        QTRY_COMPARE(window().focusWidget(), first);
        QList<QWidget*> visited;
        do {
            visited += window().focusWidget();
            QTest::keyClick(window().focusWidget(), Qt::Key_Tab);
        } while (window().focusWidget() != first && visited.size() < 50);
        const auto wanted = reachable();
        QCOMPARE(QSet<QWidget*>(visited.cbegin(), visited.cend()),
                 QSet<QWidget*>(wanted.cbegin(), wanted.cend()));
        QStringList names;
        for (QWidget* widget : visited)
            names += widget->objectName();
        const QStringList order{u"requests"_s, u"showThere"_s, u"confirmation"_s,
                                u"message"_s,  u"deny"_s,      u"denyAndStop"_s};
        qsizetype at = -1;
        for (const QString& name : order) {
            QVERIFY2(names.indexOf(name) > at, qPrintable(names.join(u' ')));
            at = names.indexOf(name);
        }
        // Then from the start, which ends with the list.
        for (const QString& name : {u"search"_s, u"group"_s, u"sessions"_s}) {
            QVERIFY2(names.indexOf(name) > at, qPrintable(names.join(u' ')));
            at = names.indexOf(name);
        }
    }
    /// On a screen of 800x600, with letters of 16 points.
    void largeLettersCutNothingOnASmallScreen()
    {
        const QFont usual = QApplication::font();
        const auto restore = qScopeGuard([&usual] { QApplication::setFont(usual); });
        QFont large = usual;
        large.setPointSize(16);
        QApplication::setFont(large);
        openAll();
        window().resize(792, 568);
        QCoreApplication::processEvents();
        QCOMPARE(window().size(), QSize(792, 568));
        for (const QTabBar* bar : window().findChildren<QTabBar*>()) {
            for (int i = 0; i < bar->count(); ++i) {
                const int needed = bar->fontMetrics().size(Qt::TextShowMnemonic, bar->tabText(i)).width();
                const bool isWhole =
                    bar->tabRect(i).width() > needed && bar->rect().contains(bar->tabRect(i));
                QVERIFY2(!bar->isTabVisible(i) || isWhole, qPrintable(bar->tabText(i)));
            }
        }
        for (const QLabel* label : window().findChildren<QLabel*>()) {
            const bool isWhole =
                !label->wordWrap() || label->height() >= label->heightForWidth(label->width());
            QVERIFY2(!label->isVisible() || isWhole, qPrintable(label->text()));
        }
        const QPushButton& last = *m_bench->button(u"denyAll"_s);
        const QRect place{last.mapTo(&window(), QPoint{}), last.size()};
        QVERIFY(window().rect().contains(place) && last.parentWidget()->rect().contains(last.geometry()));
    }
    void noTwoMnemonicsAreTheSame()
    {
        openAll();
        QStringList texts;
        for (QAbstractButton* button : window().findChildren<QAbstractButton*>()) {
            if (button->isVisible() && !button->text().isEmpty())
                texts += button->text();
        }
        for (const QTabBar* bar : window().findChildren<QTabBar*>()) {
            for (int i = 0; i < bar->count(); ++i)
                texts += bar->tabText(i);
        }
        for (const QLabel* label : window().findChildren<QLabel*>()) {
            if (label->isVisible() && label->buddy())
                texts += label->text();
        }
        texts += m_bench->find<QPushButton>(u"next"_s) ? QString{}
                                                       : window().findChild<QPushButton*>(u"next"_s)->text();
        QSet<QString> keys;
        for (const QString& text : std::as_const(texts)) {
            const QString key = QKeySequence::mnemonic(text).toString();
            QVERIFY2(!key.isEmpty(), qPrintable(text));
            QVERIFY2(!keys.contains(key), qPrintable(texts.join(u'|')));
            keys += key;
        }
    }
    void returnDecidesNothing()
    {
        openAll();
        QTest::mouseClick(m_bench->find<QAbstractButton>(u"confirmation"_s), Qt::LeftButton, {}, {8, 8});
        const auto widgets = reachable();
        QVERIFY(widgets.size() > 6);
        for (QWidget* widget : widgets) {
            widget->setFocus();
            QTest::keyClick(widget, Qt::Key_Return);
            QTest::keyClick(widget, Qt::Key_Enter);
        }
        QCoreApplication::processEvents();
        QCOMPARE(waiting(), std::size_t{2});
        for (const QPushButton* button : window().findChildren<QPushButton*>())
            QVERIFY(!button->isDefault() && !button->autoDefault());
    }
    void oneIsAllowedAndTheNextDeniedByKeys()
    {
        Hook& first = m_bench->stage.ask(u"ls"_s);
        Hook& second = m_bench->stage.ask(u"pwd"_s);
        m_bench->open();
        makeActive(window());
        QVERIFY(m_bench->waitForButtons());
        const auto press = [&](const QString& name) {
            const QKeySequence key = QKeySequence::mnemonic(m_bench->button(name)->text());
            QTest::keyClick(&window(), static_cast<Qt::Key>(key[0].key()), Qt::AltModifier);
        };
        press(u"accept"_s);
        QCOMPARE(first.verdict(), u"allow"_s);
        press(u"next"_s);
        QTRY_COMPARE(window().viewed(), second.alert);
        press(u"deny"_s); // inert
        QCOMPARE(waiting(), std::size_t{1});
        QVERIFY(m_bench->waitForButtons());
        press(u"deny"_s);
        QCOMPARE(second.verdict(), u"deny"_s);
        QCOMPARE(window().focusWidget(), m_bench->find<QListView>(u"requests"_s)); // not the search
    }
    void whatComesAndWhatCameOfItIsSaid()
    {
        const auto said = [this] {
            const auto* notification = window().findChild<QWidget*>(u"announcement"_s);
            return notification != nullptr ? notification->accessibleName() : QString{};
        };
        openAll();
        makeActive(window());
        m_bench->stage.ask(u"git log"_s, u"blog"_s);
        QTRY_VERIFY2(said().contains(u"git log"_s), qPrintable(said()));
        QVERIFY(m_bench->waitForButtons());
        m_bench->click(u"deny"_s);
        QTRY_COMPARE(said(), m_bench->text(u"note"_s));
    }
    void escapeClosesAndDecidesNothing()
    {
        openAll();
        QTest::keyClick(window().focusWidget(), Qt::Key_Escape);
        QVERIFY(!window().isVisible());
        QCOMPARE(waiting(), std::size_t{2});
    }
};

QTEST_MAIN(TestRequestKeyboard)
#include "test_request_keyboard.moc"
