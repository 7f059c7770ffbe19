// SPDX-License-Identifier: MIT
#pragma once

#include "app/requests/body/body_sources.h"
#include "app/requests/body/built_body.h"
#include "core/claude/calls/edit_preview.h"
#include "core/decisions/waiting_request.h"

namespace tocsin {

/// A call that changes a file, as a comparison with the file as it is now. Where that cannot be made it says
/// why, and shows the whole call instead.
class EditBody final : public BuiltBody
{
    Q_OBJECT
public:
    EditBody(const WaitingRequest& request, BodySources sources, QWidget* parent = nullptr);

    [[nodiscard]] std::optional<Decision> accepted() const override { return decision::Allow{}; }
    [[nodiscard]] bool isStillAsShown() override;

private:
    struct State
    {
        FileBytes bytes{Unexpected{FileFault::Missing}};
        QString target{}; ///< the path without symbolic links
    };

    [[nodiscard]] State read() const;
    void build(BodyColumn& column) override;
    void addTarget(BodyColumn& column);
    void addPreview(BodyColumn& column, const EditPreview& preview);
    void addWholeCall(BodyColumn& column, const QString& reason);
    [[nodiscard]] QString reasonOf(PreviewFault fault) const;

    hook::ToolCall m_call;
    QString m_path;
    BodySources m_sources;
    State m_state;
};

} // namespace tocsin
