// SPDX-License-Identifier: MIT
#include "core/server/login/callback_request.h"

#include <QList>
#include <QUrlQuery>

#include <algorithm>

namespace tocsin {

using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype MaxToken{512};

bool isVisibleAscii(const QString& text)
{
    return std::all_of(text.cbegin(), text.cend(), [](QChar c) { return c > u' ' && c < u'\x7f'; });
}

/// The value of a field that is there once; what is there twice is nobody's honest answer.
QString single(const QUrlQuery& query, const QString& name)
{
    const QStringList values = query.allQueryItemValues(name, QUrl::FullyDecoded);
    return values.size() == 1 ? values.constFirst() : QString{};
}

CallbackRequest readTarget(QByteArrayView target)
{
    const qsizetype mark = target.indexOf('?');
    const QByteArrayView path = mark < 0 ? target : target.first(mark);
    if (path == "/done")
        return {.what = CallbackRequest::What::Done};
    if (path != "/callback" || mark < 0)
        return {};
    const QUrlQuery query{QString::fromLatin1(target.sliced(mark + 1))};
    const QString token = single(query, u"temp_token"_s);
    return {.what = CallbackRequest::What::Callback,
            .state = single(query, u"state"_s),
            .tempToken = token.size() <= MaxToken && isVisibleAscii(token) ? Secret{token} : Secret{},
            .phone = single(query, u"phone"_s)};
}

/// The value of the one Host line; empty when there is none, or more.
QByteArrayView hostOf(const QList<QByteArrayView>& lines)
{
    QByteArrayView host;
    int found = 0;
    for (const QByteArrayView line : lines) {
        const qsizetype colon = line.indexOf(':');
        if (colon < 0 || line.first(colon).compare("host", Qt::CaseInsensitive) != 0)
            continue;
        host = line.sliced(colon + 1).trimmed();
        ++found;
    }
    return found == 1 ? host : QByteArrayView{};
}

QList<QByteArrayView> linesOf(QByteArrayView head)
{
    QList<QByteArrayView> lines;
    while (!head.isEmpty()) {
        const qsizetype end = head.indexOf("\r\n");
        lines.append(end < 0 ? head : head.first(end));
        head = end < 0 ? QByteArrayView{} : head.sliced(end + 2);
    }
    return lines;
}

} // namespace

CallbackReading readCallbackRequest(QByteArrayView head, QByteArrayView host)
{
    const QList<QByteArrayView> lines = linesOf(head);
    const QByteArrayView first = lines.value(0);
    const qsizetype space = first.indexOf(' ');
    const qsizetype end = first.lastIndexOf(' ');
    if (space <= 0 || end <= space + 1 || !first.sliced(end + 1).startsWith("HTTP/1."))
        return {.fault = RequestFault::Malformed};
    const QByteArrayView target = first.sliced(space + 1, end - space - 1);
    if (!target.startsWith('/') || target.contains(' '))
        return {.fault = RequestFault::Malformed};
    if (hostOf(lines.mid(1)) != host)
        return {.fault = RequestFault::OtherHost};
    if (first.first(space) != "GET")
        return {.fault = RequestFault::OtherMethod};
    return {.request = readTarget(target)};
}

} // namespace tocsin
