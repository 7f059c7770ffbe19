// SPDX-License-Identifier: MIT
#include "app/windows/setting_field.h"

#include "app/spoken/announcement.h"
#include "app/windows/inline_note.h"
#include "core/server/api/authorities.h"
#include "core/settings/server_address.h"

#include <QCheckBox>
#include <QComboBox>
#include <QFileDialog>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QRegularExpression>
#include <QSpinBox>
#include <QVBoxLayout>

#include <algorithm>

namespace tocsin {

using namespace Qt::StringLiterals;

namespace {

constexpr int PatternLines{3};

QStringList linesOf(const QPlainTextEdit& edit)
{
    return edit.toPlainText().split(u'\n', Qt::SkipEmptyParts);
}

} // namespace

SettingField::SettingField(const SettingRow& row, QWidget* parent)
    : QWidget{parent}
    , m_row{row}
    , m_layout{new QVBoxLayout{this}}
    , m_note{new InlineNote{this}}
{
    m_layout->setContentsMargins({});
    switch (row.kind) {
    case SettingKind::Switch:
        buildSwitch();
        break;
    case SettingKind::Seconds:
    case SettingKind::Minutes:
        buildNumber();
        break;
    case SettingKind::Language:
        buildLanguage();
        break;
    case SettingKind::ServerUrl:
    case SettingKind::File:
        buildLine();
        break;
    case SettingKind::Patterns:
        buildPatterns();
        break;
    case SettingKind::TextWhen:
    case SettingKind::QuietHours:
    case SettingKind::Moment:
    case SettingKind::Presence:
        Q_UNREACHABLE();
    }
    m_editor->setObjectName(row.key);
    if (m_label) {
        m_label->setBuddy(m_editor);
        m_label->setWordWrap(true);
    }
    m_note->setObjectName(QString{row.key} + u"/note"_s);
    m_note->describe(m_editor);
    m_layout->addWidget(m_note);
    retranslate();
}

void SettingField::buildSwitch()
{
    m_switch = new QCheckBox{this};
    m_editor = m_switch;
    m_layout->addWidget(m_switch);
    connect(m_switch, &QCheckBox::toggled, this, &SettingField::edited);
}

void SettingField::buildNumber()
{
    m_label = new QLabel{this};
    m_number = new QSpinBox{this};
    m_editor = m_number;
    m_number->setRange(m_row.least, m_row.most);
    m_number->setSingleStep(m_row.kind == SettingKind::Seconds ? 5 : 1);
    auto* line = new QHBoxLayout;
    line->addWidget(m_label, 1);
    line->addWidget(m_number);
    m_layout->addLayout(line);
    connect(m_number, &QSpinBox::valueChanged, this, &SettingField::edited);
}

void SettingField::buildLanguage()
{
    m_language = new QComboBox{this};
    announceChoices(*m_language);
    // Each language by its own name, for those who cannot read the present one.
    m_language->addItem({}, QString{});
    m_language->addItem(u"English"_s, u"en"_s);
    m_language->addItem(u"Deutsch"_s, u"de"_s);
    m_language->addItem(u"Français"_s, u"fr"_s);
    m_label = new QLabel{this};
    m_editor = m_language;
    auto* line = new QHBoxLayout;
    line->addWidget(m_label, 1);
    line->addWidget(m_language);
    m_layout->addLayout(line);
    connect(m_language, &QComboBox::currentIndexChanged, this, &SettingField::edited);
}

void SettingField::buildLine()
{
    m_line = new QLineEdit{this};
    if (m_row.kind == SettingKind::ServerUrl) {
        m_line->setInputMethodHints(Qt::ImhUrlCharactersOnly);
        addWithLabelAbove(m_line);
    } else {
        addWithLabelAbove(m_line);
        m_choose = new QPushButton{this};
        m_choose->setObjectName(QString{m_row.key} + u"/choose"_s);
        m_layout->removeWidget(m_line);
        auto* line = new QHBoxLayout;
        line->addWidget(m_line, 1);
        line->addWidget(m_choose);
        m_layout->addLayout(line);
        connect(m_choose, &QPushButton::clicked, this, &SettingField::chooseFile);
    }
    connect(m_line, &QLineEdit::textEdited, this, [this] {
        m_isTyping = true;
        showNote();
    });
    connect(m_line, &QLineEdit::editingFinished, this, [this] {
        m_isTyping = false;
        showNote();
    });
    connect(m_line, &QLineEdit::textChanged, this, [this] {
        showNote();
        Q_EMIT edited();
    });
}

void SettingField::buildPatterns()
{
    m_patterns = new QPlainTextEdit{this};
    m_patterns->setTabChangesFocus(true);
    m_patterns->setLineWrapMode(QPlainTextEdit::NoWrap); // a line is a pattern
    m_patterns->setFixedHeight(m_patterns->fontMetrics().lineSpacing() * PatternLines +
                               2 * m_patterns->frameWidth() +
                               qRound(2 * m_patterns->document()->documentMargin()));
    addWithLabelAbove(m_patterns);
    connect(m_patterns, &QPlainTextEdit::textChanged, this, [this] {
        showNote();
        Q_EMIT edited();
    });
}

void SettingField::addWithLabelAbove(QWidget* editor)
{
    m_label = new QLabel{this};
    m_editor = editor;
    m_layout->addWidget(m_label);
    m_layout->addWidget(editor);
}

QVariant SettingField::value() const
{
    if (m_switch)
        return m_switch->isChecked();
    if (m_number)
        return m_number->value();
    if (m_language)
        return m_language->currentData();
    if (m_patterns)
        return linesOf(*m_patterns);
    return m_line->text().trimmed();
}

void SettingField::setValue(const QVariant& value)
{
    m_isTyping = false;
    if (m_switch)
        m_switch->setChecked(value.toBool());
    if (m_number)
        m_number->setValue(value.toInt());
    if (m_language)
        m_language->setCurrentIndex(std::max(m_language->findData(value), 0));
    if (m_patterns)
        m_patterns->setPlainText(value.toStringList().join(u'\n'));
    if (m_line)
        m_line->setText(value.toString());
    showNote();
}

void SettingField::setFromEnvironment(bool isFromEnvironment)
{
    m_isFromEnvironment = isFromEnvironment;
    if (m_line)
        m_line->setReadOnly(isFromEnvironment);
    if (m_number) {
        m_number->setReadOnly(isFromEnvironment);
        m_number->setButtonSymbols(isFromEnvironment ? QSpinBox::NoButtons : QSpinBox::UpDownArrows);
    }
    if (m_choose)
        m_choose->setEnabled(!isFromEnvironment);
    showNote();
}

void SettingField::setVariableIgnored(bool isIgnored)
{
    m_isVariableIgnored = isIgnored;
    showNote();
}

QString SettingField::problem() const
{
    if (m_line && m_row.kind == SettingKind::ServerUrl)
        return serverAddressProblem(m_line->text());
    if (m_line && m_row.kind == SettingKind::File) {
        const auto authorities = readAuthorities(m_line->text().trimmed());
        return authorities ? QString{} : authorities.error();
    }
    if (m_patterns) {
        const QStringList lines = linesOf(*m_patterns);
        const auto bad = std::find_if(lines.begin(), lines.end(), [](const QString& line) {
            return !QRegularExpression{line}.isValid();
        });
        if (bad != lines.end())
            return tr("Not a regular expression: %1").arg(*bad);
    }
    return {};
}

void SettingField::setRemark(const QString& remark)
{
    m_remark = remark;
    showNote();
}

QString SettingField::hint() const
{
    if (m_isFromEnvironment)
        //: %1 is the name of the variable
        return tr("Set by the %1 environment variable, which overrides this setting.").arg(m_row.variable);
    if (!m_remark.isEmpty())
        return m_remark;
    return m_line || m_patterns ? settingText(m_row.hint) : QString{};
}

void SettingField::showNote()
{
    const QString wrong = problem();
    m_note->setVisible(!wrong.isEmpty() || m_isVariableIgnored || !hint().isEmpty());
    if (!wrong.isEmpty())
        m_note->say(wrong, m_isTyping ? NoteTone::Hint : NoteTone::Problem);
    else if (m_isVariableIgnored && m_remark.isEmpty())
        //: %1 is the name of the variable
        m_note->say(tr("The %1 environment variable has a value that cannot be used. It is ignored.")
                        .arg(m_row.variable),
                    NoteTone::Problem);
    else
        m_note->say(hint());
    if (m_note->isHidden())
        m_editor->setAccessibleDescription(settingText(m_row.hint));
}

void SettingField::retranslate()
{
    const QString label = settingText(m_row.label);
    if (m_switch)
        m_switch->setText(label);
    else
        m_label->setText(label);
    m_editor->setAccessibleName(settingName(m_row));
    m_editor->setToolTip(settingText(m_row.hint));
    if (m_number) {
        //: seconds, minutes
        m_number->setSuffix(m_row.kind == SettingKind::Seconds ? tr(" s") : tr(" min"));
        m_number->setSpecialValueText(m_row.least == 0 ? settingText(m_row.zero) : QString{});
        alignNumber();
    }
    if (m_language)
        m_language->setItemText(0, tr("System default"));
    if (m_choose)
        m_choose->setText(tr("C&hoose…"));
    showNote();
}

/// All of them are equally wide, so that they stand in a column.
void SettingField::alignNumber()
{
    QSpinBox widest;
    widest.setFont(m_number->font());
    widest.setRange(0, 999);
    widest.setSuffix(tr(" min"));
    m_number->setMinimumWidth(std::max(widest.sizeHint().width(), m_number->sizeHint().width()));
}

QList<QWidget*> SettingField::editors() const
{
    return m_choose ? QList<QWidget*>{m_editor, m_choose} : QList<QWidget*>{m_editor};
}

void SettingField::chooseFile()
{
    auto* chooser = new QFileDialog{this, settingName(m_row)};
    chooser->setAttribute(Qt::WA_DeleteOnClose);
    chooser->setFileMode(QFileDialog::ExistingFile);
    chooser->setNameFilters({tr("Certificates (*.pem *.crt *.cer)"), tr("All files (*)")});
    connect(chooser, &QFileDialog::fileSelected, m_line, &QLineEdit::setText);
    chooser->open();
}

} // namespace tocsin
