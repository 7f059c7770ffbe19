// SPDX-License-Identifier: MIT
// settings_pictures [FOLDER]: pictures of the settings in every look, as they are on the present screen.
// Fails when the window does not fit on it. tests/app/pictures/window-pictures gives it a screen of 800x600.
#include "app/windows/settings_dialog.h"
#include "core/base/utc_time.h"
#include "core/policy/plan_text.h"
#include "tests/app/pictures/picture_look.h"

#include <QApplication>
#include <QDir>
#include <QScrollArea>
#include <QScrollBar>
#include <QTabWidget>
#include <QTemporaryDir>
#include <QToolButton>

using namespace tocsin;
using namespace Qt::StringLiterals;

namespace {

QString previewText(AlertTopic topic, const Preferences& preferences)
{
    const QDateTime now = utcAt(QDate{2026, 2, 2}, QTime{14, 0});
    return planText(planFor({.alert = exampleOf(topic, now)}, {.now = now}, preferences), now);
}

/// The page in view, as far as it goes.
void takeParts(SettingsDialog& dialog, const QString& beginning)
{
    const auto& pages = *dialog.findChild<QTabWidget*>(u"pages"_s);
    QScrollBar& bar = *qobject_cast<QScrollArea*>(pages.currentWidget())->verticalScrollBar();
    for (int part = 1; part == 1 || bar.value() < bar.maximum(); ++part) {
        if (part > 1)
            bar.setValue(bar.value() + bar.pageStep() - bar.singleStep());
        test::save(dialog, u"%1-%2.png"_s.arg(beginning).arg(part));
    }
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
    test::show(dialog);
    test::save(dialog, beginning + u"-general.png"_s);
    dialog.findChild<QToolButton*>(u"showAdvanced"_s)->setChecked(true);
    takeParts(dialog, beginning + u"-advanced"_s);
    auto& pages = *dialog.findChild<QTabWidget*>(u"pages"_s);
    pages.setCurrentIndex(1);
    takeParts(dialog, beginning + u"-alerts"_s);
}

} // namespace

int main(int argc, char** argv)
{
    QApplication app{argc, argv};
    const QTemporaryDir scratch;
    const QDir folder{app.arguments().value(1, scratch.path())};
    test::inEveryLook([&folder](const QString& look) { takeAll(folder.filePath(u"settings-"_s + look)); });
    return 0;
}
