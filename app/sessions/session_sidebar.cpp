// SPDX-License-Identifier: MIT
#include "app/sessions/session_sidebar.h"

#include "app/sessions/session_list_model.h"
#include "app/sessions/session_list_view.h"
#include "app/spoken/announcement.h"

#include <QAction>
#include <QComboBox>
#include <QKeyEvent>
#include <QLineEdit>
#include <QVBoxLayout>

namespace tocsin {

using namespace Qt::StringLiterals;

SessionSidebar::SessionSidebar(SessionListModel& sessions, QWidget* parent)
    : QWidget{parent}
    , m_sessions{sessions}
    , m_search{new QLineEdit{this}}
    , m_group{new QComboBox{this}}
    , m_list{new SessionListView{this}}
    , m_rename{new QAction{m_list}}
{
    m_filter.setSourceModel(&m_sessions);
    m_search->setObjectName(u"search"_s);
    m_search->setClearButtonEnabled(true);
    m_search->installEventFilter(this);
    m_group->setObjectName(u"group"_s);
    announceChoices(*m_group);
    m_group->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    for (const SessionGroup group : {SessionGroup::All, SessionGroup::NeedsYou, SessionGroup::Permission,
                                     SessionGroup::Question, SessionGroup::Waiting, SessionGroup::Stopped,
                                     SessionGroup::Working, SessionGroup::Finished, SessionGroup::Ended})
        m_group->addItem(QString{}, static_cast<int>(group));
    m_list->setObjectName(u"sessions"_s);
    m_list->setModel(&m_filter);
    m_rename->setShortcut(Qt::Key_F2);
    m_rename->setShortcutContext(Qt::WidgetShortcut);
    m_list->addAction(m_rename);
    m_list->setContextMenuPolicy(Qt::ActionsContextMenu);
    connect(m_rename, &QAction::triggered, this,
            [this] { Q_EMIT renameAsked(m_list->currentIndex().data(SessionListModel::IdRole).toString()); });
    auto* lines = new QVBoxLayout{this};
    lines->setContentsMargins({});
    lines->addWidget(m_search);
    lines->addWidget(m_group);
    lines->addWidget(m_list, 1);
    connect(m_search, &QLineEdit::textChanged, this, [this](const QString& text) {
        m_filter.setSearch(text);
        mirror();
    });
    connect(m_group, &QComboBox::currentIndexChanged, this, [this] {
        m_filter.setGroup(static_cast<SessionGroup>(m_group->currentData().toInt()));
        mirror();
    });
    connect(m_list, &SessionListView::chosen, this, [this](const QModelIndex& index) {
        m_selected = index.data(SessionListModel::IdRole).toString();
        Q_EMIT chosen(m_selected);
        // Not now: the list is in the middle of choosing, and another row may go.
        QMetaObject::invokeMethod(
            this, [this] { m_filter.keep(m_selected); }, Qt::QueuedConnection);
    });
    retranslate();
}

void SessionSidebar::select(const QString& sessionId)
{
    if (sessionId != std::exchange(m_selected, sessionId))
        m_filter.keep(sessionId);
    mirror();
}

/// A row that came back is the current one again.
void SessionSidebar::mirror()
{
    const QModelIndex index = m_filter.indexOf(m_selected);
    if (index != m_list->currentIndex())
        m_list->mark(index);
}

void SessionSidebar::focusSearch()
{
    m_search->setFocus();
    m_search->selectAll();
}

void SessionSidebar::focusList()
{
    m_list->setFocus();
}

bool SessionSidebar::clearSearch()
{
    if (m_search->text().isEmpty())
        return false;
    m_search->clear();
    return true;
}

/// Down and Enter go from the search to what was found.
bool SessionSidebar::eventFilter(QObject* watched, QEvent* event)
{
    if (watched == m_search && event->type() == QEvent::KeyPress) {
        const int key = static_cast<const QKeyEvent*>(event)->key();
        if (key == Qt::Key_Down || key == Qt::Key_Return || key == Qt::Key_Enter) {
            m_list->setFocus();
            if (!m_list->currentIndex().isValid() && m_filter.rowCount() > 0)
                m_list->setCurrentIndex(m_filter.index(0, 0));
            return true;
        }
    }
    return QWidget::eventFilter(watched, event);
}

void SessionSidebar::retranslate()
{
    m_search->setPlaceholderText(tr("Search"));
    m_search->setAccessibleName(tr("Search the sessions by name and folder"));
    m_search->setToolTip(tr("Name, folder or computer (%1)")
                             .arg(QKeySequence{QKeySequence::Find}.toString(QKeySequence::NativeText)));
    m_rename->setText(tr("&Rename…"));
    m_group->setAccessibleName(tr("Sessions to list"));
    m_group->setAccessibleDescription(m_group->accessibleName()); // Qt's name for it is what is chosen
    m_list->setAccessibleName(tr("Sessions"));
    const auto name = [this](SessionGroup group, const QString& text) {
        m_group->setItemText(static_cast<int>(group), text);
    };
    name(SessionGroup::All, tr("All Sessions"));
    name(SessionGroup::NeedsYou, tr("Needs You"));
    name(SessionGroup::Permission, tr("Needs Permission"));
    name(SessionGroup::Question, tr("Has a Question"));
    name(SessionGroup::Waiting, tr("Waiting"));
    name(SessionGroup::Stopped, tr("Stopped"));
    name(SessionGroup::Working, tr("Working"));
    name(SessionGroup::Finished, tr("Finished or Idle"));
    name(SessionGroup::Ended, tr("Ended"));
}

} // namespace tocsin
