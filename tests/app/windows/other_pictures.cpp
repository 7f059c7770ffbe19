// SPDX-License-Identifier: MIT
// other_pictures [FOLDER]: pictures of the smaller windows in every look: the checks, "Continue…", the
// name of a session, the questions, and About. Fails when one of them does not fit on the screen.
#include "app/sessions/end_question.h"
#include "app/sessions/rename_dialog.h"
#include "app/tray/icons.h"
#include "app/windows/about_dialog.h"
#include "app/windows/continue_dialog.h"
#include "app/windows/doctor_dialog.h"
#include "core/ipc/replies.h"
#include "core/pipeline/doctor_checks.h"
#include "tests/app/pictures/picture_look.h"
#include "tests/app/windows/login_questions_bench.h"

#include <QDir>
#include <QMessageBox>
#include <QPlainTextEdit>
#include <QTemporaryDir>

using namespace tocsin;
using namespace Qt::StringLiterals;

namespace {

/// Of a computer where some things are not as they should be.
QList<ipc::Check> checks()
{
    QList<ipc::Check> all{bridgeCheck(u"/usr/bin/tocsin-hookbridge"_s),
                          pluginCheck({.state = PluginInstallation::State::Absent}, u"/home/sam/.claude"_s,
                                      u"/usr/share/tocsin/claude-plugin"_s),
                          trayCheck({.isIconShown = true})};
    all += notificationChecks({.canShow = true,
                               .service = {.available = true, .buttons = false, .service = u"mako"_s},
                               .isDoNotDisturb = true});
    all += sessionChecks({.running = 3, .unheard = 1});
    all += loginChecks({.isLoggedIn = true, .line = u"Texts go to +1***0123."_s});
    all << serverCheck({.answer = ServerFacts::Answer::Tocsin, .url = u"https://texts.example.com"_s})
        << clockCheck(std::chrono::seconds{300});
    all += stateChecks({.folder = u"/home/sam/.local/state/tocsin"_s});
    return all;
}

void takeQuestion(QMessageBox* question, const QString& file)
{
    if (question == nullptr)
        qFatal("%s: it was not asked", qPrintable(file));
    test::show(*question);
    test::save(*question, file);
}

void takeQuestions(const QString& beginning)
{
    using Bench = test::LoginQuestionsBench;
    takeQuestion(Bench{}.logOutQuestion(), beginning + u"-logout.png"_s);
    takeQuestion(Bench{}.fileStoreQuestion(), beginning + u"-stay.png"_s);
    takeQuestion(Bench{}.legacyLoginQuestion(), beginning + u"-earlier.png"_s);
    QWidget window;
    askBeforeEnd(window, u"Move the orders to PostgreSQL and switch the shop over"_s, [] {});
    takeQuestion(window.findChild<QMessageBox*>(u"endQuestion"_s), beginning + u"-end.png"_s);
}

void takeAll(const QString& beginning)
{
    takeQuestions(beginning);

    RenameDialog name{u"1"_s, u"Move the orders to PostgreSQL and switch the shop over"_s};
    name.setAttribute(Qt::WA_DeleteOnClose, false);
    test::show(name);
    test::save(name, beginning + u"-rename.png"_s);
    name.close();

    DoctorDialog doctor{[](const DoctorDialog::Done& done) { done(checks()); }};
    test::show(doctor);
    test::save(doctor, beginning + u"-checks.png"_s);
    doctor.close();

    ContinueDialog next{u"shop (main)"_s, [](const QString&, const ContinueDialog::Done& done) {
                            done(TerminalProblem{TerminalProblem::Kind::CannotType});
                        }};
    test::show(next);
    auto& prompt = *next.findChild<QPlainTextEdit*>(u"prompt"_s);
    prompt.setPlainText(u"Now write the tests."_s);
    QTest::keyClick(&prompt, Qt::Key_Return, Qt::ControlModifier);
    test::save(next, beginning + u"-continue.png"_s);
    next.close();

    AboutDialog about{[] { return QString{}; }};
    about.setWindowIcon(appIcon());
    test::show(about);
    test::save(about, beginning + u"-about.png"_s);
}

} // namespace

int main(int argc, char** argv)
{
    QApplication app{argc, argv};
    const QTemporaryDir scratch;
    const QDir folder{app.arguments().value(1, scratch.path())};
    test::inEveryLook([&folder](const QString& look) { takeAll(folder.filePath(u"other-"_s + look)); });
    return 0;
}
