// SPDX-License-Identifier: MIT
// The floor of a tray program: an icon, and nothing to do.
#include <QApplication>
#include <QPixmap>
#include <QSystemTrayIcon>

int main(int argc, char* argv[])
{
    const QApplication application{argc, argv};
    QPixmap square{64, 64};
    square.fill(Qt::darkGreen);
    QSystemTrayIcon tray{QIcon{square}};
    tray.show();
    return QApplication::exec();
}
