// SPDX-License-Identifier: MIT
#include "core/channels/desktop/toast_text.h"

#include "core/base/text.h"

#include <QCoreApplication>
#include <QSet>

#include <chrono>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace tocsin {

namespace {

// A notification is read at a glance; desktops cut longer texts, each at another place.
constexpr int MaxName = 60;
constexpr int MaxBody = 240;
constexpr qsizetype MaxLines = 5;

class ToastText final
{
    Q_DECLARE_TR_FUNCTIONS(ToastText)
public:
    [[nodiscard]] static QString title(const Alert& alert);
    [[nodiscard]] static QString body(const Alert& alert, bool hidesContents);
    [[nodiscard]] static QString contents(const Alert& alert);
    [[nodiscard]] static QString summaryTitle(const std::vector<Alert>& alerts);
    /// The title of each, without repeats, and how many more there are.
    [[nodiscard]] static QStringList summaryLines(const std::vector<Alert>& alerts);

private:
    [[nodiscard]] static QString headline(const Alert& alert);
    [[nodiscard]] static QString advice(AlertCause cause);
    [[nodiscard]] static QString counted(const Alert& alert, const QString& text);
    [[nodiscard]] static QString spanOf(std::chrono::seconds duration);
};

/// The same words as in the tray, the status and the texts (docs/glossary.md).
QString ToastText::headline(const Alert& alert)
{
    const bool hasDuration = alert.duration > 0s;
    switch (alert.cause) {
    case AlertCause::Permission:
        return tr("needs permission");
    case AlertCause::Question:
        return tr("has a question");
    case AlertCause::Idle:
        return tr("waiting");
    case AlertCause::Inactive:
        //: %1 is a span of time, such as "10 min"
        return hasDuration ? tr("no activity for %1").arg(spanOf(alert.duration)) : tr("no activity");
    case AlertCause::Message:
        return tr("message from Claude");
    case AlertCause::LimitOver:
        return tr("usage limit reset");
    case AlertCause::Tool:
        return tr("error");
    case AlertCause::Api:
        return tr("stopped");
    case AlertCause::Lost:
        return tr("ended unexpectedly");
    case AlertCause::TurnDone:
        //: %1 is a span of time, such as "4 min"
        return hasDuration ? tr("finished after %1").arg(spanOf(alert.duration)) : tr("finished");
    }
    return {};
}

QString ToastText::title(const Alert& alert)
{
    const QString name = elided(plainLine(alert.sessionName), MaxName);
    //: %1 is the name of a session, %2 its state
    return name.isEmpty() ? headline(alert) : tr("%1: %2").arg(name, headline(alert));
}

QString ToastText::spanOf(std::chrono::seconds duration)
{
    if (duration < 1min)
        return tr("%n s", nullptr, static_cast<int>(duration.count()));
    const int minutes = static_cast<int>(std::chrono::round<std::chrono::minutes>(duration).count());
    if (minutes < 60)
        return tr("%n min", nullptr, minutes);
    //: hours and minutes
    return tr("%1 h %2 min").arg(minutes / 60).arg(minutes % 60);
}

QString ToastText::body(const Alert& alert, bool hidesContents)
{
    const QString text = hidesContents ? QString{} : plainLine(alert.text.translated());
    QStringList sentences{counted(alert, text)};
    if (text.isEmpty())
        sentences << advice(alert.cause);
    if (alert.runningCommands > 0)
        sentences << tr("%n background command(s) still running.", nullptr, alert.runningCommands);
    sentences.removeAll(QString{});
    return elided(sentences.join(u' '), MaxBody);
}

QString ToastText::contents(const Alert& alert)
{
    return elided(counted(alert, plainLine(alert.text.translated())), MaxBody);
}

/// Repeated reminders count as one.
QString ToastText::counted(const Alert& alert, const QString& text)
{
    if (alert.count < 2)
        return text;
    if (alert.kind == AlertKind::Error)
        return text.isEmpty() ? tr("%n errors.", nullptr, alert.count)
                              //: %1 is the text of the latest one
                              : tr("%n errors. Latest: %1", nullptr, alert.count).arg(text);
    if (alert.kind == AlertKind::Done)
        return text.isEmpty() ? tr("%n turns finished.", nullptr, alert.count)
                              //: a turn is what Claude does between two prompts; %1 is a sentence
                              : tr("%n turns finished. %1", nullptr, alert.count).arg(text);
    return text;
}

QString ToastText::summaryTitle(const std::vector<Alert>& alerts)
{
    QSet<QString> waiting;
    QSet<QString> finished;
    for (const Alert& alert : alerts)
        (alert.kind == AlertKind::Done ? finished : waiting).insert(alert.sessionId);
    finished.subtract(waiting);
    const int waitingCount = static_cast<int>(waiting.size());
    const int finishedCount = static_cast<int>(finished.size());
    const QString need = tr("%n session(s) need(s) you", nullptr, waitingCount);
    if (finished.isEmpty())
        return need;
    if (waiting.isEmpty())
        return tr("%n session(s) finished", nullptr, finishedCount);
    //: %1 is "2 sessions need you"; %n more have finished
    return tr("%1, %n finished", nullptr, finishedCount).arg(need);
}

QStringList ToastText::summaryLines(const std::vector<Alert>& alerts)
{
    QStringList lines;
    for (const Alert& alert : alerts)
        lines << title(alert);
    lines.removeDuplicates();
    const auto more = static_cast<int>(lines.size() - MaxLines);
    if (more > 0) {
        lines.resize(MaxLines);
        //: the last line of a list
        lines << tr("and %n more", nullptr, more);
    }
    return lines;
}

/// What the notification says where the alert brings no words of its own, or they are not for the screen.
QString ToastText::advice(AlertCause cause)
{
    switch (cause) {
    case AlertCause::Permission:
        return tr("Allow or deny it in the terminal.");
    case AlertCause::Question:
        return tr("Answer it in the terminal.");
    case AlertCause::Idle:
        return tr("Claude is waiting for your input.");
    case AlertCause::LimitOver:
        return tr("Claude can continue.");
    case AlertCause::Inactive:
    case AlertCause::Message:
    case AlertCause::Tool:
        return tr("Check the terminal.");
    case AlertCause::Api:
        return tr("The request failed. Try again in the terminal.");
    case AlertCause::Lost:
        return tr("Restart it to continue.");
    case AlertCause::TurnDone:
        return {};
    }
    return {};
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

// Of the Sound Naming Specification, those that the freedesktop theme has; it has none for questions.
QString soundName(AlertKind kind)
{
    switch (kind) {
    case AlertKind::Permission:
    case AlertKind::Question:
        return u"dialog-information"_s;
    case AlertKind::Waiting:
        return u"message-new-instant"_s;
    case AlertKind::Error:
        return u"dialog-error"_s;
    case AlertKind::Done:
        return u"complete"_s;
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

QString toastTag(AlertId id)
{
    return u"alert-"_s + QString::number(id.value);
}

AlertId alertOfToast(const QString& tag)
{
    const auto prefix = "alert-"_L1;
    return {tag.startsWith(prefix) ? tag.mid(prefix.size()).toLongLong() : 0};
}

/// What stops the work.
bool staysOnScreen(AlertKind kind)
{
    return kind == AlertKind::Permission || kind == AlertKind::Question || kind == AlertKind::Error;
}

QString summaryTag()
{
    return u"summary"_s;
}

QString alertContents(const Alert& alert)
{
    return ToastText::contents(alert);
}

Toast toastFor(const ShowToast& show)
{
    const Alert& alert = show.alert;
    return {.tag = toastTag(alert.id),
            .title = ToastText::title(alert),
            .body = ToastText::body(alert, show.style.hidesContents),
            .urgency = show.style.isUrgent ? ToastUrgency::Critical : ToastUrgency::Normal,
            .category = category(alert.kind),
            .iconName = icon(alert.kind),
            .soundName = soundName(alert.kind),
            .isSilent = !show.style.hasSound,
            .staysUntilClosed = staysOnScreen(alert.kind)};
}

Toast toastFor(const ShowSummary& summary)
{
    const AlertKind kind = summary.alerts.front().kind;
    return {.tag = summaryTag(),
            .title = ToastText::summaryTitle(summary.alerts),
            .lines = ToastText::summaryLines(summary.alerts),
            .urgency = summary.style.isUrgent ? ToastUrgency::Critical : ToastUrgency::Normal,
            .category = category(kind),
            .iconName = icon(kind),
            .soundName = soundName(kind),
            .isSilent = !summary.style.hasSound,
            .staysUntilClosed = true};
}

} // namespace tocsin
