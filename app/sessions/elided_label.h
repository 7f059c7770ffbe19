// SPDX-License-Identifier: MIT
#pragma once

#include <QFrame>
#include <QString>

namespace tocsin {

/// One line of plain text, with an ellipsis where there is no room for all of it; the tool tip has the whole.
class ElidedLabel final : public QFrame
{
    Q_OBJECT
public:
    explicit ElidedLabel(QWidget* parent = nullptr);

    void setText(const QString& text);
    [[nodiscard]] const QString& text() const { return m_text; }
    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override;

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    QString m_text;
};

} // namespace tocsin
