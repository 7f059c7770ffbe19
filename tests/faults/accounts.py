# SPDX-License-Identifier: MIT
"""What should have reached the server, beside what did: the books of a run."""
import re
import sqlite3


class Due:
    """An error that one hook told of. `sure`: its hookbridge ended by itself."""

    def __init__(self, number, cause, sure):
        self.number, self.cause, self.sure = number, cause, sure


def reports_of(passed, claude_session, monitoring):
    """(first and last number, how many, cause, key) of each error event that the server took, in order."""
    seen = set()
    reports = []
    for request in passed:
        path = re.fullmatch(r"/sessions/([^/]+)/events", request.path)
        if not path or request.status != 200 or path[1] not in monitoring or request.key in seen:
            continue
        if request.body["event_type"] != "error":
            continue
        seen.add(request.key)
        message = request.body["details"]["message"]
        number = re.search(rf"s{claude_session}[ .]e(\d+)", message)
        count = re.match(r"(\d+) errors\. Latest: ", message)
        reports.append((int(number[1]), int(count[1]) if count else 1, request.body["details"]["kind"], request.key))
    return reports


def balance(due, reports):
    """Takes each report from what is due; problems in words. A killed hookbridge's event may be there or not,
    but not twice, and nothing changes places."""
    problems = []
    position = 0
    for number, count, cause, _ in reports:
        ahead = [d for d in due[position:] if d.number <= number]
        if not ahead or ahead[-1].number != number:
            problems.append(f"e{number} came twice or out of order")
            continue
        told = [d for d in ahead if d.cause == cause or d.number == number]
        sure = sum(1 for d in ahead if d.sure)
        if not sure <= count <= len(ahead) or len(told) < count:
            problems.append(f"{count} told at e{number}, {sure} to {len(ahead)} due")
        position += len(ahead)
    missing = [f"e{d.number}" for d in due[position:] if d.sure]
    if missing:
        problems.append(f"never told: {', '.join(missing)}")
    return problems


def server_rows(database, claude_session):
    """(events that the server stored, monitored sessions, those that ended) of one Claude session."""
    with sqlite3.connect(f"file:{database}?mode=ro", uri=True) as db:
        one = lambda query: db.execute(query, (claude_session,)).fetchone()[0]
        return (one("SELECT COUNT(*) FROM events e JOIN sessions s USING (monitoring_id) "
                    "WHERE s.claude_session_id = ? AND e.type = 'error'"),
                [row[0] for row in db.execute("SELECT monitoring_id FROM sessions WHERE claude_session_id = ?",
                                              (claude_session,))],
                one("SELECT COUNT(*) FROM sessions WHERE claude_session_id = ? AND ended_at IS NOT NULL"))
