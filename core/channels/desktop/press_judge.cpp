// SPDX-License-Identifier: MIT
#include "core/channels/desktop/press_judge.h"

namespace tocsin {

using namespace Qt::StringLiterals;

const QString PressJudge::DefaultKey{u"default"_s};
const QString PressJudge::ReviewKey{u"review"_s};

void PressJudge::show(const QString& tag, const QStringList& keys, bool isExposed)
{
    m_shown.insert_or_assign(tag, Shown{.keys = {keys.begin(), keys.end()}, .isExposed = isExposed});
}

void PressJudge::presented(const QString& tag, Time now)
{
    const auto found = m_shown.find(tag);
    if (found == m_shown.end())
        return;
    found->second.isPresented = true;
    found->second.since = now;
}

PressJudge::Verdict PressJudge::press(const QString& tag, const QString& key, Time now)
{
    const auto found = m_shown.find(tag);
    if (found == m_shown.end())
        return Verdict::NotOffered;
    Shown& shown = found->second;
    if (shown.isExposed)
        return Verdict::Exposed;
    if (key == DefaultKey)
        return Verdict::Counts;
    if (!shown.keys.contains(key))
        return Verdict::NotOffered;
    if (!shown.isPresented || now - shown.since < InertFor)
        return Verdict::TooSoon;
    const bool isFirst = shown.used.insert(key).second;
    return isFirst || key == ReviewKey ? Verdict::Counts : Verdict::Again;
}

QString wireName(PressJudge::Verdict verdict)
{
    using Verdict = PressJudge::Verdict;
    switch (verdict) {
    case Verdict::Counts:
        return u"counts"_s;
    case Verdict::NotOffered:
        return u"not_offered"_s;
    case Verdict::TooSoon:
        return u"too_soon"_s;
    case Verdict::Again:
        return u"again"_s;
    case Verdict::Exposed:
        return u"exposed"_s;
    }
    return {};
}

} // namespace tocsin
