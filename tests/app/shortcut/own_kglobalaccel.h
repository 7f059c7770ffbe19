// SPDX-License-Identifier: MIT
#pragma once

#include <QDBusMessage>
#include <QList>
#include <QProcess>
#include <QString>

namespace tocsin::test {

/// Plasma's shortcut service as a child process. Needs a private desktop (tocsin_add_test(... DESKTOP)).
class OwnKGlobalAccel final
{
public:
    static constexpr int MetaCtrlR = (Qt::META | Qt::CTRL | Qt::Key_R).toCombined();

    ~OwnKGlobalAccel();

    [[nodiscard]] bool start();
    /// Only after what it was given has been saved.
    void stop();

    /// What System Settings does when the person chooses Meta+Ctrl+R, another key, or none.
    void setKey(int key = MetaCtrlR);
    [[nodiscard]] static QList<int> keys();
    /// Of our action, as System Settings shows it; empty: it has none.
    [[nodiscard]] static QString shownName();
    /// Whether a program acts on the keys.
    [[nodiscard]] static bool isActive();
    /// What it has saved, a moment after it changed: `action=keys,default keys,name`.
    [[nodiscard]] static QString saved();

    static void press(const QString& keys = QStringLiteral("Super+ctrl+r"));

private:
    QProcess m_process;
};

} // namespace tocsin::test
