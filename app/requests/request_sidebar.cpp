// SPDX-License-Identifier: MIT
#include "app/requests/request_sidebar.h"

#include "app/requests/line_delegate.h"
#include "app/requests/request_history.h"
#include "app/requests/request_list_model.h"
#include "app/spoken/list_view.h"

#include <QScopedValueRollback>
#include <QScrollBar>
#include <QSortFilterProxyModel>
#include <QTabBar>
#include <QTabWidget>
#include <QVBoxLayout>

namespace tocsin {

using namespace Qt::StringLiterals;

namespace {

void prepare(QListView& view)
{
    view.setItemDelegate(new LineDelegate{&view});
    view.setTextElideMode(Qt::ElideRight);
    view.setAlternatingRowColors(true);
    view.setResizeMode(QListView::Adjust);
    view.setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    view.setVerticalScrollMode(QListView::ScrollPerPixel);
    view.setEditTriggers(QListView::NoEditTriggers);
    view.setTabKeyNavigation(false);
}

/// The lists are as wide as the names of the tabs, so that none is cut.
class HistoryTabBar final : public QTabBar
{
public:
    using QTabBar::QTabBar;

protected:
    [[nodiscard]] QSize minimumTabSizeHint(int index) const override { return tabSizeHint(index); }
};

class HistoryTabs final : public QTabWidget
{
public:
    explicit HistoryTabs(QWidget* parent)
        : QTabWidget{parent}
    {
        setTabBar(new HistoryTabBar{this});
    }
};

} // namespace

RequestSidebar::RequestSidebar(RequestListModel& requests, RequestHistory& history, QWidget* parent)
    : QWidget{parent}
    , m_requests{requests}
    , m_history{history}
    , m_tabs{new HistoryTabs{this}}
    , m_answered{historyView(RequestHistory::AnsweredRole)}
    , m_away{historyView(RequestHistory::AwayRole)}
    , m_list{new ListView{this}}
{
    prepare(*m_list);
    m_list->setObjectName(u"requests"_s);
    m_list->setModel(&m_requests);
    m_answered->setObjectName(u"answered"_s);
    m_away->setObjectName(u"away"_s);
    m_tabs->setObjectName(u"history"_s);
    m_tabs->setDocumentMode(true);
    m_tabs->setUsesScrollButtons(false);
    m_tabs->setElideMode(Qt::ElideNone);
    m_tabs->addTab(m_list, {});
    m_tabs->addTab(m_answered, {});
    m_tabs->addTab(m_away, {});
    m_tabs->setTabVisible(2, false);
    auto* lines = new QVBoxLayout{this};
    lines->setContentsMargins({});
    lines->addWidget(m_tabs);
    connect(m_list->selectionModel(), &QItemSelectionModel::currentChanged, this,
            [this](const QModelIndex& current) {
                if (!m_isSelecting && current.isValid())
                    Q_EMIT chosen(m_requests.alertAt(current));
            });
    connect(m_list, &QListView::clicked, this, // also the current one
            [this](const QModelIndex& index) { Q_EMIT chosen(m_requests.alertAt(index)); });
    connect(&m_requests, &RequestListModel::waitingChanged, this, &RequestSidebar::nameTabs);
    retranslate();
}

QListView* RequestSidebar::historyView(int role)
{
    auto* filter = new QSortFilterProxyModel{this};
    filter->setSourceModel(&m_history);
    filter->setFilterRole(role);
    filter->setFilterFixedString(u"true"_s);
    if (role == RequestHistory::AnsweredRole) {
        filter->setSortRole(RequestHistory::AnsweredAtRole);
        filter->sort(0, Qt::DescendingOrder);
    }
    auto* view = new ListView{this};
    prepare(*view);
    view->setModel(filter);
    return view;
}

void RequestSidebar::select(AlertId alert)
{
    const QScopedValueRollback selecting{m_isSelecting, true};
    m_list->setCurrentIndex(m_requests.indexOf(alert));
}

void RequestSidebar::showAwayReport(bool isShown)
{
    m_tabs->setTabVisible(2, isShown);
}

void RequestSidebar::focusList()
{
    m_tabs->setCurrentWidget(m_list);
    m_list->setFocus();
}

void RequestSidebar::nameTabs()
{
    const int waiting = m_requests.waitingCount();
    //: %1 is how many there are
    m_tabs->setTabText(0, waiting > 0 ? tr("&Waiting (%1)").arg(waiting) : tr("&Waiting"));
    m_tabs->setTabText(1, tr("A&nswered"));
    m_tabs->setTabText(2, tr("Awa&y"));
}

void RequestSidebar::retranslate()
{
    m_list->setAccessibleName(tr("Waiting requests"));
    m_tabs->tabBar()->setAccessibleName(tr("Requests of all sessions"));
    m_tabs->setTabToolTip(1, tr("Answered requests"));
    m_tabs->setTabToolTip(2, tr("What was asked while you were away"));
    m_answered->setAccessibleName(tr("Answered requests"));
    m_away->setAccessibleName(tr("What was asked while you were away"));
    nameTabs();
    m_requests.refreshTimes();
    m_history.retranslate();
}

} // namespace tocsin
