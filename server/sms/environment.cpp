// SPDX-License-Identifier: MIT
#include "server/sms/environment.h"

#include "server/base/address.h"

#include <Poco/Exception.h>
#include <Poco/URI.h>

#include <stdexcept>

namespace tocsin::server {

std::string readBaseUrl(const Environment& environment, const char* name)
{
    std::string url = environment(name);
    while (url.ends_with('/'))
        url.pop_back();
    if (url.empty())
        return {};
    try {
        const Poco::URI parsed{url};
        const bool good =
            !parsed.getHost().empty() && parsed.getUserInfo().empty() && parsed.getRawQuery().empty() &&
            parsed.getFragment().empty() &&
            (parsed.getScheme() == "https" || (parsed.getScheme() == "http" && isLoopback(parsed.getHost())));
        if (good) // with the scheme in small letters, as everybody else looks for it
            return parsed.getScheme() + url.substr(parsed.getScheme().size());
    } catch (const Poco::Exception&) {
        // said below
    }
    throw std::runtime_error(std::string{name} +
                             " is not a URL such as https://texts.example.com; plain http is "
                             "for loopback addresses alone");
}

} // namespace tocsin::server
