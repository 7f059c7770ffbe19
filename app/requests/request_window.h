// SPDX-License-Identifier: MIT
#pragma once

#include "app/requests/request_history.h"
#include "app/requests/request_list_model.h"

#include <QTimer>
#include <QWidget>

#include <functional>
#include <map>
#include <memory>

class QLabel;
class QStackedWidget;

namespace tocsin {

class RequestBody;
class RequestPage;
class RequestSidebar;

/// Shows each request that waits as a whole, and sends what the person decides about it. What is in view
/// changes by their choice alone.
class RequestWindow final : public QWidget
{
    Q_OBJECT
public:
    using MakeBody = std::function<std::unique_ptr<RequestBody>(const WaitingRequest&)>;
    /// All of these outlive it.
    struct Dependencies
    {
        AnswerFlow& answers;
        RequestHistory& history;
        const Clock& clock;
        MakeBody makeBody;
    };
    explicit RequestWindow(Dependencies dependencies, QWidget* parent = nullptr);
    ~RequestWindow() override;

    /// Brings this request into view, for a person who asked for it; without one, or if it no longer waits,
    /// what was in view stays, or else the most urgent one is shown. Does not open the window.
    void showRequest(AlertId alert);
    /// Invalid: none.
    [[nodiscard]] AlertId viewed() const { return m_viewed; }

protected:
    void showEvent(QShowEvent* event) override;
    void hideEvent(QHideEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void changeEvent(QEvent* event) override;

private:
    void followAnswers();
    void view(AlertId alert);
    [[nodiscard]] RequestPage* page(AlertId alert) const;
    [[nodiscard]] RequestPage* makePage(const WaitingRequest& request);
    void removePage(AlertId alert);
    void refresh();
    void retranslate();

    Dependencies m_dependencies;
    RequestListModel m_requests;
    RequestSidebar* m_sidebar;
    QStackedWidget* m_pages;
    QLabel* m_nothing;
    std::map<AlertId, RequestPage*> m_pageOf; ///< of those that were in view: what was typed there stays
    AlertId m_viewed{};
    QTimer m_refresh;
};

} // namespace tocsin
