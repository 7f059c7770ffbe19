// SPDX-License-Identifier: MIT
#pragma once

#include "core/claude/calls/edit_preview.h"

#include <QJsonObject>

namespace tocsin {

/// What a call with this input would make of the Jupyter notebook `content`; of the one cell that it changes.
[[nodiscard]] Expected<EditPreview, PreviewFault> previewOfNotebook(const QJsonObject& input,
                                                                    const QString& content);

} // namespace tocsin
