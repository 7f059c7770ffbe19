// SPDX-License-Identifier: MIT
#include "app/requests/request_header.h"

#include "app/requests/act_button.h"
#include "app/requests/request_text.h"
#include "core/claude/calls/visible_text.h"

#include <QHBoxLayout>
#include <QLabel>

namespace tocsin {

using namespace Qt::StringLiterals;

namespace {

/// What stands in it comes from outside.
QLabel* plainLabel(QWidget* parent)
{
    auto* label = new QLabel{parent};
    label->setTextFormat(Qt::PlainText);
    label->setWordWrap(true);
    return label;
}

/// With places where a long path may break.
QString breakable(QString path)
{
    return path.replace(u'/', u"/\u200B"_s);
}

} // namespace

RequestHeader::RequestHeader(const WaitingRequest& request, QWidget* parent)
    : QWidget{parent}
    , m_request{request}
    , m_now{request.askedAt}
    , m_title{plainLabel(this)}
    , m_where{plainLabel(this)}
    , m_hidden{plainLabel(this)}
    , m_showThere{new ActButton{this}}
{
    m_showThere->setObjectName(u"showThere"_s);
    m_title->setObjectName(u"title"_s);
    m_where->setObjectName(u"where"_s);
    QFont bold = m_title->font();
    bold.setBold(true);
    m_title->setFont(bold);
    auto* hidden = new QHBoxLayout;
    hidden->addWidget(m_hidden, 1);
    hidden->addWidget(m_showThere);
    auto* lines = new QVBoxLayout{this};
    lines->setContentsMargins({});
    lines->addWidget(m_title);
    lines->addWidget(m_where);
    lines->addLayout(hidden);
    setHiddenInTerminal(false);
    retranslate();
}

void RequestHeader::showTime(const QDateTime& now)
{
    m_now = now;
    fill();
}

void RequestHeader::setHiddenInTerminal(bool isHidden)
{
    m_hidden->setVisible(isHidden);
    m_showThere->setVisible(isHidden);
}

void RequestHeader::retranslate()
{
    m_hidden->setText(tr("Not shown in the terminal."));
    m_showThere->setText(tr("S&how It There"));
    fill();
}

void RequestHeader::fill()
{
    m_title->setText(requestTitle(m_request.sessionName, m_request.kind));
    QStringList parts;
    if (m_request.isFromSubagent())
        parts += tr("Subagent");
    if (m_request.isHeadless)
        parts += tr("Background run");
    parts += breakable(visibleText(m_request.cwd));
    parts += askedAgo(m_request.askedAt, m_now);
    m_where->setText(parts.join(u" · "_s));
}

} // namespace tocsin
