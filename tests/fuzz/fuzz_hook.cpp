// SPDX-License-Identifier: MIT
// Each line is what Claude Code writes to a hook's stdin. It takes the whole way through the bridge's intake,
// the parser and one engine, which is saved and restored once, as after a crash.
#include "core/base/json_truncator.h"
#include "core/base/utc_time.h"
#include "core/channels/desktop/toast_text.h"
#include "core/claude/hooks/hook_parser.h"
#include "core/pipeline/engine.h"

#include <QJsonDocument>

#include <cstddef>
#include <cstdint>
#include <cstdlib>

using namespace tocsin;
using namespace Qt::StringLiterals;

namespace {

constexpr int MaxTicks = 200;

class NoTranscripts final : public TranscriptProbe
{
public:
    [[nodiscard]] std::optional<QDateTime> modifiedAt(const QString&) const override { return {}; }
};

class NoBranches final : public BranchProbe
{
public:
    [[nodiscard]] QString branchOf(const QString&) const override { return {}; }
};

/// A request as the bridge makes it; the first byte of the event decides how much later it comes.
QJsonObject requestOf(const QJsonObject& event, int number)
{
    return {{u"type"_s, u"hook"_s},
            {u"id"_s, u"00000000-0000-4000-8000-%1"_s.arg(number, 12, 16, QChar{u'0'})},
            {u"boot_id"_s, u"b"_s},
            {u"monotonic_ns"_s, QString::number(1'000'000LL * number)},
            {u"wall_ms"_s, QString::number(1'800'000'000'000LL + number)},
            {u"hostname"_s, u"h"_s},
            {u"claude"_s, QJsonObject{{u"pid"_s, 42}, {u"start_time"_s, u"7"_s}}},
            {u"event"_s, event}};
}

void carryOut(const Actions& actions)
{
    for (const Action& action : actions) {
        if (const auto* show = std::get_if<ShowToast>(&action))
            static_cast<void>(toastFor(*show));
    }
}

/// Lets the time pass until nothing is due, or long enough.
void advanceTime(Engine& engine, QDateTime& now)
{
    for (int i = 0; i < MaxTicks; ++i) {
        const auto due = engine.nextDeadline();
        if (!due)
            return;
        now = std::max(now, *due);
        carryOut(engine.tick(now));
    }
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size)
{
    const NoTranscripts transcripts;
    const NoBranches branches;
    const EngineDependencies parts{
        .transcripts = transcripts, .branches = branches, .newKey = &QUuid::createUuid};
    Engine engine{{}, parts};
    QDateTime now = utcFromMSecs(1'800'000'000'000LL);
    carryOut(engine.setLoggedIn(true, now));
    QList<HookEvent> spooled;
    int number = 0;
    const QByteArray input{reinterpret_cast<const char*>(data), static_cast<qsizetype>(size)};
    for (const QByteArray& line : input.split('\n')) {
        JsonTruncator intake{64};
        intake.feed(QByteArrayView{line}.first(line.size() / 2));
        intake.feed(QByteArrayView{line}.sliced(line.size() / 2));
        const QByteArray document = shrinkToFit(intake.document(), 4096);
        // What is cut must be JSON still, if it was before.
        if (intake.state() == JsonTruncator::State::Complete && QJsonDocument::fromJson(line).isObject() &&
            !document.isEmpty() && !QJsonDocument::fromJson(document).isObject())
            std::abort();
        const QJsonObject object = QJsonDocument::fromJson(document).object();
        now = now.addMSecs(500);
        const auto event =
            parseHookRequest(object.contains("event"_L1) ? object : requestOf(object, ++number));
        if (!event)
            engine.countDrop(event.error());
        else if (number % 5 == 4)
            spooled.append(*event);
        else
            carryOut(engine.take(*event, now));
    }
    carryOut(engine.takeSpooled(spooled, now));
    Engine restored{{}, parts};
    QList<QJsonObject> saved;
    for (const QString& id : engine.takeDirty()) {
        if (const QJsonObject session = engine.saved(id); !session.isEmpty())
            saved.append(session);
    }
    restored.restore(saved, engine.takeNewIds());
    advanceTime(engine, now);
    advanceTime(restored, now);
    return 0;
}
