// SPDX-License-Identifier: MIT
#pragma once

#include "app/requests/act_guard.h"
#include "app/requests/answer_buttons.h"
#include "core/pipeline/answer_flow.h"

#include <QTimer>
#include <QWidget>

#include <memory>
#include <optional>

class QLabel;
class QLineEdit;
class QScrollArea;

namespace tocsin {

class ActButton;
class InlineNote;
class LastingBox;
class RequestBody;
class RequestHeader;
class RiskBox;

/// One request as a whole, and what a person can do about it. It stays as it is when the request can no
/// longer be answered, with a note that says why.
class RequestPage final : public QWidget
{
    Q_OBJECT
public:
    /// All of these outlive it.
    struct Dependencies
    {
        AnswerFlow& answers;
        const Clock& clock;
    };
    RequestPage(Dependencies dependencies, WaitingRequest request, std::unique_ptr<RequestBody> body,
                QWidget* parent = nullptr);

    [[nodiscard]] AlertId alert() const { return m_request.alert; }
    [[nodiscard]] bool hasEnded() const { return m_hasEnded; }
    /// It can no longer be answered.
    void end();
    void showDecided(const Decision& decision, AnswerChannel channel);
    void showOutcome(AnswerOutcome outcome);
    /// The time, and what depends on the other requests.
    void refresh();
    /// Another request waits.
    void setNext(bool hasNext);

Q_SIGNALS:
    /// The person wants to see another request.
    void nextWanted();
    /// And no other request waits.
    void answered();

protected:
    void showEvent(QShowEvent* event) override;
    void changeEvent(QEvent* event) override;

private:
    void addLines();
    void retranslate();
    void apply();
    void act(Act act);
    void accept();
    void send(const Decision& decision);
    void denyAll();
    void showThere();
    void showAnswer();
    void showTimeLeft();
    /// As it is judged now: the person's own list and symbolic links may have changed. False if it is the
    /// same.
    bool reviewRisk();
    void say(const QString& text, bool isProblem);
    /// What the button sends, with what was chosen beside the body.
    [[nodiscard]] std::optional<Decision> accepted() const;
    [[nodiscard]] std::vector<AlertId> ofThisSession() const;

    Dependencies m_dependencies;
    WaitingRequest m_request;
    ActGuard m_guard;
    // In the order of the Tab key.
    QScrollArea* m_area;
    QWidget* m_content; ///< what is scrolled: all that is to be read
    RequestHeader* m_header;
    RequestBody* m_body;
    RiskBox* m_risk;
    LastingBox* m_lasting;
    QLabel* m_messageLabel;
    QLineEdit* m_message;
    InlineNote* m_note;
    ActButton* m_next;
    QLabel* m_timeLeft;
    AnswerButtons* m_buttons;
    QString m_decided{}; ///< what and where; empty: nothing yet
    std::optional<AnswerOutcome> m_outcome{};
    QString m_noteText{}; ///< beside the body's obstacle
    QString m_obstacle{}; ///< as it is shown
    bool m_isProblem{false};
    bool m_hasEnded{false};
    bool m_hasNext{false};
    QTimer m_tick; ///< while seconds are shown
};

} // namespace tocsin
