// SPDX-License-Identifier: MIT
#include "app/sessions/story_page.h"

#include "app/sessions/elided_label.h"
#include "app/sessions/row_delegate.h"
#include "app/spoken/list_view.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QVBoxLayout>

namespace tocsin {

using namespace Qt::StringLiterals;

namespace {

constexpr int Lines{3};

QLabel* plainLabel(QWidget* parent)
{
    auto* label = new QLabel{parent};
    label->setTextFormat(Qt::PlainText);
    label->setWordWrap(true);
    return label;
}

} // namespace

StoryPage::StoryPage(StoryModel& story, QWidget* parent)
    : QWidget{parent}
    , m_story{story}
    , m_title{new ElidedLabel{this}}
    , m_rename{new QPushButton{this}}
    , m_about{plainLabel(this)}
    , m_empty{plainLabel(this)}
    , m_list{new ListView{this}}
    , m_chosen{plainLabel(this)}
{
    QFont bold = font();
    bold.setBold(true);
    m_title->setFont(bold);
    m_title->setObjectName(u"session"_s);
    m_rename->setObjectName(u"renameSession"_s);
    m_rename->setAutoDefault(false);
    m_about->setObjectName(u"sessionAbout"_s);
    m_empty->setObjectName(u"noStory"_s);
    m_empty->setAlignment(Qt::AlignCenter);
    m_list->setObjectName(u"story"_s);
    m_list->setItemDelegate(new RowDelegate{Lines, m_list});
    m_list->setUniformItemSizes(true);
    m_list->setAlternatingRowColors(true);
    m_list->setResizeMode(QListView::Adjust);
    m_list->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_list->setVerticalScrollMode(QListView::ScrollPerPixel);
    m_list->setEditTriggers(QListView::NoEditTriggers);
    m_list->setTabKeyNavigation(false);
    m_list->setModel(&m_story);
    m_chosen->setObjectName(u"storyEntry"_s);
    m_chosen->setTextInteractionFlags(Qt::TextSelectableByMouse);
    auto* lines = new QVBoxLayout{this};
    auto* heading = new QHBoxLayout;
    heading->addWidget(m_title, 1);
    heading->addWidget(m_rename);
    lines->addLayout(heading);
    lines->addWidget(m_about);
    lines->addWidget(m_empty, 1);
    lines->addWidget(m_list, 1);
    lines->addWidget(m_chosen);
    connect(m_rename, &QPushButton::clicked, this, &StoryPage::renameAsked);
    connect(m_list->selectionModel(), &QItemSelectionModel::currentChanged, this,
            [this](const QModelIndex& index) {
                showChosen();
                // The whole of it takes room from the list, and its row was there.
                layout()->activate();
                m_list->scrollTo(index);
            });
    connect(&m_story, &QAbstractItemModel::dataChanged, this, &StoryPage::showChosen);
    for (const auto signal : {&QAbstractItemModel::rowsInserted, &QAbstractItemModel::rowsRemoved})
        connect(&m_story, signal, this, &StoryPage::showEmpty);
    connect(&m_story, &QAbstractItemModel::modelReset, this, &StoryPage::showEmpty);
    connect(&m_story, &QAbstractItemModel::modelReset, this, &StoryPage::showChosen);
    retranslate();
    showChosen();
    showEmpty();
}

void StoryPage::showSession(const QString& title, const QString& about, bool canRename)
{
    m_rename->setEnabled(canRename);
    m_title->setText(title);
    m_about->setText(about);
    m_about->setVisible(!about.isEmpty());
}

void StoryPage::showChosen()
{
    const QModelIndex index = m_list->currentIndex();
    m_chosen->setVisible(index.isValid());
    m_chosen->setText(index.data(Qt::AccessibleTextRole).toString());
}

void StoryPage::showEmpty()
{
    const bool isEmpty = m_story.rowCount() == 0;
    m_empty->setVisible(isEmpty);
    m_list->setVisible(!isEmpty);
}

void StoryPage::retranslate()
{
    m_rename->setText(tr("&Rename…"));
    m_list->setAccessibleName(tr("What happened in this session"));
    m_empty->setText(
        tr("Nothing to show yet. Tool calls, notifications, texts and answers of this session will be "
           "listed here for 30 days."));
}

} // namespace tocsin
