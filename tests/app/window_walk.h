// SPDX-License-Identifier: MIT
#pragma once

#include <QAbstractButton>
#include <QAccessible>
#include <QComboBox>
#include <QHash>
#include <QKeySequence>
#include <QLabel>
#include <QSet>
#include <QStringList>
#include <QTabBar>
#include <QTest>
#include <QWidget>

namespace tocsin::test {

/// What Tab should visit in this window.
[[nodiscard]] inline QList<QWidget*> reachable(const QWidget& window)
{
    QList<QWidget*> result;
    for (QWidget* widget : window.findChildren<QWidget*>()) {
        const bool isPartOfAnother = widget->focusProxy() != nullptr;
        if (widget->isVisible() && widget->isEnabled() && widget->window() == &window && !isPartOfAnother &&
            (widget->focusPolicy() & Qt::TabFocus))
            result += widget;
    }
    return result;
}

/// What it does visit, from the widget that has the focus until it is back there.
[[nodiscard]] inline QSet<QWidget*> visitedByTab(const QWidget& window)
{
    constexpr int MostSteps{200};
    QWidget* first = window.focusWidget();
    QSet<QWidget*> visited;
    int steps = 0;
    do {
        visited += window.focusWidget();
        QTest::keyClick(window.focusWidget(), Qt::Key_Tab);
    } while (window.focusWidget() != first && ++steps < MostSteps);
    return visited;
}

/// A sentence about the first of these that a screen reader has no name for; empty: each has one.
[[nodiscard]] inline QString namelessOf(const QList<QWidget*>& widgets)
{
    for (QWidget* widget : widgets) {
        QAccessibleInterface* interface = QAccessible::queryAccessibleInterface(widget);
        if (interface == nullptr || interface->text(QAccessible::Name).trimmed().isEmpty())
            return QStringLiteral("%1 (%2) has no name")
                .arg(widget->objectName(), QString::fromLatin1(widget->metaObject()->className()));
        // On Unix, the name of a combo box is what is chosen.
        const bool needsMore =
            qobject_cast<QComboBox*>(widget) != nullptr && interface->relations(QAccessible::Label).isEmpty();
        if (needsMore && (widget->accessibleName().isEmpty() ||
                          !widget->accessibleDescription().contains(widget->accessibleName())))
            return QStringLiteral("%1 has neither a label nor its name in its description")
                .arg(widget->objectName());
    }
    return {};
}

/// The visible texts that have a mnemonic, or should.
[[nodiscard]] inline QStringList mnemonicTexts(const QWidget& window)
{
    QStringList texts;
    for (const QTabBar* tabs : window.findChildren<QTabBar*>()) {
        for (int i = 0; tabs->isVisible() && i < tabs->count(); ++i) {
            if (tabs->isTabVisible(i))
                texts += tabs->tabText(i);
        }
    }
    for (const QAbstractButton* button : window.findChildren<QAbstractButton*>()) {
        const bool isOfAnother = qobject_cast<const QTabBar*>(button->parentWidget()) != nullptr;
        if (button->isVisible() && button->window() == &window && !isOfAnother && !button->text().isEmpty())
            texts += button->text();
    }
    for (const QLabel* label : window.findChildren<QLabel*>()) {
        if (label->isVisible() && label->buddy() != nullptr)
            texts += label->text();
    }
    return texts;
}

/// A sentence about the first text without a mnemonic, or with one that another has; empty: all are well.
[[nodiscard]] inline QString wrongMnemonicOf(const QStringList& texts)
{
    QHash<QString, QString> keys;
    for (const QString& text : texts) {
        const QString key = QKeySequence::mnemonic(text).toString();
        if (key.isEmpty())
            return QStringLiteral("%1 has no mnemonic").arg(text);
        if (keys.contains(key))
            return QStringLiteral("%1 and %2 have the same mnemonic").arg(keys.value(key), text);
        keys.insert(key, text);
    }
    return {};
}

} // namespace tocsin::test
