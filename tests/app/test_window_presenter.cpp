// SPDX-License-Identifier: MIT
// How an open window comes to the front when a person asks for it.
#include "app/window_presenter.h"

#include <QApplication>
#include <QDialog>
#include <QLineEdit>
#include <QSignalSpy>
#include <QTest>
#include <QVBoxLayout>
#include <QWindow>

#include <optional>

using namespace tocsin;
using namespace Qt::StringLiterals;
using Kind = TerminalProblem::Kind;

namespace {

/// Remembers what it was asked for.
class ScriptedRaiser final : public WindowRaiser
{
public:
    struct Asked
    {
        QList<WindowHint> hints{};
        QList<Done> waiting{};
    };
    ScriptedRaiser(Asked& asked, std::optional<Kind> problem, bool answersAtOnce)
        : m_asked{asked}
        , m_problem{problem}
        , m_answersAtOnce{answersAtOnce}
    {}
    void raise(const WindowHint& window, Done onDone) override
    {
        m_asked.hints.append(window);
        if (m_answersAtOnce)
            onDone(m_problem ? std::optional{TerminalProblem{*m_problem}} : std::nullopt);
        else
            m_asked.waiting.append(std::move(onDone));
    }

private:
    Asked& m_asked;
    std::optional<Kind> m_problem;
    bool m_answersAtOnce;
};

/// A window that starts at its first field when it is opened.
class Form final : public QDialog
{
public:
    Form()
    {
        setWindowTitle(u"Form"_s);
        auto* layout = new QVBoxLayout{this};
        layout->addWidget(&first);
        layout->addWidget(&second);
        resize(333, 222);
    }
    QLineEdit first;
    QLineEdit second;
    int opened{0};
    int closed{0};

protected:
    void showEvent(QShowEvent* event) override
    {
        QDialog::showEvent(event);
        ++opened;
        first.setFocus();
    }
    void hideEvent(QHideEvent* event) override
    {
        QDialog::hideEvent(event);
        ++closed;
    }
};

void activate(QWidget& window)
{
    window.activateWindow();
    QTRY_COMPARE(QApplication::activeWindow(), &window);
}

} // namespace

class TestWindowPresenter final : public QObject
{
    Q_OBJECT
private:
    /// Open, with the second field in use, behind another window.
    struct Bench
    {
        ScriptedRaiser::Asked asked;
        WindowPresenter presenter;
        QWidget terminal;
        Form form;
        std::optional<QSignalSpy> mapped;

