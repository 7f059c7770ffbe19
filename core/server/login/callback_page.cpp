// SPDX-License-Identifier: MIT
#include "core/server/login/callback_page.h"

#include <QCoreApplication>
#include <QCryptographicHash>
#include <QLocale>

namespace tocsin {

using namespace Qt::StringLiterals;

namespace {

// Text and accent have a contrast of at least 4.5 to 1 in both modes.
constexpr const char* Style = R"(
:root { color-scheme: light dark; --ground: #f4f5f7; --card: #fff; --ink: #1b1f24; --quiet: #545d68; --accent: #8a3b12; }
@media (prefers-color-scheme: dark) {
  :root { --ground: #14161a; --card: #1f2329; --ink: #eceff3; --quiet: #aab3be; --accent: #f0a35e; }
}
* { box-sizing: border-box; }
body { margin: 0; min-height: 100vh; display: flex; align-items: center; justify-content: center; padding: 1rem;
  background: var(--ground); color: var(--ink); font: 1rem/1.5 system-ui, sans-serif; }
main { width: 100%; max-width: 26rem; padding: clamp(1.25rem, 6vw, 2.25rem); border-radius: 1rem;
  background: var(--card); box-shadow: 0 1px 2px rgb(0 0 0 / 12%), 0 12px 32px rgb(0 0 0 / 10%); }
svg { display: block; width: 2.5rem; height: 2.5rem; margin-left: -0.25rem; color: var(--accent); }
h1 { margin: 0.75rem 0 0.25rem; font-size: 1.5rem; line-height: 1.25; }
p { margin: 0.5rem 0 0; overflow-wrap: anywhere; }
.quiet { color: var(--quiet); font-size: 0.9375rem; }
)";

constexpr const char* Bell =
    R"(<svg viewBox="0 0 24 24" fill="currentColor" aria-hidden="true" focusable="false">)"
    R"(<path d="M12 2a1.5 1.5 0 0 1 1.5 1.5v.6A6.5 6.5 0 0 1 18.5 10.5c0 4 1 5.5 2.2 6.6a.8.8 0 0 1-.5 1.4H3.8)"
    R"(a.8.8 0 0 1-.5-1.4c1.2-1.1 2.2-2.6 2.2-6.6A6.5 6.5 0 0 1 10.5 4.1v-.6A1.5 1.5 0 0 1 12 2Z"/>)"
    R"(<path d="M9.2 20h5.600a2.8 2.8 0 0 1-5.6 0Z"/></svg>)";

struct Words
{
    Q_DECLARE_TR_FUNCTIONS(tocsin::CallbackPage)
public:
    QString title;
    QString text;
    QString more{};

    [[nodiscard]] static Words of(CallbackPage page)
    {
        switch (page) {
        case CallbackPage::Done:
            return {tr("Enter the code in Tocsin"),
                    tr("A text with a six-digit code is on its way to your phone. Enter the code where you "
                       "started: in the Tocsin window or in Claude Code."),
                    tr("You can close this page.")};
        case CallbackPage::OtherLogin:
            return {tr("This login link is no longer valid"),
                    tr("Nothing was changed. If you opened the login page more than once, continue in the "
                       "latest one, or start again in Tocsin.")};
        case CallbackPage::AlreadyDone:
            return {tr("Already received"),
                    tr("Enter the code where you started: in the Tocsin window or in Claude Code."),
                    tr("You can close this page.")};
        case CallbackPage::NotHere:
            break;
        }
        return {tr("Page not found"), tr("This address is only for logging in to Tocsin.")};
    }
};

QByteArray html(CallbackPage page)
{
    const Words words = Words::of(page);
    QString text = u"<!doctype html>\n<html lang=\"%1\">\n<head>\n<meta charset=\"utf-8\">\n"
                   "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n"
                   "<title>%2 – Tocsin</title>\n<link rel=\"icon\" href=\"data:,\">\n<style>%3</style>\n"
                   "</head>\n<body>\n<main>\n%4\n<h1>%2</h1>\n<p>%5</p>\n"_s.arg(
                       QLocale{}.bcp47Name(), words.title.toHtmlEscaped(), QLatin1StringView{Style},
                       QLatin1StringView{Bell}, words.text.toHtmlEscaped());
    if (!words.more.isEmpty())
        text += u"<p class=\"quiet\">%1</p>\n"_s.arg(words.more.toHtmlEscaped());
    return (text + u"</main>\n</body>\n</html>\n"_s).toUtf8();
}

QByteArray styleHash()
{
    return QCryptographicHash::hash(QByteArray{Style}, QCryptographicHash::Sha256).toBase64();
}

QByteArray head(int status)
{
    return "HTTP/1.1 " + QByteArray::number(status) +
           " \r\nConnection: close\r\nCache-Control: no-store\r\nReferrer-Policy: no-referrer\r\n"
           "X-Content-Type-Options: nosniff\r\n";
}

} // namespace

QByteArray callbackAnswer(CallbackPage page, int status)
{
    const QByteArray body = html(page);
    QByteArray answer = head(status) +
                        "Content-Type: text/html; charset=utf-8\r\nX-Frame-Options: DENY\r\n"
                        "Cross-Origin-Opener-Policy: same-origin\r\n"
                        "Content-Security-Policy: default-src 'none'; img-src data:; style-src 'sha256-" +
                        styleHash() + "'; form-action 'none'; frame-ancestors 'none'; base-uri 'none'\r\n";
    if (status == 405)
        answer += "Allow: GET\r\n";
    return answer + "Content-Length: " + QByteArray::number(body.size()) + "\r\n\r\n" + body;
}

QByteArray callbackRedirect(const QByteArray& path)
{
    return head(303) + "Location: " + path + "\r\nContent-Length: 0\r\n\r\n";
}

} // namespace tocsin
