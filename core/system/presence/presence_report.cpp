// SPDX-License-Identifier: MIT
#include "core/system/presence/presence_report.h"

namespace tocsin {

using namespace Qt::StringLiterals;

QString describe(const PresenceFact& fact)
{
    QStringList words;
    if (fact.idle)
        words << u"idle %1 s"_s.arg(std::chrono::duration_cast<std::chrono::seconds>(*fact.idle).count());
    if (fact.idleHint)
        words << (*fact.idleHint ? u"idle hint"_s : u"no idle hint"_s);
    if (fact.locked)
        words << (*fact.locked ? u"locked"_s : u"not locked"_s);
    if (fact.active)
        words << (*fact.active ? u"active"_s : u"not active"_s);
    if (!fact.problem.isEmpty())
        words << fact.problem;
    return words.isEmpty() ? u"nothing"_s : words.join(u", "_s);
}

QStringList presenceReport(const Assessment& assessment, const QList<PresenceFact>& facts)
{
    const QString reason = (QStringList{wireName(assessment.reason)} + assessment.sources).join(u"; "_s);
    QStringList lines{u"presence: %1 (%2)"_s.arg(wireName(assessment.presence), reason)};
    for (const PresenceFact& fact : facts)
        lines << u"  %1: %2"_s.arg(fact.source, describe(fact));
    return lines;
}

} // namespace tocsin
