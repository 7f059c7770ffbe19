// SPDX-License-Identifier: MIT
#pragma once

#include <QMessageBox>

namespace tocsin {

class LegacyLoginImport;

/// Asks what to do with the login of an earlier plugin, and does it. Stands in nobody's way, and deletes
/// itself when it is closed. Nothing is done unless a button says so.
class LegacyLoginQuestion final : public QMessageBox
{
    Q_OBJECT
public:
    /// `seed` outlives the question. To be asked only when there is something: see LegacyLoginImport::look().
    explicit LegacyLoginQuestion(LegacyLoginImport& seed, QWidget* parent = nullptr);
};

} // namespace tocsin
