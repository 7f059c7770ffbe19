// SPDX-License-Identifier: MIT
#pragma once

#include "app/requests/request_body.h"

namespace tocsin {

class BodyColumn;

/// A body that is built again when what it shows or the language changes.
class BuiltBody : public RequestBody
{
    Q_OBJECT
public:
    explicit BuiltBody(QWidget* parent = nullptr);

protected:
    /// Derived classes call it once when they can build().
    void rebuild();
    virtual void build(BodyColumn& column) = 0;
    void changeEvent(QEvent* event) override;

private:
    QWidget* m_content{nullptr};
};

} // namespace tocsin
