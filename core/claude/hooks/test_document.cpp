// SPDX-License-Identifier: MIT
#include "core/claude/hooks/test_document.h"

#include <QJsonDocument>
#include <QJsonObject>
#include <QUuid>

namespace tocsin {

using namespace Qt::StringLiterals;

namespace {
constexpr QLatin1StringView Prefix{"tocsin-test-"};
}

bool isTestSession(const QString& sessionId)
{
    return sessionId.startsWith(Prefix);
}

QString newTestSession()
{
    return Prefix + QUuid::createUuid().toString(QUuid::WithoutBraces);
}

QByteArray testDocument(TestStep step, const QString& sessionId, const QString& title, const QString& folder)
{
    QJsonObject document{{"session_id"_L1, sessionId}, {"cwd"_L1, folder}};
    switch (step) {
    case TestStep::Begin:
        document.insert("hook_event_name"_L1, "SessionStart"_L1);
        document.insert("source"_L1, "startup"_L1);
        document.insert("session_title"_L1, title);
        break;
    case TestStep::Wait:
        document.insert("hook_event_name"_L1, "Notification"_L1);
        document.insert("notification_type"_L1, "idle_prompt"_L1);
        document.insert("message"_L1, title);
        break;
    case TestStep::End:
        document.insert("hook_event_name"_L1, "SessionEnd"_L1);
        document.insert("reason"_L1, "other"_L1);
        break;
    }
    return QJsonDocument{document}.toJson(QJsonDocument::Compact);
}

} // namespace tocsin
