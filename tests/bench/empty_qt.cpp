// SPDX-License-Identifier: MIT
// The floor of any Qt program: the libraries of tocsin-hookbridge are loaded, and it ends.
#include <QLocalSocket>

int main(int argc, char*[])
{
    // Named, so that the linker keeps both libraries; not run.
    return argc > 1000 ? QLocalSocket::staticMetaObject.methodCount() : 0;
}
