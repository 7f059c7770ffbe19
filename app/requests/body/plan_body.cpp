// SPDX-License-Identifier: MIT
#include "app/requests/body/plan_body.h"

#include "app/requests/body/body_column.h"
#include "app/requests/body/plan_view.h"
#include "core/claude/transcript/plan_file.h"

#include <QCheckBox>

#include <utility>

namespace tocsin {

using namespace Qt::StringLiterals;

PlanBody::PlanBody(WaitingRequest request, BodySources sources, QWidget* parent)
    : BuiltBody{parent}
    , m_request{std::move(request)}
    , m_sources{std::move(sources)}
    , m_state{read()}
    , m_acceptsEdits{new QCheckBox{this}}
{
    m_acceptsEdits->setObjectName(u"acceptsEdits"_s);
    layout()->addWidget(m_acceptsEdits);
    connect(m_acceptsEdits, &QCheckBox::toggled, this, &RequestBody::changed);
    rebuild();
}

std::optional<Decision> PlanBody::accepted() const
{
    if (plan().isEmpty())
        return std::nullopt;
    return decision::ApprovePlan{.acceptsEdits = acceptsEdits()};
}

QString PlanBody::obstacle() const
{
    if (m_state.hasMoved)
        return tr(
            "The file of this plan has changed since Claude asked, so the plan cannot be approved here. "
            "Answer in the terminal, or keep planning.");
    if (!plan().isEmpty())
        return {};
    if (m_state.file.isEmpty())
        return tr("The plan was not found, so it cannot be approved here. Answer in the terminal.");
    return tr("The plan in the file %1 cannot be read, so it cannot be approved here. Answer in the "
              "terminal.")
        .arg(labelText(m_state.file));
}

bool PlanBody::isStillAsShown()
{
    State now = read();
    if (now.file == m_state.file && areSame(now.bytes, m_state.bytes) && now.hasMoved == m_state.hasMoved)
        return true;
    m_state = std::move(now);
    rebuild();
    Q_EMIT changed();
    return false;
}

bool PlanBody::acceptsEdits() const
{
    return m_acceptsEdits->isChecked();
}

void PlanBody::setAcceptsEdits(bool accepts)
{
    m_acceptsEdits->setChecked(accepts);
}

PlanBody::State PlanBody::read() const
{
    if (!m_request.plan.trimmed().isEmpty())
        return {.hasMoved = hasMoved()};
    const FileBytes end = m_sources.readFileEnd(m_request.transcriptPath, PlanLookBack);
    State state;
    if (end)
        state.file = planFileOf(m_request.transcriptPath, *end, m_request.agentId);
    if (!state.file.isEmpty())
        state.bytes = m_sources.readFile(state.file);
    return state;
}

/// Claude Code may take it from there again at the approval.
bool PlanBody::hasMoved() const
{
    const QString path = planPathOf(m_request.call);
    if (path.isEmpty())
        return false;
    const FileBytes bytes = m_sources.readFile(path);
    return !bytes || QString::fromUtf8(*bytes).trimmed() != m_request.plan.trimmed();
}

QString PlanBody::plan() const
{
    if (!m_request.plan.trimmed().isEmpty())
        return m_request.plan;
    const bool isText = m_state.bytes && m_state.bytes->isValidUtf8() &&
                        m_state.bytes->size() <= MaxPlanSize && !m_state.bytes->trimmed().isEmpty();
    return isText ? QString::fromUtf8(*m_state.bytes) : QString{};
}

void PlanBody::build(BodyColumn& column)
{
    m_acceptsEdits->setText(tr("Accept edits from now on"));
    m_acceptsEdits->setToolTip(tr("Claude then edits files without asking."));
    m_acceptsEdits->setAccessibleDescription(m_acceptsEdits->toolTip());
    if (!m_state.file.isEmpty())
        column.addText(tr("Read from Claude Code’s file"), m_state.file)->setObjectName(u"planFile"_s);
    m_acceptsEdits->setVisible(!plan().isEmpty());
    if (plan().isEmpty())
        column.addNote(tr("There is no plan to show."));
    else
        addPlan(column);
    column.addFields(beyondPlan(m_request.call));
    column.fill();
}

void PlanBody::addPlan(BodyColumn& column)
{
    column.addHiddenNote({plan()});
    auto* page = new PlanView{tr("Plan"), column.parent()};
    page->setObjectName(u"page"_s);
    page->setPlan(plan());
    auto* source = new CodeView{tr("Plan as written"), column.parent()};
    source->setObjectName(u"source"_s);
    source->setCode(plan());
    auto* showsSource = new QCheckBox{tr("Show as written"), column.parent()};
    showsSource->setObjectName(u"showsSource"_s);
    const auto show = [page, source](bool isSource) {
        page->setVisible(!isSource);
        source->setVisible(isSource);
    };
    connect(showsSource, &QCheckBox::toggled, page, show);
    const bool isPageWhole = page->lostWords().isEmpty();
    if (!isPageWhole)
        column.addNote(tr("Some of the plan can be read only as it is written."), NoteTone::Problem);
    column.add(page, 1);
    column.add(source, 1);
    column.add(showsSource);
    setTabOrder(showsSource, m_acceptsEdits);
    showsSource->setChecked(!isPageWhole);
    show(!isPageWhole);
}

} // namespace tocsin
