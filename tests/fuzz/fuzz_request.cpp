// SPDX-License-Identifier: MIT
// Bytes as a client of the server may send them: however they are cut into pieces, they are read alike.
#include "server/http/request_reader.h"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <cstring>
#include <string>
#include <string_view>
#include <tuple>
#include <utility>
#include <vector>

using namespace tocsin::server;

namespace {

constexpr RequestReader::Most Most{.headBytes = 1024, .bodyBytes = 2048};
constexpr size_t MostHeaders = 100;

void require(bool holds)
{
    if (!holds)
        std::abort();
}

/// What is read of a connection, up to what is refused.
struct Reading
{
    using Request = std::tuple<std::string, std::string, bool,
                               std::vector<std::pair<std::string, std::string>>, std::string>;
    std::vector<Request> requests{};
    /// For which of two faults may depend on the pieces: a line is too long before the huge number at its
    /// beginning is read.
    bool isRefused{false};
    bool operator==(const Reading&) const = default;
};

void requireWithinLimits(const RequestHead& head, const std::string& body)
{
    size_t bytes = head.method.size() + head.target.size();
    for (const auto& [name, value] : head.headers)
        bytes += name.size() + value.size();
    require(bytes <= Most.headBytes);
    require(body.size() <= Most.bodyBytes);
    require(head.headers.size() <= MostHeaders);
    require(head.target.starts_with('/'));
    // A body that another server in the row would see elsewhere.
    require(head.all("content-length").size() + head.all("transfer-encoding").size() <= 1);
}

/// True when it goes on with the next bytes.
bool readOn(RequestReader& reader, Reading& reading)
{
    while (true) {
        switch (reader.proceed()) {
        case RequestReader::Step::NeedsMore:
            return true;
        case RequestReader::Step::Head:
            continue;
        case RequestReader::Step::Whole:
            break;
        case RequestReader::Step::Refused:
            reading.isRefused = true;
            require(reader.why().status >= 400 && reader.why().status < 500);
            return false;
        }
        const RequestHead& head = reader.head();
        requireWithinLimits(head, reader.body());
        reading.requests.emplace_back(head.method, head.target, head.http11, head.headers, reader.body());
        reader.next();
    }
}

Reading inPiecesOf(size_t piece, std::string_view bytes)
{
    RequestReader reader{Most};
    Reading reading;
    while (!bytes.empty()) {
        const auto room = reader.room();
        require(!room.empty());
        const size_t count = std::min({piece, room.size(), bytes.size()});
        std::memcpy(room.data(), bytes.data(), count);
        reader.arrived(count);
        bytes.remove_prefix(count);
        if (!readOn(reader, reading))
            break;
    }
    return reading;
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size)
{
    if (size == 0)
        return 0;
    const std::string_view bytes{reinterpret_cast<const char*>(data + 1), size - 1};
    const Reading whole = inPiecesOf(bytes.size() + 1, bytes);
    require(inPiecesOf(1, bytes) == whole);
    require(inPiecesOf(size_t{1} + data[0], bytes) == whole);
    return 0;
}
