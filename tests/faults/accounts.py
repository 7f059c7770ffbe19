# SPDX-License-Identifier: MIT
"""What should have reached the server and the phone, beside what did: the books of a run."""
import collections
import json
import re
import sqlite3


class Due:
    """What one hook made due: at least and at most this many server events. The hook of an error may have been
    killed, and an answer may have come so late that a text was right. `withdrawable`: from when to when its text,
    which the server may hold already, could be taken back."""

    def __init__(self, number, kind, least, most, withdrawable=None):
        self.number, self.kind, self.least, self.most = number, kind, least, most
        self.withdrawable = withdrawable


def longest_calm(window, disturbances):
    """The longest time in the window (from, to) that none of the disturbances (from, to) touches."""
    start, end = window
    longest = 0.0
    for since, until in sorted(disturbances):
        longest = max(longest, min(since, end) - start)
        start = max(start, until)
    return max(longest, end - start)


class Report:
    """One event that the server took: of `count` errors the last is `number`. It stands for `more` that were not
    texted, whether the server had been told of them or not. One that was withdrawn while the server held it was
    not texted."""

    def __init__(self, number, count, more, kind, key, withdrawn):
        self.number, self.count, self.more, self.kind, self.key = number, count, more, kind, key
        self.withdrawn = withdrawn


def event_session(request):
    path = re.fullmatch(r"/sessions/([^/]+)/events", request.path)
    return path[1] if path and request.status == 200 else None


def number_in(message, claude_session):
    """Of the hook that an event or a text tells of."""
    number = re.search(rf"\bs{claude_session}[ ._]e(\d+)\b", message)
    return int(number[1]) if number else None


def reports_of(passed, claude_session, monitoring):
    """Each event that the server took, in order."""
    seen, reports = set(), []
    paths = [re.fullmatch(r"/sessions/[^/]+/events/([^/]+)/withdraw", request.path) for request in passed
             if request.status == 200 and (request.answer or {}).get("result") == "withdrawn"]
    withdrawn = {path[1] for path in paths if path}
    for request in passed:
        if event_session(request) not in monitoring or request.key in seen:
            continue
        seen.add(request.key)
        details = request.body["details"]
        message = details.get("message", "")
        count = re.match(r"(\d+) errors\. Latest: ", message)
        more = re.search(r"\(and (\d+) more\)", message)
        reports.append(Report(number_in(message, claude_session), int(count[1]) if count else 1,
                              int(more[1]) if more else 0, details["kind"], request.key,
                              request.key in withdrawn))
    return reports


def balance(due, reports):
    """Problems in words."""
    strange = [f"an event of kind {r.kind} without a number" for r in reports if r.number is None]
    reports = [r for r in reports if r.number is not None]
    return strange + balance_single(due, reports) + balance_errors(
        [d for d in due if d.kind == "api"], [r for r in reports if r.kind == "api"])


def balance_single(due, reports):
    """Of those that each have an event of their own."""
    told = collections.Counter((r.number, r.kind) for r in reports if r.kind != "api")
    texted = collections.Counter((r.number, r.kind) for r in reports if r.kind != "api" and not r.withdrawn)
    problems = []
    for d in due:
        count = told.pop((d.number, d.kind), 0)
        if d.kind != "api" and not (d.least <= count and texted[d.number, d.kind] <= d.most):
            problems.append(f"{d.kind} e{d.number}: told {count} times, {d.least} to {d.most} due")
    return problems + [f"{kind} e{number}: told {count} times, and not due"
                       for (number, kind), count in told.items()]


def balance_errors(due, reports):
    """Takes each report from what is due: several errors in a row may be one event. Nothing changes places."""
    problems, position = [], 0
    for report in reports:
        ahead = [d for d in due[position:] if d.number <= report.number]
        if not ahead or ahead[-1].number != report.number:
            problems.append(f"e{report.number} came twice or out of order")
            continue
        least = sum(d.least for d in ahead)
        if report.count > len(ahead) or report.count + report.more < least:
            problems.append(f"{report.count} and {report.more} told at e{report.number}, {least} to {len(ahead)} due")
        position += len(ahead)
    missing = [f"e{d.number}" for d in due[position:] if d.least]
    if missing:
        problems.append(f"never told: {', '.join(missing)}")
    return problems


def opened(database):
    return sqlite3.connect(f"file:{database}?mode=ro", uri=True)


def server_rows(database, claude_session):
    """(events that the server stored, monitored sessions, those that ended) of one Claude session."""
    with opened(database) as db:
        one = lambda query: db.execute(query, (claude_session,)).fetchone()[0]
        return (one("SELECT COUNT(*) FROM events e JOIN sessions s USING (monitoring_id) "
                    "WHERE s.claude_session_id = ?"),
                [row[0] for row in db.execute("SELECT monitoring_id FROM sessions WHERE claude_session_id = ?",
                                              (claude_session,))],
                one("SELECT COUNT(*) FROM sessions WHERE claude_session_id = ? AND ended_at IS NOT NULL"))


def texts_under_way(database):
    with opened(database) as db:
        return db.execute("SELECT COUNT(*) FROM outbox WHERE status IN ('held', 'queued', 'sending')").fetchone()[0]


def text_problems(database, sms_log):
    """Each event that the server decided to text is one text, and each text went out once; one that was on its way
    when the server was killed may have gone out or not. One that was taken back while the server held it is none."""
    with opened(database) as db:
        made = db.execute("SELECT COUNT(*) FROM events WHERE outcome = 'sent'").fetchone()[0]
        # A held text is judged by the limits when it is due.
        rows = db.execute("SELECT event_id, status FROM outbox WHERE monitoring_id IS NOT NULL AND status <> 'withdrawn' "
                          "AND NOT (status = 'failed' AND reason = 'rate_limited')").fetchall()
    sent = collections.Counter(line["body"] for line in map(json.loads, sms_log.read_text().splitlines())
                               if re.search(r"\bs\d+[ ._]e\d+\b", line["body"]))
    unknown = sum(status == "unknown" for _, status in rows)
    problems = [f"texted {count} times: {body}" for body, count in sent.items() if count > 1]
    if len({event for event, _ in rows}) != len(rows) or made != len(rows):
        problems.append(f"{made} events to be texted, {len(rows)} texts")
    if not len(rows) - unknown <= len(sent) <= len(rows):
        problems.append(f"{len(rows)} texts due, {unknown} of them uncertain; {len(sent)} sent")
    return problems, len(sent), unknown
