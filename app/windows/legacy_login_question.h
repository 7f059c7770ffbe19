// SPDX-License-Identifier: MIT
#pragma once

#include <QMessageBox>

namespace tocsin {

class LegacyLoginImport;

/// Asks what to do with the login of an earlier plugin, and does it. Non-modal; deletes itself when it is
/// closed. Does nothing unless a button is pressed.
class LegacyLoginQuestion final : public QMessageBox
{
    Q_OBJECT
public:
    /// `login` outlives the question. Ask only when there is such a login: see LegacyLoginImport::look().
    explicit LegacyLoginQuestion(LegacyLoginImport& login, QWidget* parent = nullptr);
};

} // namespace tocsin
