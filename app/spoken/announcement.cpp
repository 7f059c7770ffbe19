// SPDX-License-Identifier: MIT
#include "app/spoken/announcement.h"

#include <QAccessible>
#include <QAccessibleWidget>
#include <QApplication>
#include <QComboBox>
#include <QString>
#include <QWidget>

namespace tocsin {

using namespace Qt::StringLiterals;

namespace {

constexpr auto Name = "announcement"_L1;

class Notification final : public QAccessibleWidget
{
public:
    explicit Notification(QWidget* widget)
        : QAccessibleWidget{widget, QAccessible::Notification}
    {}

    /// Of a part of a dialog, Orca says the dialog with all its text first.
    [[nodiscard]] QAccessibleInterface* parent() const override
    {
        return QAccessible::queryAccessibleInterface(qApp);
    }
};

QAccessibleInterface* makeInterface(const QString& /*className*/, QObject* object)
{
    auto* widget = qobject_cast<QWidget*>(object);
    return widget != nullptr && widget->objectName() == Name ? new Notification{widget} : nullptr;
}

QWidget* notificationOf(QWidget& window)
{
    static const bool isInstalled = (QAccessible::installFactory(makeInterface), true);
    Q_UNUSED(isInstalled)
    auto* found = window.findChild<QWidget*>(Name, Qt::FindDirectChildrenOnly);
    if (found == nullptr) {
        found = new QWidget{&window};
        found->setObjectName(Name);
        found->hide();
    }
    return found;
}

} // namespace

void announce(QWidget& where, const QString& words)
{
    if (words.isEmpty() || !where.isActiveWindow())
        return;
    QWidget* const notification = notificationOf(*where.window());
    notification->setAccessibleName(words);
    QAccessibleEvent shown{notification, QAccessible::ObjectShow};
    QAccessible::updateAccessibility(&shown);
}

void announceChoices(QComboBox& box)
{
    QObject::connect(&box, &QComboBox::currentTextChanged, &box, [&box](const QString& choice) {
        if (box.hasFocus())
            announce(box, choice);
    });
}

} // namespace tocsin
