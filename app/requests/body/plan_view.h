// SPDX-License-Identifier: MIT
#pragma once

#include <QStringList>
#include <QTextBrowser>

namespace tocsin {

/// Markdown of a stranger: loads nothing, opens nothing, runs no HTML; shows where links lead and what images
/// would show.
class PlanView final : public QTextBrowser
{
    Q_OBJECT
public:
    explicit PlanView(const QString& name, QWidget* parent = nullptr);

    void setPlan(const QString& markdown);
    /// Words of the source that the page does not show, or not as often; some of them.
    [[nodiscard]] const QStringList& lostWords() const { return m_lostWords; }

    [[nodiscard]] QVariant loadResource(int type, const QUrl& name) override;
    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override;

private:
    void spellOutTargets();
    void tameHeadings();

    QStringList m_lostWords;
};

} // namespace tocsin
