// SPDX-License-Identifier: MIT
// settings_pictures [FOLDER]: pictures of the settings in English and German, light and dark, with letters of
// 10 and 16 points, as they are on the present screen. Fails when the window does not fit on it.
// settings-pictures here gives it a screen of 800x600.
#include "app/windows/settings_dialog.h"
#include "core/policy/plan_text.h"
#include "tests/app/windows/picture_look.h"

#include <QApplication>
#include <QDir>
#include <QScreen>
#include <QScrollArea>
#include <QScrollBar>
#include <QTabWidget>
#include <QTemporaryDir>
#include <QTest>

using namespace tocsin;
using namespace Qt::StringLiterals;

namespace {

QString previewText(AlertTopic topic, const Preferences& preferences)
{
    const QDateTime now{QDate{2026, 2, 2}, QTime{14, 0}, Qt::UTC};
    return planText(planFor({.alert = exampleOf(topic, now)}, {.now = now}, preferences), now);
}

void take(SettingsDialog& dialog, const QString& file)
{
    QApplication::processEvents(); // the layouts' own
    if (!dialog.grab().save(file))
        qFatal("cannot write %s", qPrintable(file));
}

void takeAll(const QString& beginning)
{
    const QTemporaryDir folder;
    Settings settings{folder.filePath(u"tocsin.conf"_s), {}};
    settings.setValue(Setting::QuietHours, QStringList{u"mon-fri 22:00-07:00"_s});
    SettingsDialog dialog{settings,
                          {.startsAtLogin = [] { return true; },
                           .setStartsAtLogin = [](bool) { return QString{}; },
                           .startsWithClaude = [] { return true; },
                           .setStartsWithClaude = [](bool) { return QString{}; },
                           .holdsHeadless = [] { return false; },
                           .setHoldsHeadless = [](bool) {},
                           .isLoggedIn = [] { return true; },
                           .logOut = [] {},
                           .preview = &previewText}};
    dialog.show();
    if (!QTest::qWaitForWindowExposed(&dialog, 60'000))
        qFatal("the window was not shown");
    take(dialog, beginning + u"-general.png"_s);
    auto& pages = *dialog.findChild<QTabWidget*>(u"pages"_s);
    pages.setCurrentIndex(1);
    QScrollBar& bar = *qobject_cast<QScrollArea*>(pages.currentWidget())->verticalScrollBar();
    for (int part = 1; part == 1 || bar.value() < bar.maximum(); ++part) {
        if (part > 1)
            bar.setValue(bar.value() + bar.pageStep() - bar.singleStep());
        take(dialog, u"%1-alerts-%2.png"_s.arg(beginning).arg(part));
    }
    const QSize screen = dialog.screen()->availableSize();
    if (dialog.width() > screen.width() || dialog.height() > screen.height())
        qFatal("%s: the window is larger than the screen", qPrintable(beginning));
}

} // namespace

int main(int argc, char** argv)
{
    QApplication app{argc, argv};
    const QTemporaryDir scratch;
    const QDir folder{app.arguments().value(1, scratch.path())};
    test::inEveryLook({u"en"_s, u"de"_s},
                      [&folder](const QString& look) { takeAll(folder.filePath(u"settings-"_s + look)); });
    return 0;
}
