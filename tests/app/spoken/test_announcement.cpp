// SPDX-License-Identifier: MIT
#include "app/spoken/announcement.h"
#include "app/windows/inline_note.h"
#include "tests/support/active_window.h"

#include <QAccessible>
#include <QComboBox>

#include <memory>

using namespace tocsin;
using namespace tocsin::test;
using namespace Qt::StringLiterals;

namespace {

/// As a screen reader is told of it; without one, Qt passes no event on.
QString saidIn(const QWidget& window)
{
    auto* notification = window.findChild<QWidget*>(u"announcement"_s);
    if (notification == nullptr)
        return {};
    const QAccessibleInterface* interface = QAccessible::queryAccessibleInterface(notification);
    return interface->role() == QAccessible::Notification ? interface->text(QAccessible::Name) : u"no role"_s;
}

} // namespace

class TestAnnouncement final : public QObject
{
    Q_OBJECT
private:
    std::unique_ptr<QWidget> m_window;

private Q_SLOTS:
    void init()
    {
        m_window = std::make_unique<QWidget>();
        m_window->show();
        makeActive(*m_window);
    }

    void eachOneIsSaid()
    {
        announce(*m_window, u"shop: needs permission"_s);
        QCOMPARE(saidIn(*m_window), u"shop: needs permission"_s);
        announce(*m_window, u"blog: has a question"_s);
        QCOMPARE(saidIn(*m_window), u"blog: has a question"_s);
    }
    void nothingIsSaidOfAWindowThatIsNotOpen()
    {
        m_window->hide();
        announce(*m_window, u"shop: needs permission"_s);
        QCOMPARE(saidIn(*m_window), QString{});
    }
    void itIsNothingToSee()
    {
        announce(*m_window, u"shop: needs permission"_s);
        for (const QWidget* child : m_window->findChildren<QWidget*>())
            QVERIFY(!child->isVisible());
    }
    /// Else Orca says the dialog first.
    void itIsNoPartOfTheWindow()
    {
        announce(*m_window, u"shop: needs permission"_s);
        auto* notification = m_window->findChild<QWidget*>(u"announcement"_s);
        QCOMPARE(QAccessible::queryAccessibleInterface(notification)->parent()->role(),
                 QAccessible::Application);
    }
    void aChoiceByKeyIsSaid()
    {
        auto* box = new QComboBox{m_window.get()};
        box->addItems({u"If I don't react"_s, u"Never"_s, u"At once"_s});
        announceChoices(*box);
        box->show();
        box->setCurrentIndex(2);
        QCOMPARE(saidIn(*m_window), QString{});
        box->setFocus();
        QTest::keyClick(box, Qt::Key_Up);
        QCOMPARE(saidIn(*m_window), u"Never"_s);
    }
    void aProblemIsSaidAndAHintIsNot()
    {
        auto* shown = new InlineNote{m_window.get()};
        shown->say(u"Begin with +."_s);
        QCOMPARE(saidIn(*m_window), QString{});
        shown->say(u"That is too long."_s, NoteTone::Problem);
        QCOMPARE(saidIn(*m_window), u"That is too long."_s);
    }
};

QTEST_MAIN(TestAnnouncement)
#include "test_announcement.moc"
