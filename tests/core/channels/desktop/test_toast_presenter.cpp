// SPDX-License-Identifier: MIT
#include "core/channels/desktop/toast_presenter.h"
#include "core/channels/desktop/toast_text.h"

#include <QStringList>
#include <QTest>

using namespace tocsin;
using namespace Qt::StringLiterals;

namespace {

class ListingNotifier final : public Notifier
{
public:
    void show(const Toast& toast) override { done += u"show "_s + toast.tag; }
    void close(const QString& tag) override { done += u"close "_s + tag; }
    [[nodiscard]] NotifierCapabilities capabilities() const override { return {.available = true}; }
    void takeOver(const QStringList& tags) override { done += u"take over "_s + tags.join(u' '); }

    QStringList done;
};

ShowToast toast(int id)
{
    return {.alert = {.id = AlertId{id}, .sessionId = u"a"_s}};
}

} // namespace

class TestToastPresenter final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void whatTheServiceClosesWasNotSeen_data()
    {
        QTest::addColumn<ToastClosed>("how");
        QTest::addColumn<int>("seen");
        QTest::newRow("by hand") << ToastClosed::Dismissed << 1;
        QTest::newRow("expired") << ToastClosed::Expired << 1;
        QTest::newRow("by us") << ToastClosed::ByUs << 0;
        QTest::newRow("the service ended") << ToastClosed::Unknown << 0;
    }
    void whatTheServiceClosesWasNotSeen()
    {
        QFETCH(ToastClosed, how);
        QFETCH(int, seen);
        ListingNotifier notifier;
        const SystemClock clock;
        ToastPresenter presenter{notifier, clock};
        std::vector<AlertId> alerts;
        int summaries = 0;
        connect(&presenter, &ToastPresenter::seen, this, [&](AlertId id) { alerts.push_back(id); });
        connect(&presenter, &ToastPresenter::summarySeen, this, [&] { ++summaries; });
        presenter.show(toast(7));
        presenter.show(ShowSummary{.alerts = {toast(8).alert, toast(9).alert}});
        Q_EMIT notifier.closed(toastTag(AlertId{7}), how);
        Q_EMIT notifier.closed(summaryTag(), how);
        QCOMPARE(static_cast<int>(alerts.size()), seen);
        QCOMPARE(summaries, seen);
        if (seen > 0)
            QCOMPARE(alerts.front(), AlertId{7});
    }

    void aClickReactsToAllAlertsOfASummary()
    {
        ListingNotifier notifier;
        const SystemClock clock;
        ToastPresenter presenter{notifier, clock};
        ReactionJudge::Alerts reacted;
        connect(&presenter, &ToastPresenter::reacted, this,
                [&](const ReactionJudge::Alerts& alerts) { reacted = alerts; });
        presenter.show(ShowSummary{.alerts = {toast(8).alert, toast(9).alert}});
        Q_EMIT notifier.buttonPressed(summaryTag(), u"default"_s);
        QCOMPARE(reacted, (ReactionJudge::Alerts{AlertId{8}, AlertId{9}}));
    }

    void aSummaryOfNothingIsClosed()
    {
        ListingNotifier notifier;
        const SystemClock clock;
        ToastPresenter presenter{notifier, clock};
        presenter.show(ShowSummary{});
        QCOMPARE(notifier.done, QStringList{u"close "_s + summaryTag()});
    }

    void takesOverWhatIsOnTheScreen()
    {
        ListingNotifier notifier;
        const SystemClock clock;
        ToastPresenter presenter{notifier, clock};
        ReactionJudge::Alerts reacted;
        connect(&presenter, &ToastPresenter::reacted, this,
                [&](const ReactionJudge::Alerts& alerts) { reacted = alerts; });
        presenter.takeOver({toast(7)}, {.alerts = {toast(8).alert}});
        QCOMPARE(notifier.done, QStringList{u"take over "_s + toastTag(AlertId{7}) + u' ' + summaryTag()});
        Q_EMIT notifier.buttonPressed(toastTag(AlertId{7}), u"default"_s);
        QCOMPARE(reacted, ReactionJudge::Alerts{AlertId{7}});
    }
};

QTEST_GUILESS_MAIN(TestToastPresenter)
#include "test_toast_presenter.moc"
