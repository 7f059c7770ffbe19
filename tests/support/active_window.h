// SPDX-License-Identifier: MIT
#pragma once

#include <QTest>
#include <QWidget>

namespace tocsin::test {

/// Qt 6.8 deprecates QApplication::setActiveWindow, which would not have to be waited for.
inline void makeActive(QWidget& window)
{
    window.activateWindow();
    QVERIFY(QTest::qWaitForWindowActive(&window));
}

} // namespace tocsin::test
