// SPDX-License-Identifier: MIT
#include "app/windows/doctor_dialog.h"

#include "app/windows/inline_note.h"
#include "app/windows/window_fit.h"

#include <QApplication>
#include <QClipboard>
#include <QEvent>
#include <QHBoxLayout>
#include <QPointer>
#include <QPushButton>
#include <QScreen>
#include <QScrollBar>
#include <QShowEvent>
#include <QStyle>
#include <QTextBrowser>
#include <QTextDocument>
#include <QUrl>
#include <QVBoxLayout>

#include <algorithm>
#include <utility>

namespace tocsin {

using namespace Qt::StringLiterals;

using State = ipc::Check::State;

namespace {

/// In a line of the window, and lines of the list.
constexpr int UsualCharacters{80};
constexpr int UsualLines{22};
constexpr int LeastLines{6};

QString markName(State state)
{
    switch (state) {
    case State::Ok:
        return u"mark:ok"_s;
    case State::Warning:
        return u"mark:warning"_s;
    case State::Failed:
        break;
    }
    return u"mark:problem"_s;
}

QStyle::StandardPixmap markOf(State state)
{
    switch (state) {
    case State::Ok:
        return QStyle::SP_DialogApplyButton;
    case State::Warning:
        return QStyle::SP_MessageBoxWarning;
    case State::Failed:
        break;
    }
    return QStyle::SP_MessageBoxCritical;
}

int urgency(State state)
{
    return state == State::Failed ? 0 : state == State::Warning ? 1 : 2;
}

int countOf(const QList<ipc::Check>& checks, State state)
{
    return static_cast<int>(std::count_if(checks.begin(), checks.end(),
                                          [state](const ipc::Check& check) { return check.state == state; }));
}

/// "Problem: The plugin is not installed."
QString titleOf(const ipc::Check& check)
{
    switch (check.state) {
    case State::Ok:
        return DoctorDialog::tr("OK: %1").arg(check.title);
    case State::Warning:
        return DoctorDialog::tr("Warning: %1").arg(check.title);
    case State::Failed:
        break;
    }
    return DoctorDialog::tr("Problem: %1").arg(check.title);
}

} // namespace

DoctorDialog::DoctorDialog(Examine examine, QWidget* parent)
    : QDialog{parent}
    , m_examine{std::move(examine)}
    , m_summary{new InlineNote{this}}
    , m_report{new QTextBrowser{this}}
    , m_again{new QPushButton{this}}
    , m_copy{new QPushButton{this}}
    , m_close{new QPushButton{this}}
{
    setObjectName(u"doctorDialog"_s);
    m_summary->setObjectName(u"summary"_s);
    m_report->setObjectName(u"checks"_s);
    m_again->setObjectName(u"checkAgain"_s);
    m_copy->setObjectName(u"copyChecks"_s);
    m_close->setObjectName(u"closeChecks"_s);
    m_summary->describe(m_again);
    QFont bold = font();
    bold.setBold(true);
    m_summary->setFont(bold);
    m_report->setOpenLinks(false);
    m_report->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    m_report->setTabChangesFocus(true);
    m_report->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_report->setWordWrapMode(QTextOption::WrapAtWordBoundaryOrAnywhere); // a path has no spaces
    m_report->setMinimumHeight(m_report->fontMetrics().lineSpacing() * LeastLines);
    m_again->setDefault(true);

    auto* layout = new QVBoxLayout{this};
    layout->addWidget(m_summary);
    layout->addWidget(m_report, 1);
    auto* buttons = new QHBoxLayout;
    buttons->addWidget(m_again);
    buttons->addWidget(m_copy);
    buttons->addStretch();
    buttons->addWidget(m_close);
    layout->addLayout(buttons);
    const QSize screen = this->screen()->availableSize();
    resize(std::min(fontMetrics().averageCharWidth() * UsualCharacters, screen.width() * 9 / 10),
           std::min(fontMetrics().lineSpacing() * UsualLines, screen.height() * 8 / 10));

    connect(m_close, &QPushButton::clicked, this, &QDialog::close);
    connect(m_again, &QPushButton::clicked, this, &DoctorDialog::check);
    connect(m_copy, &QPushButton::clicked, this, &DoctorDialog::copy);
    retranslate();
}

void DoctorDialog::check()
{
    if (std::exchange(m_isChecking, true))
        return;
    showSummary();
    m_examine([self = QPointer{this}](const QList<ipc::Check>& checks) {
        if (self)
            self->take(checks);
    });
}

void DoctorDialog::take(const QList<ipc::Check>& checks)
{
    m_isChecking = false;
    m_checks = checks;
    std::stable_sort(m_checks.begin(), m_checks.end(), [](const ipc::Check& one, const ipc::Check& other) {
        return urgency(one.state) < urgency(other.state);
    });
    showChecks();
    showSummary();
}

void DoctorDialog::copy()
{
    QStringList lines;
    for (const ipc::Check& check : std::as_const(m_checks)) {
        lines << titleOf(check);
        if (!check.remedy.isEmpty())
            lines << u"    "_s + check.remedy;
    }
    QGuiApplication::clipboard()->setText(lines.join(u'\n'));
    m_copy->setText(tr("Copied"));
}

void DoctorDialog::showChecks()
{
    QString rows;
    for (const ipc::Check& check : std::as_const(m_checks)) {
        const QString title = titleOf(check).toHtmlEscaped();
        const QString remedy = check.remedy.toHtmlEscaped();
        rows += u"<tr><td><img src='%1'/></td><td>%2</td></tr>"_s.arg(
            markName(check.state), check.state == State::Ok ? title
                                   : remedy.isEmpty()       ? u"<b>%1</b>"_s.arg(title)
                                                            : u"<b>%1</b><br/>%2"_s.arg(title, remedy));
    }
    const int place = m_report->verticalScrollBar()->value();
    addMarks();
    m_report->setHtml(u"<table cellpadding='3'>%1</table>"_s.arg(rows));
    m_report->verticalScrollBar()->setValue(place);
    m_copy->setText(tr("C&opy"));
    m_copy->setEnabled(!m_checks.isEmpty());
}

void DoctorDialog::addMarks()
{
    const int size = m_report->fontMetrics().height();
    for (const State state : {State::Ok, State::Warning, State::Failed}) {
        const QIcon icon = style()->standardIcon(markOf(state), nullptr, this);
        m_report->document()->addResource(QTextDocument::ImageResource, QUrl{markName(state)},
                                          icon.pixmap(QSize{size, size}, devicePixelRatioF()));
    }
}

void DoctorDialog::showSummary()
{
    const int problems = countOf(m_checks, State::Failed);
    const int warnings = countOf(m_checks, State::Warning);
    if (m_isChecking)
        m_summary->say(tr("Checking…"));
    else if (problems > 0)
        m_summary->say(tr("%n problem(s) found.", nullptr, problems), NoteTone::Problem);
    else if (warnings > 0)
        m_summary->say(tr("No problems, %n warning(s).", nullptr, warnings));
    else
        m_summary->say(m_checks.isEmpty() ? QString{} : tr("Everything works."));
}

void DoctorDialog::changeEvent(QEvent* event)
{
    QDialog::changeEvent(event);
    if (event->type() == QEvent::LanguageChange)
        retranslate();
    else if (event->type() == QEvent::StyleChange || event->type() == QEvent::PaletteChange)
        showChecks();
}

void DoctorDialog::showEvent(QShowEvent* event)
{
    if (!event->spontaneous())
        check();
    QDialog::showEvent(event);
    growToFit(*this);
    if (!event->spontaneous())
        m_again->setFocus(Qt::OtherFocusReason);
}

bool DoctorDialog::event(QEvent* event)
{
    const bool isHandled = QDialog::event(event);
    if (event->type() == QEvent::LayoutRequest || event->type() == QEvent::Resize)
        growToFit(*this);
    return isHandled;
}

void DoctorDialog::retranslate()
{
    setWindowTitle(tr("Checks"));
    m_report->setAccessibleName(tr("Checks and how to mend what does not work"));
    m_again->setText(tr("Check &Again"));
    m_close->setText(tr("&Close"));
    showChecks();
    showSummary();
    if (isVisible()) // the checks have their words from the language of then
        check();
}

} // namespace tocsin
