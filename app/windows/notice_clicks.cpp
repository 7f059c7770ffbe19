// SPDX-License-Identifier: MIT
#include "app/windows/notice_clicks.h"

#include "core/channels/desktop/press_judge.h"
#include "core/pipeline/troubles.h"

#include <algorithm>
#include <array>
#include <utility>

namespace tocsin {

namespace {

bool isTrouble(const QString& tag)
{
    static constexpr std::array All{Trouble::ServerUnreachable, Trouble::TextUndelivered,
                                    Trouble::HourUsedUp};
    return std::any_of(All.begin(), All.end(), [&](Trouble one) { return wireName(one) == tag; });
}

} // namespace

NoticeClicks::NoticeClicks(Dependencies dependencies, QObject* parent)
    : QObject{parent}
    , m_dependencies{std::move(dependencies)}
{
    connect(&m_dependencies.notifier, &Notifier::buttonPressed, this,
            [this](const QString& tag, const QString& key, const QString& token) {
                if (key == PressJudge::DefaultKey)
                    clicked(tag, token);
            });
}

void NoticeClicks::clicked(const QString& tag, const QString& token) const
{
    if (tag == LoginNotice)
        m_dependencies.logIn(token);
    else if (tag == DiskNotice || isTrouble(tag))
        m_dependencies.checkTocsin(token);
    else if (const auto session = m_sessions.constFind(tag); session != m_sessions.constEnd())
        m_dependencies.showSession(*session, token);
}

} // namespace tocsin
