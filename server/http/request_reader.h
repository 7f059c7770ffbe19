// SPDX-License-Identifier: MIT
#pragma once

#include "server/http/message.h"

#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace tocsin::server {

/// Reads one request after the other out of the bytes of a connection. Boost.Beast parses; what it takes, but
/// two servers in a row could understand differently, is refused before. Knows no network. Not thread-safe.
class RequestReader final
{
public:
    struct Most
    {
        size_t headBytes{16UL * 1024};
        size_t bodyBytes{64UL * 1024};
    };
    explicit RequestReader(Most most);
    RequestReader(RequestReader&&) noexcept;
    RequestReader& operator=(RequestReader&&) = delete;
    ~RequestReader();

    /// Where the next bytes go; few while nothing of a request is here, as most connections wait.
    [[nodiscard]] std::span<char> room();
    /// So many were put there.
    void arrived(size_t bytes);

    enum class Step {
        NeedsMore,
        Head, ///< the head is here, and a body follows
        Whole,
        Refused,
    };
    /// As far as what is here goes.
    [[nodiscard]] Step proceed();

    /// After Head.
    [[nodiscard]] const RequestHead& head() const;
    /// After Whole.
    [[nodiscard]] const std::string& body() const;
    /// After Refused. head() then has what could be read.
    [[nodiscard]] const Unreadable& why() const { return m_why; }

    /// After Whole: the request after it.
    void next();
    /// True when nothing of a request is here.
    [[nodiscard]] bool isEmpty() const;

private:
    class Parser;

    [[nodiscard]] std::string_view pending() const;
    void use(size_t bytes);
    Step readHead();
    Step readBody();
    Step refuse(Unreadable why);
    [[nodiscard]] bool isChunkLost() const;

    Most m_most;
    std::vector<char> m_space;
    size_t m_begin{0}; ///< what is before has been read
    size_t m_end{0};   ///< what is behind has not arrived
    size_t m_seen{0};  ///< bytes of a head that do not have its end
    std::unique_ptr<Parser> m_parser;
    Unreadable m_why{};
    bool m_headIsRead{false};
};

} // namespace tocsin::server
