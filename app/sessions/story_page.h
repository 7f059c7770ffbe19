// SPDX-License-Identifier: MIT
#pragma once

#include "app/sessions/story_model.h"

#include <QWidget>

class QLabel;
class QListView;
class QPushButton;

namespace tocsin {

class ElidedLabel;

/// Where a session runs, and what happened in it.
class StoryPage final : public QWidget
{
    Q_OBJECT
public:
    /// `story` outlives it.
    explicit StoryPage(StoryModel& story, QWidget* parent = nullptr);

    /// Its name and state; its folder, computer and settings; whether it can be given another name.
    void showSession(const QString& title, const QString& about, bool canRename);
    void retranslate();

Q_SIGNALS:
    /// By a person.
    void renameAsked();

private:
    void showChosen();
    void showEmpty();

    StoryModel& m_story;
    ElidedLabel* m_title;
    QPushButton* m_rename;
    QLabel* m_about;
    QLabel* m_empty;
    QListView* m_list;
    QLabel* m_chosen; ///< the whole of the entry that the person chose
};

} // namespace tocsin