        explicit Bench(bool isWayland = true, std::optional<Kind> problem = Kind::NoWayToRaise,
                       bool answersAtOnce = true)
            : presenter{isWayland ? std::make_unique<ScriptedRaiser>(asked, problem, answersAtOnce) : nullptr}
        {}
        void open()
        {
            presenter.present(form);
            activate(form);
            form.second.setFocus();
            terminal.show();
            activate(terminal);
            mapped.emplace(form.windowHandle(), &QWindow::visibleChanged);
            QVERIFY(asked.hints.isEmpty()); // it was closed: a new window comes forward
        }
        [[nodiscard]] bool isMappedAgain() const { return mapped->size() == 2 && form.isVisible(); }
        [[nodiscard]] bool isLeftAsItIs() const { return mapped->isEmpty() && form.isVisible(); }
    };

private Q_SLOTS:
    void whereNothingRaisesItIsMappedAgain()
    {
        Bench b;
        b.open();
        b.presenter.present(b.form);
        QVERIFY(b.isMappedAgain());
        QTRY_VERIFY(b.form.isActiveWindow());
        QCOMPARE(b.form.size(), QSize(333, 222));
        QCOMPARE(b.form.focusWidget(), &b.form.second);
        QVERIFY2(b.form.opened == 1 && b.form.closed == 0, "it stays on its page");
        b.form.hide();
        QCOMPARE(b.form.closed, 1); // as any other window from then on
    }
    void aWindowOnTheWholeScreenStaysThere()
    {
        Bench b;
        b.open();
        b.form.showMaximized();
        activate(b.terminal);
        b.presenter.present(b.form);
        QVERIFY(b.form.isVisible() && b.form.isMaximized());
    }
    void theDesktopRaisesItIfItCan()
    {
        Bench b{true, std::nullopt};
        b.open();
        b.presenter.present(b.form);
        QCOMPARE(b.asked.hints.size(), 1);
        QCOMPARE(b.asked.hints.first().pids, QList<qint64>{QCoreApplication::applicationPid()});
        QCOMPARE(b.asked.hints.first().names, QStringList{u"Form"_s});
        QVERIFY(b.isLeftAsItIs());
    }
    void whatTheDesktopCannotRaiseIsMappedAgain_data()
    {
        QTest::addColumn<int>("problem");
        for (const Kind kind : {Kind::ProgramFailed, Kind::NoWindow, Kind::SeveralWindows, Kind::NotRaised})
            QTest::addRow("%d", static_cast<int>(kind)) << static_cast<int>(kind);
    }
    void whatTheDesktopCannotRaiseIsMappedAgain()
    {
        QFETCH(int, problem);
        Bench b{true, static_cast<Kind>(problem)};
        b.open();
        b.presenter.present(b.form);
        QVERIFY(b.isMappedAgain());
    }
    void anActiveWindowIsLeftAsItIs()
    {
        Bench b;
        b.open();
        activate(b.form);
        b.presenter.present(b.form);
        QVERIFY(b.isLeftAsItIs() && b.asked.hints.isEmpty());
        QDialog question{&b.form};
        question.show();
        activate(question);
        b.presenter.present(b.form);
        QVERIFY2(b.isLeftAsItIs() && b.asked.hints.isEmpty(), "its dialog is active");
    }
    void aTokenIsEnough()
    {
        Bench b;
        b.open();
        b.presenter.present(b.form, u"0f6b7ad4-1d6c"_s);
        QVERIFY(b.isLeftAsItIs());
        QCOMPARE(b.asked.hints.size(), 1); // sway may only mark it
        activate(b.terminal);
        b.presenter.present(b.form, QString{300, u'x'}); // none that any desktop gives
        QVERIFY(b.isMappedAgain());
    }
    void otherPlatformsNeedNoneOfThis()
    {
        Bench b{false};
        b.open();
        b.presenter.present(b.form);
        QVERIFY(b.isLeftAsItIs());
    }
    void itsDialogsComeWithIt()
    {
        Bench b;
        b.open();
        QDialog question{&b.form};
        question.show();
        activate(b.terminal);
        QSignalSpy mapped{question.windowHandle(), &QWindow::visibleChanged};
        b.presenter.present(b.form);
        QVERIFY(b.isMappedAgain());
        QVERIFY(mapped.size() == 2 && question.isVisible());
    }
    void aModalDialogIsNotClosedByIt()
    {
        Bench b;
        b.open();
        QDialog chooser{&b.form};
        chooser.open();
        activate(b.terminal);
        QSignalSpy mapped{chooser.windowHandle(), &QWindow::visibleChanged};
        b.presenter.present(b.form);
        QVERIFY(b.isLeftAsItIs());
        QVERIFY(mapped.isEmpty() && chooser.isModal());
    }
    void aLateAnswerChangesNoWindowThatIsActiveOrClosed()
    {
        Bench b{true, {}, false};
        b.open();
        for (int i = 0; i < 3; ++i)
            b.presenter.present(b.form);
        QCOMPARE(b.asked.waiting.size(), 3);
        activate(b.form);
        b.asked.waiting.at(0)(TerminalProblem{Kind::ProgramFailed});
        QVERIFY(b.isLeftAsItIs());
        activate(b.terminal);
        b.asked.waiting.at(1)(TerminalProblem{Kind::ProgramFailed});
        QVERIFY(b.isMappedAgain());
        b.form.hide();
        b.asked.waiting.at(2)(TerminalProblem{Kind::ProgramFailed});
        QVERIFY(!b.form.isVisible());
    }
    void aLateAnswerFindsNoWindow()
    {
        ScriptedRaiser::Asked asked;
        WindowPresenter presenter{std::make_unique<ScriptedRaiser>(asked, std::nullopt, false)};
        QWidget terminal;
        {
            Form form;
            form.show();
            terminal.show();
            activate(terminal);
            presenter.present(form);
        }
        QCOMPARE(asked.waiting.size(), 1);
        asked.waiting.first()(TerminalProblem{Kind::ProgramFailed});
    }
};

QTEST_MAIN(TestWindowPresenter)
#include "test_window_presenter.moc"
