// SPDX-License-Identifier: MIT
#pragma once

#include "core/pipeline/answer_flow.h"

#include <QStackedWidget>

#include <functional>
#include <map>
#include <memory>

class QLabel;

namespace tocsin {

class RequestBody;
class RequestListModel;
class RequestPage;

/// Shows one of the requests that wait as a whole, and sends what the person decides about it. What is in
/// view changes by their choice alone.
class RequestPages final : public QStackedWidget
{
    Q_OBJECT
public:
    using MakeBody = std::function<std::unique_ptr<RequestBody>(const WaitingRequest&)>;
    /// All of these outlive it.
    struct Dependencies
    {
        AnswerFlow& answers;
        const Clock& clock;
        RequestListModel& requests;
        MakeBody makeBody;
    };
    explicit RequestPages(Dependencies dependencies, QWidget* parent = nullptr);
    ~RequestPages() override;

    /// For a person who chose it. Invalid: none.
    void view(AlertId alert);
    /// Invalid: none.
    [[nodiscard]] AlertId viewed() const { return m_viewed; }
    /// What the session in view waits for in another place, as a sentence. Empty: nothing.
    void setElsewhere(const QString& text);
    /// The time, and what depends on the other requests.
    void refresh();
    /// The window is closed: what can no longer be answered goes.
    void leave();

Q_SIGNALS:
    /// By a choice of the person, or because the window is closed. Invalid: none.
    void viewedChanged(tocsin::AlertId alert);
    /// The person went on to another request in its page, or answered the last one.
    void wentOn();

protected:
    void changeEvent(QEvent* event) override;

private:
    void followAnswers();
    [[nodiscard]] RequestPage* page(AlertId alert) const;
    [[nodiscard]] RequestPage* makePage(const WaitingRequest& request);
    void removePage(AlertId alert);

    Dependencies m_dependencies;
    QLabel* m_nothing;
    QString m_elsewhere;
    std::map<AlertId, RequestPage*> m_pageOf; ///< of those that were in view: what was typed there stays
    AlertId m_viewed{};
};

} // namespace tocsin
