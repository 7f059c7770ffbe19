// SPDX-License-Identifier: MIT
#include "app/requests/plain_body.h"

#include "core/claude/calls/visible_text.h"

#include <QJsonDocument>
#include <QPlainTextEdit>
#include <QVBoxLayout>

namespace tocsin {

using namespace Qt::StringLiterals;

PlainBody::PlainBody(const WaitingRequest& request, QWidget* parent)
    : RequestBody{parent}
    , m_kind{request.kind}
{
    auto* text = new QPlainTextEdit{this};
    text->setObjectName(u"call"_s);
    text->setReadOnly(true);
    text->setTabChangesFocus(true);
    text->setAccessibleName(tr("The whole call"));
    const QByteArray input = QJsonDocument{request.call.input}.toJson();
    text->setPlainText(visibleText(u"%1\n%2"_s.arg(request.call.tool, QString::fromUtf8(input))));
    auto* lines = new QVBoxLayout{this};
    lines->setContentsMargins({});
    lines->addWidget(text);
}

std::optional<Decision> PlainBody::accepted() const
{
    return m_kind == RequestKind::Tool ? std::optional<Decision>{decision::Allow{}} : std::nullopt;
}

QString PlainBody::obstacle() const
{
    return m_kind == RequestKind::Tool ? QString{} : tr("Answer this in the terminal.");
}

} // namespace tocsin
