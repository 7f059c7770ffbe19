// SPDX-License-Identifier: MIT
#include "core/pipeline/notification_offer.h"

#include "core/base/text.h"
#include "core/channels/desktop/press_judge.h"
#include "core/claude/calls/call_line.h"
#include "core/claude/calls/visible_text.h"

#include <QCoreApplication>
#include <QSet>

#include <algorithm>

namespace tocsin {

using namespace Qt::StringLiterals;

namespace {

constexpr std::size_t MostOptions{3};

/// Fills an offer for one request.
class Offering final
{
    Q_DECLARE_TR_FUNCTIONS(NotificationOffer)
public:
    explicit Offering(const OfferSurroundings& where)
        : m_where{where}
    {}

    void offerCall(const WaitingRequest& request, const CallRisk& risk)
    {
        const CallLine line = callLine(request.call);
        m_offer.document = request.document;
        m_offer.body = line.words.translated();
        const bool showsAll = line.isWhole && m_where.alertCount == 1;
        if (drawsButtons() && showsAll && risk.level == RiskLevel::Harmless)
            add(u"allow"_s, tr("Allow"), decision::Allow{});
        add(u"deny"_s, tr("Deny"), decision::Deny{});
        addReview();
    }

    void offerQuestions(const WaitingRequest& request)
    {
        if (request.questions.size() == 1 && drawsButtons() && m_where.alertCount == 1 &&
            canBeShown(request.questions.front())) {
            m_offer.document = request.document;
            offerQuestion(request.questions.front());
        }
        addReview();
    }

    void addReview()
    {
        // A click on the notification does the same, where there is no room for it.
        if (!drawsButtons() || hasRoom())
            m_offer.buttons.append({.key = PressJudge::ReviewKey, .label = tr("Review…")});
    }

    void addTerminal()
    {
        if (hasRoom())
            m_offer.buttons.append({.key = terminalKey(), .label = tr("Show Terminal")});
    }

    void addMute()
    {
        if (hasRoom())
            m_offer.buttons.append({.key = muteKey(), .label = tr("Mute 1 h")});
    }

    [[nodiscard]] NotificationOffer offer() && { return std::move(m_offer); }

private:
    [[nodiscard]] bool drawsButtons() const { return m_where.service.drawnButtons > 0; }
    [[nodiscard]] bool hasRoom() const { return m_offer.buttons.size() < m_where.service.drawnButtons; }

    void add(const QString& key, const QString& label, const Decision& decision)
    {
        const bool needsPerson =
            !std::holds_alternative<decision::Deny>(decision); // which only stops the call
        m_offer.buttons.append({.key = key, .label = label, .needsPerson = needsPerson});
        m_offer.decisions.emplace(key, decision);
    }

    [[nodiscard]] static bool isShownAsItIs(const QString& text)
    {
        return !hidesSomething(text) && plainLine(text) == text;
    }

    [[nodiscard]] static QStringList linesOf(const AskedQuestion& question)
    {
        QStringList lines;
        for (const QuestionOption& option : question.options) {
            if (!option.description.isEmpty())
                lines << option.label + u": "_s + option.description;
        }
        return lines;
    }

    /// With all that its options say.
    [[nodiscard]] static bool canBeShown(const AskedQuestion& question)
    {
        const QStringList lines = linesOf(question);
        const qsizetype size = question.text.size() + lines.join(u'\n').size();
        return isShownAsItIs(question.text) && isShownAsItIs(question.header) && size <= MaxQuestionBody &&
               std::all_of(lines.begin(), lines.end(), &isShownAsItIs);
    }

    /// As a button each: a service may read `&` and `_` as the mark of a shortcut, and `<` as markup.
    [[nodiscard]] static bool canBeButtons(const AskedQuestion& question)
    {
        QSet<QString> labels;
        for (const QuestionOption& option : question.options) {
            const QString& label = option.label;
            if (label.isEmpty() || label.size() > MaxOptionLabel || !isShownAsItIs(label) ||
                label.contains(u'&') || label.contains(u'_') || label.contains(u'<'))
                return false;
            labels.insert(label);
        }
        return !question.takesSeveral && !labels.isEmpty() &&
               static_cast<std::size_t>(labels.size()) == question.options.size() &&
               question.options.size() <= MostOptions;
    }

    void offerQuestion(const AskedQuestion& question)
    {
        m_offer.body = question.text;
        m_offer.lines = linesOf(question);
        if (m_where.service.textReply)
            m_offer.replyLabel = tr("Answer…");
        const auto count = static_cast<int>(question.options.size());
        if (!canBeButtons(question) || count > m_where.service.drawnButtons)
            return;
        for (int i = 0; i < count; ++i) {
            const QString& label = question.options.at(static_cast<std::size_t>(i)).label;
            add(u"option-"_s + QString::number(i), label,
                decision::Answers{{decision::Answer{.chosen = {label}}}});
        }
    }

    const OfferSurroundings& m_where;
    NotificationOffer m_offer{};
};

} // namespace

QString muteKey()
{
    return u"mute"_s;
}

QString terminalKey()
{
    return u"terminal"_s;
}

NotificationOffer offerFor(const WaitingRequest& request, const CallRisk& risk,
                           const OfferSurroundings& where)
{
    if (where.style.isExposed || !where.service.buttons)
        return {};
    Offering offering{where};
    if (where.style.hidesContents || request.kind == RequestKind::Plan)
        offering.addReview();
    else if (request.kind == RequestKind::Questions)
        offering.offerQuestions(request);
    else
        offering.offerCall(request, risk);
    offering.addMute();
    return std::move(offering).offer();
}

NotificationOffer offerWithoutRequest(const OfferSurroundings& where)
{
    if (where.style.isExposed || !where.service.buttons)
        return {};
    Offering offering{where};
    offering.addTerminal();
    offering.addMute();
    return std::move(offering).offer();
}

} // namespace tocsin
