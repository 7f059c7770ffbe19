// SPDX-License-Identifier: MIT
#include "server/sms/web_client.h"

#include <curl/curl.h>
#include <memory>
#include <openssl/ssl.h>
#include <stdexcept>
#include <string_view>

namespace tocsin::server {

namespace {

/// One request on its way, as libcurl tells of it.
struct Progress
{
    bool began{false}; ///< the next byte that leaves is the request's
    size_t heard{0};
    std::string body{};
};

// libcurl's callbacks: C, so that none may throw.

int onBegin(void* progress, char*, char*, int, int) noexcept
{
    static_cast<Progress*>(progress)->began = true;
    return CURL_PREREQFUNC_OK;
}

size_t onHeader(char*, size_t, size_t bytes, void* progress) noexcept
{
    size_t& heard = static_cast<Progress*>(progress)->heard;
    heard += bytes;
    return heard <= WebClient::MostAnswer ? bytes : 0;
}

size_t onBody(char* data, size_t, size_t bytes, void* progress) noexcept
{
    auto& to = *static_cast<Progress*>(progress);
    to.heard += bytes;
    if (to.heard > WebClient::MostAnswer)
        return 0;
    to.body.append(data, bytes); // there is room: it was reserved
    return bytes;
}

/// libcurl by itself reads a file of all certificates, and no variable.
CURLcode onTls(CURL*, void* context, void*) noexcept
{
    return SSL_CTX_set_default_verify_paths(static_cast<SSL_CTX*>(context)) == 1 ? CURLE_OK
                                                                                 : CURLE_SSL_CACERT_BADFILE;
}

class Transfer final
{
public:
    Transfer(const WebRequest& request, const WebPatience& patience)
        : m_tls{request.url.starts_with("https:")}
    {
        if (!m_handle)
            throw std::bad_alloc{};
        m_progress.body.reserve(WebClient::MostAnswer);
        limit(patience);
        secure();
        listen();
        describe(request);
    }

    WebAnswer run()
    {
        const CURLcode code = curl_easy_perform(m_handle.get());
        if (code != CURLE_OK)
            return {.outcome =
                        m_progress.began ? WebAnswer::Outcome::Unanswered : WebAnswer::Outcome::NotSent,
                    .problem = curl_easy_strerror(code)};
        long status = 0;
        curl_easy_getinfo(m_handle.get(), CURLINFO_RESPONSE_CODE, &status);
        return {.outcome = WebAnswer::Outcome::Answered,
                .status = static_cast<int>(status),
                .body = std::move(m_progress.body),
                .retryAfter = header("Retry-After")};
    }

private:
    template<typename Value> void set(CURLoption option, Value value)
    {
        if (curl_easy_setopt(m_handle.get(), option, value) != CURLE_OK)
            throw std::runtime_error("libcurl does not take option " + std::to_string(option));
    }

    void limit(const WebPatience& patience)
    {
        set(CURLOPT_CONNECTTIMEOUT_MS, static_cast<long>(patience.connect.count()));
        set(CURLOPT_TIMEOUT_MS, static_cast<long>(patience.total.count()));
        set(CURLOPT_NOSIGNAL, 1L);
        // A thread that still asks for an address is left to itself.
        set(CURLOPT_QUICK_EXIT, 1L);
        // With a connection that was used before, libcurl would send a request again that got no answer.
        set(CURLOPT_FRESH_CONNECT, 1L);
        set(CURLOPT_FORBID_REUSE, 1L);
        set(CURLOPT_HTTP_VERSION, CURL_HTTP_VERSION_1_1);
        set(CURLOPT_FOLLOWLOCATION, 0L);
        set(CURLOPT_PROTOCOLS_STR, m_tls ? "https" : "http");
        if (!m_tls)
            set(CURLOPT_PROXY, "");
    }

    void secure()
    {
        set(CURLOPT_SSLVERSION, CURL_SSLVERSION_TLSv1_2); // or later
        set(CURLOPT_SSL_VERIFYPEER, 1L);
        set(CURLOPT_SSL_VERIFYHOST, 2L);
        set(CURLOPT_CAINFO, static_cast<const char*>(nullptr));
        set(CURLOPT_CAPATH, static_cast<const char*>(nullptr));
        set(CURLOPT_SSL_CTX_FUNCTION, &onTls);
    }

    void listen()
    {
        set(CURLOPT_PREREQFUNCTION, &onBegin);
        set(CURLOPT_PREREQDATA, &m_progress);
        set(CURLOPT_HEADERFUNCTION, &onHeader);
        set(CURLOPT_HEADERDATA, &m_progress);
        set(CURLOPT_WRITEFUNCTION, &onBody);
        set(CURLOPT_WRITEDATA, &m_progress);
    }

    void describe(const WebRequest& request)
    {
        set(CURLOPT_URL, request.url.c_str());
        set(CURLOPT_USERAGENT, "tocsin-server/" TOCSIN_VERSION);
        set(CURLOPT_HTTPAUTH, static_cast<long>(CURLAUTH_BASIC));
        set(CURLOPT_USERNAME, request.user.c_str());
        set(CURLOPT_PASSWORD, request.password.c_str());
        addHeader("Accept: application/json");
        addHeader("Expect:"); // or a long form would wait for leave to come
        set(CURLOPT_HTTPHEADER, m_headers.get());
        if (!request.form)
            return;
        set(CURLOPT_POSTFIELDSIZE_LARGE, static_cast<curl_off_t>(request.form->size()));
        set(CURLOPT_COPYPOSTFIELDS, request.form->data());
    }

    void addHeader(const char* line)
    {
        curl_slist* const all = curl_slist_append(m_headers.get(), line);
        if (all == nullptr)
            throw std::bad_alloc{};
        [[maybe_unused]] auto* const before = m_headers.release();
        m_headers.reset(all);
    }

    [[nodiscard]] std::string header(const char* name) const
    {
        curl_header* found = nullptr;
        const CURLHcode code = curl_easy_header(m_handle.get(), name, 0, CURLH_HEADER, -1, &found);
        return code == CURLHE_OK ? found->value : "";
    }

    bool m_tls;
    Progress m_progress;
    std::unique_ptr<curl_slist, decltype(&curl_slist_free_all)> m_headers{nullptr, &curl_slist_free_all};
    std::unique_ptr<CURL, decltype(&curl_easy_cleanup)> m_handle{curl_easy_init(), &curl_easy_cleanup};
};

} // namespace

WebClient::WebClient(WebPatience patience)
    : m_patience{patience}
{
    if (curl_global_init(CURL_GLOBAL_DEFAULT) != CURLE_OK)
        throw std::runtime_error("libcurl cannot be used");
    const curl_version_info_data& here = *curl_version_info(CURLVERSION_NOW);
    if ((here.features & CURL_VERSION_ASYNCHDNS) == 0) // else no limit of time holds for finding an address
        throw std::runtime_error("this libcurl waits for name servers; tocsin-server needs one that need not "
                                 "(feature AsynchDNS)");
    const char* const tls = here.ssl_version;
    if (tls == nullptr || !std::string_view{tls}.starts_with("OpenSSL")) // onTls() knows no other
        throw std::runtime_error("this libcurl does TLS without OpenSSL; tocsin-server needs one with it");
}

WebClient::~WebClient()
{
    curl_global_cleanup();
}

WebAnswer WebClient::ask(const WebRequest& request) const
{
    return Transfer{request, m_patience}.run();
}

} // namespace tocsin::server
