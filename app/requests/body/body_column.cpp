// SPDX-License-Identifier: MIT
#include "app/requests/body/body_column.h"

#include "core/claude/calls/visible_text.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

#include <algorithm>

namespace tocsin {

using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype MaxCaption{60};
/// More letters without a place to wrap would make the window wider.
constexpr qsizetype MaxWord{20};
constexpr QChar ZeroWidthSpace{0x200b};

bool hasRightToLeft(const QString& text)
{
    const QList<uint> letters = text.toUcs4();
    return std::any_of(letters.begin(), letters.end(), [](uint letter) {
        const QChar::Direction direction = QChar::direction(letter);
        return direction == QChar::DirR || direction == QChar::DirAL || direction == QChar::DirAN;
    });
}

} // namespace

QString labelText(const QString& text)
{
    QString result;
    qsizetype word = 0;
    for (const QChar c : visibleText(text)) {
        word = c.isSpace() ? 0 : word + 1;
        if (word > MaxWord && !c.isLowSurrogate() && !c.isMark()) {
            result += ZeroWidthSpace;
            word = 1;
        }
        result += c;
    }
    return result;
}

QLabel* makeLabel(const QString& text, QWidget* parent)
{
    auto* label = new QLabel{labelText(text), parent};
    label->setTextFormat(Qt::PlainText);
    label->setWordWrap(true);
    label->setTextInteractionFlags(Qt::TextSelectableByMouse);
    return label;
}

BodyColumn::BodyColumn(QWidget& body)
    : m_body{body}
    , m_layout{new QVBoxLayout{&body}}
{
    m_layout->setContentsMargins(0, 0, 0, 0);
}

void BodyColumn::addCaption(const QString& text)
{
    if (m_layout->count() > 0)
        m_layout->addSpacing(m_layout->spacing());
    QLabel* label = makeLabel(text, &m_body);
    QFont bold = label->font();
    bold.setBold(true);
    label->setFont(bold);
    m_layout->addWidget(label);
}

CodeView* BodyColumn::addText(const QString& caption, const QString& text, CodeView::Letters letters,
                              int stretch)
{
    addCaption(caption);
    auto* view = new CodeView{visibleText(caption), &m_body, letters};
    view->setCode(text);
    m_layout->addWidget(view, stretch);
    return view;
}

InlineNote* BodyColumn::addNote(const QString& text, NoteTone tone)
{
    auto* note = new InlineNote{&m_body};
    note->say(labelText(text), tone);
    m_layout->addWidget(note);
    return note;
}

void BodyColumn::addFields(const QJsonObject& fields)
{
    const QStringList names = fields.keys();
    const bool areShort = std::all_of(names.begin(), names.end(), [](const QString& name) {
        return !name.isEmpty() && name.size() <= MaxCaption && !name.contains(u'\n');
    });
    if (!areShort) {
        addText(tr("Input"), QString::fromUtf8(QJsonDocument{fields}.toJson(QJsonDocument::Indented)));
        return;
    }
    for (const CallField& field : fieldsOf(fields))
        addText(field.name, field.text);
}

InlineNote* BodyColumn::addHiddenNote(const QStringList& texts)
{
    const bool isHiding = std::any_of(texts.begin(), texts.end(), &hidesSomething);
    return isHiding ? addNote(hiddenText(), NoteTone::Problem) : nullptr;
}

QString BodyColumn::hiddenText()
{
    return tr("Contains characters that cannot be seen. They are shown by their codes, like %1.")
        .arg(u"⟨U+202E⟩"_s);
}

void BodyColumn::addDirectionNote(const QStringList& texts)
{
    if (std::any_of(texts.begin(), texts.end(), &hasRightToLeft))
        addNote(
            tr("Contains letters that are written from right to left. Parts may be shown in another order."),
            NoteTone::Problem);
}

QStringList stringsIn(const QJsonValue& value)
{
    QStringList strings;
    if (value.isString()) {
        strings += value.toString();
    } else if (value.isArray()) {
        const QJsonArray items = value.toArray();
        for (const QJsonValue item : items)
            strings += stringsIn(item);
    } else if (value.isObject()) {
        const QJsonObject object = value.toObject();
        for (auto field = object.constBegin(); field != object.constEnd(); ++field) {
            strings += field.key();
            strings += stringsIn(field.value());
        }
    }
    return strings;
}

} // namespace tocsin
