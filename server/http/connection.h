// SPDX-License-Identifier: MIT
#pragma once

#include "server/http/connection_table.h"
#include "server/http/http_text.h"
#include "server/http/network.h"
#include "server/http/request_handler.h"
#include "server/http/stream.h"

#include <functional>
#include <string>

namespace tocsin::server {

/// What one connection may take.
struct ConnectionLimits
{
    size_t headBytes{16UL * 1024};
    size_t bodyBytes{64UL * 1024};
    std::chrono::seconds headTime{10}; ///< for the whole head; of the first one from the connection's begin
    std::chrono::seconds bodyTime{20};
    std::chrono::seconds answerTime{20};
    std::chrono::seconds waitTime{75}; ///< between two requests; a heartbeat comes every 30 seconds
};

/// Serves one connection: one request after the other until one side has enough.
class Connection final
{
public:
    Connection(Stream& stream, Address peer, const RequestHandler& handler, ConnectionTable& table,
               ConnectionTable::Id id, const ConnectionLimits& limits);

    /// Returns when it is over.
    void serve();

private:
    /// Nothing: the connection is over without a word, as nobody waits for one.
    using MaybeHead = std::optional<std::variant<RequestHead, Unreadable>>;
    using MaybeBody = std::optional<std::variant<std::string, Unreadable>>;

    [[nodiscard]] MaybeHead readHead(SteadyTime deadline);
    [[nodiscard]] MaybeBody readBody(const RequestHead& head);
    [[nodiscard]] MaybeBody readChunks(SteadyTime deadline);
    [[nodiscard]] std::optional<std::string> readLine(SteadyTime deadline);
    [[nodiscard]] bool answerOne(const RequestHead& head);
    void refuse(const Unreadable& why, const RequestHead& head);
    [[nodiscard]] bool fill(SteadyTime deadline);
    [[nodiscard]] bool fillTo(size_t bytes, SteadyTime deadline);
    void discard();

    Stream& m_stream;
    Address m_peer;
    const RequestHandler& m_handler;
    ConnectionTable& m_table;
    ConnectionTable::Id m_id;
    const ConnectionLimits& m_limits;
    std::string m_buffer; ///< read and not yet used
};

} // namespace tocsin::server
