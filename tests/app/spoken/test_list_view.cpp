// SPDX-License-Identifier: MIT
#include "app/spoken/list_view.h"
#include "tests/support/active_window.h"

#include <QLineEdit>
#include <QStringListModel>
#include <QTest>
#include <QVBoxLayout>

using namespace tocsin;
using namespace tocsin::test;
using namespace Qt::StringLiterals;

namespace {

/// Notes what screen readers are told; without one, Qt passes no event on.
class NotingView final : public ListView
{
    Q_OBJECT
public:
    QStringList told{};

protected:
    void tell(const QModelIndex& row) override
    {
        told += row.data().toString();
        ListView::tell(row);
    }
};

} // namespace

class TestListView final : public QObject
{
    Q_OBJECT
private:
    QWidget m_window;
    QLineEdit* m_field{new QLineEdit};
    NotingView* m_list{new NotingView};
    QStringListModel m_model{{u"shop"_s, u"blog"_s, u"docs"_s}};

private Q_SLOTS:
    void initTestCase()
    {
        auto* lines = new QVBoxLayout{&m_window};
        lines->addWidget(m_field);
        lines->addWidget(m_list);
        m_list->setModel(&m_model);
        m_window.show();
        makeActive(m_window);
    }
    void init()
    {
        m_field->setFocus();
        m_list->setCurrentIndex(m_model.index(0));
        QCoreApplication::processEvents();
        m_list->told.clear();
    }

    void aRowThatBecomesCurrentHasNotTheFocusOfAnotherField()
    {
        m_list->setCurrentIndex(m_model.index(1));
        QCoreApplication::processEvents();
        QCOMPARE(m_list->told, QStringList{});
    }
    void theCurrentRowIsToldWhenTheFocusComes()
    {
        m_list->setCurrentIndex(m_model.index(2));
        m_list->setFocus();
        QTRY_COMPARE(m_list->told, QStringList{u"docs"_s});
    }
    void theRowThatIsGoneToIsTold()
    {
        m_list->setFocus();
        QTRY_COMPARE(m_list->told, QStringList{u"shop"_s});
        QTest::keyClick(m_list, Qt::Key_Down);
        QTRY_COMPARE(m_list->told, (QStringList{u"shop"_s, u"blog"_s}));
    }
};

QTEST_MAIN(TestListView)
#include "test_list_view.moc"
