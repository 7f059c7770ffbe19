// SPDX-License-Identifier: MIT
#include "tests/environment/session_manager.h"

#include <array>
#include <cstdlib>
#include <cstring>
#include <utility>

// Last: they define macros such as Bool and Status.
extern "C" {
#include <X11/ICE/ICElib.h>
#include <X11/ICE/ICEutil.h>
#include <X11/SM/SMlib.h>
}

namespace tocsin::test {

/// What libSM calls; `data` is the manager.
struct SessionManager::Callbacks
{
    static SessionManager& managerOf(SmPointer data) { return *static_cast<SessionManager*>(data); }

    // Whoever has this display and this user's files is let in.
    static Bool anyone(char*) { return True; }

    static Status newClient(SmsConn client, SmPointer data, unsigned long* mask, SmsCallbacks* calls, char**)
    {
        managerOf(data).m_client = client;
        *mask = SmsRegisterClientProcMask | SmsInteractRequestProcMask | SmsInteractDoneProcMask |
                SmsSaveYourselfRequestProcMask | SmsSaveYourselfP2RequestProcMask |
                SmsSaveYourselfDoneProcMask | SmsCloseConnectionProcMask | SmsSetPropertiesProcMask |
                SmsDeletePropertiesProcMask | SmsGetPropertiesProcMask;
        *calls = {};
        calls->register_client = {registered, data};
        calls->interact_request = {[](SmsConn conn, SmPointer, int) { SmsInteract(conn); }, data};
        calls->interact_done = {[](SmsConn, SmPointer, Bool) {}, data};
        calls->save_yourself_request = {[](SmsConn, SmPointer, int, Bool, int, Bool, Bool) {}, data};
        calls->save_yourself_phase2_request = {[](SmsConn conn, SmPointer) { SmsSaveYourselfPhase2(conn); },
                                               data};
        calls->save_yourself_done = {[](SmsConn, SmPointer manager, Bool) { managerOf(manager).saved(); },
                                     data};
        calls->close_connection = {closed, data};
        calls->set_properties = {setProperties, data};
        calls->delete_properties = {
            [](SmsConn, SmPointer, int count, char** names) { freeAll(count, names); }, data};
        calls->get_properties = {[](SmsConn conn, SmPointer) { SmsReturnProperties(conn, 0, nullptr); },
                                 data};
        return 1;
    }

    // What libSM hands out comes from malloc and is its receiver's.
    static void freeAll(int count, char** texts) { SmFreeReasons(count, texts); }

    static Status registered(SmsConn conn, SmPointer, char* previousId)
    {
        char* id = SmsGenerateClientID(conn);
        SmsRegisterClientReply(conn, id);
        std::free(id);         // NOLINT
        std::free(previousId); // NOLINT
        SmsSaveYourself(conn, SmSaveLocal, False, SmInteractStyleNone, False);
        return 1;
    }

    static void closed(SmsConn, SmPointer data, int count, char** reasons)
    {
        freeAll(count, reasons);
        managerOf(data).forgetClient();
    }

    static void setProperties(SmsConn, SmPointer data, int count, SmProp** properties)
    {
        for (int i = 0; i < count; ++i) {
            const SmProp& property = *properties[i];
            if (std::strcmp(property.name, SmRestartStyleHint) == 0 && property.num_vals == 1)
                managerOf(data).m_isRestartedNever =
                    *static_cast<const unsigned char*>(property.vals[0].value) == SmRestartNever;
            SmFreeProperty(properties[i]);
        }
        std::free(properties); // NOLINT
    }
};

SessionManager::SessionManager()
{
    std::array<char, 256> error{};
    IceSetIOErrorHandler([](IceConn) {}); // else a client that goes ends this program
    if (SmsInitialize("Tocsin's tests", "1", Callbacks::newClient, this, Callbacks::anyone, error.size(),
                      error.data()) == 0 ||
        IceListenForConnections(&m_listenerCount, &m_listeners, error.size(), error.data()) == 0)
        return;
    for (int i = 0; i < m_listenerCount; ++i) {
        IceSetHostBasedAuthProc(m_listeners[i], Callbacks::anyone);
        auto notifier = std::make_unique<QSocketNotifier>(IceGetListenConnectionNumber(m_listeners[i]),
                                                          QSocketNotifier::Read);
        connect(notifier.get(), &QSocketNotifier::activated, this, [this, listener = m_listeners[i]] {
            IceAcceptStatus status{};
            if (IceConn connection = IceAcceptConnection(listener, &status))
                watch(connection);
        });
        m_notifiers.push_back(std::move(notifier));
    }
    char* ids = IceComposeNetworkIdList(m_listenerCount, m_listeners);
    m_address = ids;
    std::free(ids); // NOLINT: libICE's comes from malloc
}

SessionManager::~SessionManager()
{
    m_notifiers.clear();
    forgetClient();
    if (m_listeners != nullptr)
        IceFreeListenObjs(m_listenerCount, m_listeners);
}

void SessionManager::watch(IceConn connection)
{
    auto notifier = std::make_unique<QSocketNotifier>(IceConnectionNumber(connection), QSocketNotifier::Read);
    connect(notifier.get(), &QSocketNotifier::activated, this, [this, connection, own = notifier.get()] {
        const IceProcessMessagesStatus status = IceProcessMessages(connection, nullptr, nullptr);
        if (status == IceProcessMessagesSuccess)
            return;
        own->setEnabled(false);
        if (status == IceProcessMessagesIOError) // gone without a word
            forgetClient();
    });
    m_notifiers.push_back(std::move(notifier));
}

void SessionManager::forgetClient()
{
    if (m_client == nullptr)
        return;
    IceConn connection = SmsGetIceConnection(m_client);
    SmsCleanUp(std::exchange(m_client, nullptr));
    IceSetShutdownNegotiation(connection, False);
    IceCloseConnection(connection);
}

void SessionManager::logOut()
{
    m_isLoggingOut = true;
    m_wasSaved = false;
    SmsSaveYourself(m_client, SmSaveBoth, True, SmInteractStyleAny, False);
}

void SessionManager::saved()
{
    m_wasSaved = true;
    if (m_isLoggingOut)
        QMetaObject::invokeMethod(
            this, [this] { SmsDie(m_client); }, Qt::QueuedConnection);
    else
        SmsSaveComplete(m_client);
}

} // namespace tocsin::test
