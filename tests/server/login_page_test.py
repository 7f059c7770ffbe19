# SPDX-License-Identifier: MIT
"""The login in a browser as HTTP sees it; tests/server/browser looks at it with Chromium."""
import html
import re
import unittest
import urllib.parse

from real_server import RealServer


class LoginPage(unittest.TestCase):
    def test_it_ends_with_a_login(self):
        with RealServer() as server:
            answer = server.send_login(server.show_login("http://127.0.0.1:4711/callback?a=b", "s+t/%~"))
            where = answer.headers["Location"]
            self.assertTrue(where.startswith("http://127.0.0.1:4711/callback?a=b&temp_token=tmp_"), where)
            given = dict(urllib.parse.parse_qsl(urllib.parse.urlsplit(where).query))
            self.assertEqual((given["phone"], given["state"]), ("+1***0123", "s+t/%~"))
            self.assertIn("phone=%2B1***0123&", where)
            self.assertEqual(server.exchange(given["temp_token"], server.last_code()).status, 200)
            self.assertNotIn("tmp_", server.log())
            self.assertNotIn("0123", re.sub(r"req_\w+|/tmp/\S+", "", server.log()).replace("+1***0123", ""))

    def test_only_a_literal_loopback_address_is_gone_back_to(self):
        with RealServer("--behind-proxy") as server:
            good = ["http://127.0.0.1:4711/callback", "http://127.0.0.1/", "http://127.0.0.1", "http://[::1]:4711/x?y=z",
                    "http://127.0.0.1:65535?x"]
            bad = ["", "https://127.0.0.1/", "http://localhost:4711/", "http://127.0.0.1.example.com/", "HTTP://127.0.0.1/",
                   "http://127.0.0.1@example.com/", "http://user@127.0.0.1/", "http://127.0.0.1:80@example.com/",
                   "http://127.0.0.1:/", "http://127.0.0.1:0/", "http://127.0.0.1:65536/", "http://127.0.0.1:4711x/",
                   "http://127.0.0.1\\@example.com/", "http://127.0.0.1#@example.com/", "http://127.0.0.1/#x",
                   "http://127.1/", "http://2130706433/", "http://0x7f000001/", "http://[::1%25lo]/", "http://[::2]/",
                   "http://[::ffff:127.0.0.1]/", "http://127.0.0.2/", "//127.0.0.1/", "javascript:alert(1)",
                   "http://127.0.0.1/\r\nX: y", "http://127.0.0.1/<x>", "http://127.0.0.1/\"", "http://127.0.0.1/ ",
                   "http://127.0.0.1/\u00e4", "http://127.0.0.1/" + "x" * 500]
            for i, callback in enumerate(good):
                self.assertEqual(server.show_login(callback, address=f"192.0.2.{i}").status, 200, callback)
            page = server.show_login()
            for i, callback in enumerate(bad):
                answer = server.show_login(callback, address=f"192.0.2.{i}")
                self.assertEqual(answer.status, 400, callback)
                self.assertIn("This link does not work", answer.body)
                sent = server.send_login(page, change={"callback_uri": callback}, address=f"192.0.2.{i}")
                self.assertEqual(sent.status, 400, callback)
            for change in ({"src": "other"}, {"src": ""}, {"state": ""}, {"state": "x" * 129}, {"state": "a b"},
                           {"state": "\u00e4"}):
                self.assertEqual(server.show_login(**change).status, 400, change)
            for query in ("", "?", "?src=claude", "?src=claude&state=x&callback_uri=%", "?%"):
                self.assertEqual(server.call("GET", "/login" + query).status, 400, query)
            self.assertEqual(server.texts(), [])

    def test_the_form_is_worth_nothing_without_its_cookie_and_signature(self):
        with RealServer("--behind-proxy") as server:
            page, other = server.show_login(), server.show_login()
            token = re.search(r'name="form_token" value="([^"]*)"', page.body)[1]
            cases = [{"cookie": ""}, {"cookie": "tocsin_login="}, {"cookie": "tocsin_login=" + "0" * 32},
                     {"cookie": "xtocsin_login=" + "0" * 32}, {"cookie": other.headers["Set-Cookie"].split(";")[0]},
                     {"change": {"form_token": ""}}, {"change": {"form_token": "x"}},
                     {"change": {"form_token": "9" + token}}, {"change": {"form_token": token[:-1]}},
                     {"change": {"state": "another"}}, {"change": {"callback_uri": "http://127.0.0.1:4712/callback"}}]
            for i, case in enumerate(cases):
                answer = server.send_login(page, address=f"192.0.2.{i}", **case)
                self.assertEqual(answer.status, 400, case)
                self.assertIn('aria-invalid="true"', answer.body)
                # The page that tells is good for another try.
                if i % 4 == 0:
                    again = server.send_login(answer, f"+1415555200{i}", address=f"192.0.2.{i}")
                    self.assertEqual(again.status, 302, again.body)
            self.assertEqual(len(server.texts()), 3)
            two_tabs = server.show_login(headers={"Cookie": page.headers["Set-Cookie"].split(";")[0]})
            self.assertEqual(two_tabs.headers["Set-Cookie"], page.headers["Set-Cookie"])
            self.assertEqual(server.send_login(page, address="198.51.100.1").status, 302)

    def test_the_limits_are_those_of_the_api(self):
        with RealServer("--behind-proxy") as server:
            page = server.show_login()
            for i in range(6):
                self.assertEqual(server.send_login(page, address=f"192.0.2.{i}").status, 302)
            full = server.send_login(page, address="192.0.2.9")
            self.assertEqual(full.status, 429)
            self.assertIn("Several codes were sent to this number", full.body)
            self.assertGreater(int(full.headers["Retry-After"]), 500)
            self.assertEqual(server.ask_code(address="192.0.2.8").status, 429)
            many = [server.send_login(page, f"+1415555300{i}", address="192.0.2.20").status for i in range(6)]
            self.assertEqual(many, [302] * 5 + [429])

    def test_numbers_as_people_write_them(self):
        with RealServer("--behind-proxy") as server:
            page = server.show_login()
            for i, typed in enumerate(("+1 (415) 555-0123", "001-415-555-0124", " +1.415.555.0125 ", "+49 151 / 12345678")):
                self.assertEqual(server.send_login(page, typed, address=f"192.0.2.{i}").status, 302, typed)
            self.assertEqual([t["to"] for t in server.texts()], ["+1***0123", "+1***0124", "+1***0125", "+49***5678"])
            for typed in ("", "415 555 0123", "+1", "+1 415 555 0123 456789", "abc", "+1415555\u0660123"):
                answer = server.send_login(page, typed)
                self.assertEqual(answer.status, 400, typed)
                self.assertIn("plus sign", answer.body)
                self.assertIn(f'value="{html.escape(typed)}"', answer.body)  # nothing has to be typed twice

    def test_nothing_that_was_sent_becomes_markup(self):
        evil = '"><script>alert(1)</script>&amp;\'{{token}}'
        with RealServer() as server:
            answer = server.send_login(server.show_login(state="'\"><b>&{{nonce}}"), evil)
            self.assertEqual(answer.status, 400)
            for text in ("<script", "<b>", "&amp;amp;'"):
                self.assertNotIn(text, answer.body)
            self.assertIn(html.escape(evil)[:40].replace("&#x27;", "&#39;"), answer.body)
            self.assertIn("&#39;&quot;&gt;&lt;b&gt;&amp;{{nonce}}", answer.body)
            wrong = server.show_login("<script>alert(1)</script>")
            self.assertNotIn("<script", wrong.body)

    def test_what_the_browser_is_told(self):
        with RealServer() as server:
            page = server.show_login("http://127.0.0.1:4711/callback")
            nonce = re.search(r'<style nonce="([0-9a-f]{32})">', page.body)[1]
            self.assertEqual(page.headers["Content-Security-Policy"],
                             f"default-src 'none'; style-src 'nonce-{nonce}'; form-action 'self' http://127.0.0.1:4711; "
                             "frame-ancestors 'none'; base-uri 'none'")
            for name, value in (("Content-Type", "text/html; charset=utf-8"), ("Cache-Control", "no-store"),
                                ("Referrer-Policy", "no-referrer"), ("X-Content-Type-Options", "nosniff"),
                                ("X-Frame-Options", "DENY")):
                self.assertEqual(page.headers[name], value)
            self.assertNotIn("Secure", page.headers["Set-Cookie"])
            self.assertNotEqual(server.show_login().headers["Content-Security-Policy"], page.headers["Content-Security-Policy"])
        with RealServer("--behind-proxy") as server:
            self.assertTrue(server.show_login().headers["Set-Cookie"].endswith("; Secure"))

    def test_a_login_is_a_form_and_nothing_else(self):
        with RealServer() as server:
            for kind in ("application/json", "text/plain", "multipart/form-data", None):
                headers = {"Content-Type": kind} if kind else {}
                self.assertEqual(server.post("/login/browser", raw=b"{}", headers=headers).status, 400, kind)
            wrong = server.call("DELETE", "/login")
            self.assertEqual((wrong.status, wrong.headers["Allow"]), (405, "POST, GET"))


if __name__ == "__main__":
    unittest.main(verbosity=2)
