// SPDX-License-Identifier: MIT
#pragma once

#include "app/requests/body/body_sources.h"
#include "app/requests/body/built_body.h"
#include "core/decisions/waiting_request.h"

class QCheckBox;

namespace tocsin {

/// A plan, as a page or as it is written. Where the call does not bring it, it is read from Claude Code's
/// file; without it nothing can be approved.
class PlanBody final : public BuiltBody
{
    Q_OBJECT
public:
    PlanBody(WaitingRequest request, BodySources sources, QWidget* parent = nullptr);

    [[nodiscard]] std::optional<Decision> accepted() const override;
    [[nodiscard]] QString obstacle() const override;
    [[nodiscard]] bool isStillAsShown() override;

    /// Of the check box: Claude edits files without asking from then on.
    [[nodiscard]] bool acceptsEdits() const;
    void setAcceptsEdits(bool accepts);

private:
    struct State
    {
        QString file{}; ///< empty: the call has the plan, or the file is not known
        FileBytes bytes{Unexpected{FileFault::Missing}};
        bool hasMoved{false}; ///< the file that the call's plan came from no longer has it
    };

    [[nodiscard]] State read() const;
    [[nodiscard]] bool hasMoved() const;
    [[nodiscard]] QString plan() const; ///< empty if there is none
    void build(BodyColumn& column) override;
    void addPlan(BodyColumn& column);

    WaitingRequest m_request;
    BodySources m_sources;
    State m_state;
    QCheckBox* m_acceptsEdits;
};

} // namespace tocsin
