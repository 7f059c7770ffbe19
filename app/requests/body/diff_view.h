// SPDX-License-Identifier: MIT
#pragma once

#include "app/requests/body/code_view.h"
#include "core/base/line_diff.h"

#include <cstdint>
#include <vector>

namespace tocsin {

/// One row of a comparison, as it is shown.
struct DiffRow
{
    enum class Kind : uint8_t { Same, Removed, Added, Remark };
    Kind kind{Kind::Same};
    QString text{};       ///< with its sign
    qsizetype before{-1}; ///< line in the text before, from 1; -1: none
    qsizetype after{-1};
};
/// With signs, a few unchanged lines around the changes, and remarks about what is left out. Empty
/// if nothing changes.
[[nodiscard]] std::vector<DiffRow> diffRows(const QString& before, const QString& after);

/// A comparison of two texts: signs, line numbers of both beside it, and colours.
class DiffView final : public CodeView
{
    Q_OBJECT
public:
    explicit DiffView(const QString& name, QWidget* parent = nullptr);

    void setRows(std::vector<DiffRow> rows);
    [[nodiscard]] int marginWidth() const;
    void paintMargin(QPaintEvent* event);

protected:
    void resizeEvent(QResizeEvent* event) override;
    void changeEvent(QEvent* event) override;

private:
    void colorRows();
    void placeMargin();
    [[nodiscard]] int digits() const;

    std::vector<DiffRow> m_rows;
    QWidget* m_margin;
};

} // namespace tocsin
