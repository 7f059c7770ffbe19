// SPDX-License-Identifier: MIT
#include "core/channels/desktop/toast_text.h"

#include "core/base/text.h"

#include <QCoreApplication>

using namespace Qt::StringLiterals;

namespace tocsin {

namespace {

// A toast is read at a glance; desktops cut longer texts, each at another place.
constexpr int MaxName = 60;
constexpr int MaxBody = 240;

class ToastText final
{
    Q_DECLARE_TR_FUNCTIONS(ToastText)
public:
    [[nodiscard]] static QString headline(AlertCause cause);
    [[nodiscard]] static QString title(const Alert& alert);
    [[nodiscard]] static QString advice(AlertCause cause);
    [[nodiscard]] static QString body(const Alert& alert);
    [[nodiscard]] static QString counted(const Alert& alert, const QString& words);
};

QString ToastText::headline(AlertCause cause)
{
    switch (cause) {
    case AlertCause::Permission:
        return tr("Claude needs permission");
    case AlertCause::Question:
        return tr("Claude has a question");
    case AlertCause::Idle:
        return tr("Claude is waiting");
    case AlertCause::Inactive:
        return tr("No news from Claude");
    case AlertCause::Tool:
        return tr("Claude ran into an error");
    case AlertCause::Api:
        return tr("Claude had to stop");
    case AlertCause::Lost:
        return tr("Claude Code ended unexpectedly");
    case AlertCause::TurnDone:
        return tr("Claude is done");
    }
    return {};
}

QString ToastText::title(const Alert& alert)
{
    const QString name = elided(plainLine(alert.sessionName), MaxName);
    if (name.isEmpty())
        return headline(alert.cause);
    //: %1 is what happened, %2 the name of the session
    return tr("%1 — %2").arg(headline(alert.cause), name);
}

QString ToastText::body(const Alert& alert)
{
    const QString text = plainLine(alert.text);
    const QString words = text.isEmpty() ? advice(alert.cause) : text;
    return elided(alert.count > 1 ? counted(alert, words) : words, MaxBody);
}

// Who is waited for is waited for once, however often it was said.
QString ToastText::counted(const Alert& alert, const QString& words)
{
    if (alert.kind == AlertKind::Error)
        //: %1 is the last one's text
        return tr("%n errors, the last: %1", nullptr, alert.count).arg(words);
    if (alert.kind == AlertKind::Done)
        //: a turn is what Claude does between two prompts; %1 is a sentence
        return tr("%n turns are done. %1", nullptr, alert.count).arg(words);
    return words;
}

// What the toast says where the alert brings no words of its own.
QString ToastText::advice(AlertCause cause)
{
    switch (cause) {
    case AlertCause::Permission:
        return tr("Allow or deny it in the terminal.");
    case AlertCause::Question:
        return tr("Answer it in the terminal.");
    case AlertCause::Idle:
        return tr("Waiting for your input");
    case AlertCause::Inactive:
        return tr("No sign of activity for 10 minutes");
    case AlertCause::Tool:
        return tr("Have a look at the terminal.");
    case AlertCause::Api:
        return tr("The request failed. Try again in the terminal.");
    case AlertCause::Lost:
        return tr("Start it again to go on.");
    case AlertCause::TurnDone:
        return tr("It is your turn.");
    }
    return {};
}

bool stopsTheWork(AlertKind kind)
{
    return kind == AlertKind::Permission || kind == AlertKind::Question || kind == AlertKind::Error;
}

// Categories of the Desktop Notifications Specification, with our own ending where it has none that fits.
QString category(AlertKind kind)
{
    switch (kind) {
    case AlertKind::Permission:
    case AlertKind::Question:
    case AlertKind::Waiting:
        return u"im.received"_s;
    case AlertKind::Error:
        return u"transfer.error"_s;
    case AlertKind::Done:
        return u"transfer.complete"_s;
    }
    return {};
}

QString icon(AlertKind kind)
{
    switch (kind) {
    case AlertKind::Permission:
    case AlertKind::Question:
    case AlertKind::Waiting:
        return u"tocsin-needs-you"_s;
    case AlertKind::Error:
        return u"tocsin-error"_s;
    case AlertKind::Done:
        break;
    }
    return u"tocsin"_s;
}

} // namespace

QString toastTag(const QString& sessionId, AlertKind kind)
{
    return sessionId + u'/' + wireName(kind);
}

Toast toastFor(const Alert& alert)
{
    const bool urgent = stopsTheWork(alert.kind);
    return {.tag = toastTag(alert.sessionId, alert.kind),
            .title = ToastText::title(alert),
            .body = ToastText::body(alert),
            .urgency = urgent ? ToastUrgency::Critical : ToastUrgency::Normal,
            .category = category(alert.kind),
            .iconName = icon(alert.kind),
            .staysUntilClosed = urgent};
}

} // namespace tocsin
