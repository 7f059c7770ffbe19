// SPDX-License-Identifier: MIT
#include "app/windows/kde_colors.h"
#include "app/windows/kde_palette.h"
#include "app/windows/readable_colors.h"

#include <QApplication>
#include <QDBusMessage>
#include <QFile>
#include <QLineEdit>
#include <QPalette>
#include <QTemporaryDir>
#include <QTest>

using namespace tocsin;
using namespace Qt::StringLiterals;

/// KDE's colour scheme, changed while the app runs.
class TestKdeColors final : public QObject
{
    Q_OBJECT
private:
    QTemporaryDir m_folder;
    int m_heard{0};

    /// As `plasma-apply-colorscheme` does.
    void write(const QByteArray& ground, const QByteArray& ink) const
    {
        QByteArray file{"[General]\nColorScheme=Test\n\n"};
        for (const char* group : {"Button", "Selection", "Tooltip", "View", "Window"}) {
            file += QByteArray{"[Colors:"} + group + "]\nBackgroundAlternate=" + ground +
                    "\nBackgroundNormal=" + ground + "\nForegroundInactive=" + ink +
                    "\nForegroundLink=29,153,243\nForegroundNormal=" + ink + "\n\n";
        }
        QFile old{m_folder.filePath(u"kdeglobals"_s)};
        QVERIFY(!old.exists() || old.remove());
        QFile next{m_folder.filePath(u"kdeglobals"_s)};
        QVERIFY(next.open(QIODevice::WriteOnly));
        next.write(file);
    }
    /// What KDE's settings send to every program.
    static void send(int what)
    {
        QDBusMessage change = QDBusMessage::createSignal(u"/KGlobalSettings"_s, u"org.kde.KGlobalSettings"_s,
                                                         u"notifyChange"_s);
        change << what << 0;
        QVERIFY(QDBusConnection::connectToBus(QDBusConnection::SessionBus, u"settings"_s).send(change));
    }
    [[nodiscard]] static QColor color(QPalette::ColorRole role)
    {
        return QApplication::palette().color(role);
    }

public Q_SLOTS:
    void count() { ++m_heard; }

private Q_SLOTS:
    void cleanup() { QFile::remove(m_folder.filePath(u"kdeglobals"_s)); }

    void aChangeOfTheSchemeIsFollowed()
    {
        QApplication::setPalette(QPalette{QColor{0xef, 0xef, 0xef}});
        ReadableColors colors;
        const KdeColors kde{QDBusConnection::sessionBus(), {u"/missing"_s, m_folder.path()}, colors};
        QLineEdit field;
        for (int times = 0; times < 2; ++times) {
            write("49,54,59", "239,240,241");
            send(0);
            QTRY_COMPARE(color(QPalette::Window), QColor(49, 54, 59));
            QCOMPARE(color(QPalette::WindowText), QColor(239, 240, 241));
            QCOMPARE(field.palette().color(QPalette::Base), QColor(49, 54, 59));
            QCOMPARE(field.palette().color(QPalette::Text), QColor(239, 240, 241));
            QVERIFY(color(QPalette::Link).lightness() > 128);
            write("239,240,241", "35,38,41");
            send(0);
            QTRY_COMPARE(color(QPalette::Window), QColor(239, 240, 241));
            QTRY_COMPARE(field.palette().color(QPalette::Text), QColor(35, 38, 41));
        }
    }
    void hintsAndLinksStayReadable()
    {
        ReadableColors colors;
        const KdeColors kde{QDBusConnection::sessionBus(), {m_folder.path()}, colors};
        write("20,22,24", "252,252,252");
        QFile scheme{m_folder.filePath(u"kdeglobals"_s)};
        QVERIFY(scheme.open(QIODevice::ReadOnly));
        const QByteArray bad =
            scheme.readAll().replace("ForegroundInactive=252,252,252", "ForegroundInactive=30,32,34");
        scheme.close();
        QVERIFY(scheme.open(QIODevice::WriteOnly));
        scheme.write(bad);
        scheme.close();
        send(0);
        QTRY_COMPARE(color(QPalette::Window), QColor(20, 22, 24));
        QVERIFY(color(QPalette::PlaceholderText).lightness() > 100);
    }
    void otherChangesAndUnreadableSchemesChangeNoColour()
    {
        ReadableColors colors;
        const KdeColors kde{QDBusConnection::sessionBus(), {m_folder.path()}, colors};
        write("10,20,30", "252,252,252");
        send(0);
        QTRY_COMPARE(color(QPalette::Window), QColor(10, 20, 30));
        QVERIFY(QDBusConnection::sessionBus().connect({}, u"/KGlobalSettings"_s, u"org.kde.KGlobalSettings"_s,
                                                      u"notifyChange"_s, this, SLOT(count())));
        write("200,210,220", "0,0,0");
        send(1); // a font
        QVERIFY(QFile::remove(m_folder.filePath(u"kdeglobals"_s)));
        send(0);
        QTRY_COMPARE(m_heard, 2);
        write("40,50,60", "252,252,252");
        send(1);
        QTRY_COMPARE(m_heard, 3);
        QCOMPARE(color(QPalette::Window), QColor(10, 20, 30));
        QVERIFY(!kdePalette({u"/missing"_s}));
        send(0); // after all the others
        QTRY_COMPARE(color(QPalette::Window), QColor(40, 50, 60));
    }
};

QTEST_MAIN(TestKdeColors)
#include "test_kde_colors.moc"
