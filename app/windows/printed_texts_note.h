// SPDX-License-Identifier: MIT
#pragma once

#include "app/windows/inline_note.h"

#include <functional>
#include <memory>

namespace tocsin {

/// Says of a server that sends no texts that it only prints them; hidden for any other server.
class PrintedTextsNote final : public InlineNote
{
    Q_OBJECT
public:
    /// `done` runs later, once, unless `context` is deleted before.
    using Ask = std::function<void(QObject* context, const std::function<void(bool isPrinted)>& done)>;

    /// Without `ask` it says nothing.
    explicit PrintedTextsNote(Ask ask, QWidget* parent = nullptr);
    ~PrintedTextsNote() override;

    /// Asks the server; what is said now stays until it has answered.
    void ask();
    /// Nothing is known of the server any more; an answer that is on its way is dropped.
    void forget();
    [[nodiscard]] bool isPrinted() const { return m_isPrinted; }
    void retranslate();

Q_SIGNALS:
    void isPrintedChanged();

private:
    void setPrinted(bool isPrinted);

    Ask m_ask;
    std::unique_ptr<QObject> m_question;
    bool m_isPrinted{false};
};

} // namespace tocsin
