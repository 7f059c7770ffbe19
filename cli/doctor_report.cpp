// SPDX-License-Identifier: MIT
#include "cli/doctor_report.h"

#include "cli/reply_text.h"
#include "core/ipc/replies.h"
#include "core/ipc/requests.h"

#include <QJsonDocument>

#include <algorithm>

namespace tocsin {

using namespace Qt::StringLiterals;
using ipc::Check;

namespace {

QString mark(Check::State state)
{
    switch (state) {
    case Check::State::Ok:
        return u"ok"_s;
    case Check::State::Warning:
        return u"! "_s;
    case Check::State::Failed:
        break;
    }
    return u"x "_s;
}

QString line(const Check& check)
{
    const QString text = mark(check.state) + u"  "_s + check.title;
    return check.remedy.isEmpty() ? text : text + u' ' + check.remedy;
}

} // namespace

ExitCode DoctorReport::run(bool isJson) const
{
    const QList<Check> all = checks();
    if (isJson)
        m_environment.out << QString::fromUtf8(
                                 QJsonDocument{ipc::DoctorReply{all}.toJson()}.toJson(QJsonDocument::Compact))
                          << Qt::endl;
    else
        for (const Check& check : all)
            m_environment.out << line(check) << Qt::endl;
    const bool hasFailed = std::any_of(
        all.begin(), all.end(), [](const Check& check) { return check.state == Check::State::Failed; });
    return hasFailed ? ExitCode::Failed : ExitCode::Done;
}

QList<Check> DoctorReport::checks() const
{
    QList<Check> all{appCheck()};
    const bool appRuns = all.first().state != Check::State::Failed;
    all += m_environment.localChecks(appRuns);
    if (!appRuns)
        return all;
    const auto reply = m_environment.ask(ipc::bareRequest(ipc::RequestType::Doctor));
    if (reply && ipc::isOk(*reply))
        return all + ipc::DoctorReply::fromJson(*reply).checks;
    all << Check{.state = Check::State::Failed,
                 .id = u"app"_s,
                 .title = m_replyText.failure(reply).message,
                 .remedy = {}};
    return all;
}

Check DoctorReport::appCheck() const
{
    const auto reply = m_environment.ask(ipc::SessionRequest{}.toJson());
    Check check{.state = Check::State::Ok, .id = u"app"_s, .title = {}, .remedy = {}};
    if (!reply || !ipc::isOk(*reply)) {
        check.state = Check::State::Failed;
        check.title = m_replyText.failure(reply).message;
        return check;
    }
    const QString version = ipc::StatusReply::fromJson(*reply).version;
    check.title = tr("Tocsin %1 is running.").arg(version);
    if (version != QLatin1String{TOCSIN_VERSION}) {
        check.state = Check::State::Warning;
        check.remedy = tr("This command is of version %1: quit Tocsin and start it again.")
                           .arg(QLatin1String{TOCSIN_VERSION});
    }
    return check;
}

} // namespace tocsin
