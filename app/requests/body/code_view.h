// SPDX-License-Identifier: MIT
#pragma once

#include <QPlainTextEdit>

#include <cstdint>

namespace tocsin {

/// Text that is to be read letter by letter: wrapped, never cut, with hidden characters made
/// visible. It is as high as its text where there is room, and scrolls else.
class CodeView : public QPlainTextEdit
{
    Q_OBJECT
public:
    enum class Letters : uint8_t { Fixed, Proportional };
    /// `name`: what it shows, for screen readers.
    explicit CodeView(const QString& name, QWidget* parent = nullptr, Letters letters = Letters::Fixed);

    void setCode(const QString& text);
    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override;

protected:
    void resizeEvent(QResizeEvent* event) override;
    void changeEvent(QEvent* event) override;
    /// The text has changed.
    void updateHeight();

private:
    [[nodiscard]] int textHeight(int limit) const;
    [[nodiscard]] int heightOf(int lines) const;
    void useFont();

    Letters m_letters;
    int m_hintedWidth{-1};
};

} // namespace tocsin
