// SPDX-License-Identifier: MIT
// The bytes of one spool file; whatever they are, the folder is empty or the file set aside afterwards.
#include "core/claude/hooks/hook_parser.h"
#include "core/ipc/spool.h"
#include "core/ipc/spool_writer.h"

#include <QCoreApplication>
#include <QDir>
#include <QTemporaryDir>

#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <memory>

using namespace tocsin;
using namespace Qt::StringLiterals;

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size)
{
    static int argc = 0;
    static const QCoreApplication application{argc, nullptr};
    static const QTemporaryDir folder;
    static const auto spool = std::make_unique<Spool>(folder.path());
    static const bool quiet = [] {
        qInstallMessageHandler([](QtMsgType, const QMessageLogContext&, const QString&) {});
        QObject::connect(spool.get(), &Spool::requestReceived, spool.get(),
                         [](const QJsonObject& request, const SpoolEntry& receipt) {
                             static_cast<void>(parseHookRequest(request));
                             receipt.confirm();
                         });
        return true;
    }();
    const QByteArray bytes{reinterpret_cast<const char*>(data), static_cast<qsizetype>(size)};
    if (!quiet || writeSpoolFile(folder.path(), {.bootId = "b", .monotonicNs = 1, .id = "id"}, bytes))
        std::abort();
    const int taken = spool->drain();
    const QDir left{folder.path()};
    if (!left.entryList({u"*.json"_s}, QDir::Files).isEmpty() ||
        left.entryList({u"*.bad"_s}, QDir::Files).size() != 1 - taken)
        std::abort();
    QFile::remove(folder.filePath(u"b.00000000000000000001.id.json.bad"_s));
    return 0;
}
