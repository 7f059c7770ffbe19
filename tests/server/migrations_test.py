# SPDX-License-Identifier: MIT
"""Each step of the tables only adds to them: while servers that share a PostgreSQL are updated one after another, the older
ones work on with the tables of the newer."""
import pathlib
import re
import unittest

import postgres
from real_server import RealServer

SOURCE = pathlib.Path(__file__).resolve().parents[2] / "server" / "store" / "migrations.cpp"
# Which of them no older server would mind. A new table or an index that is not unique keeps no row out.
HARMLESS = (
    r"CREATE TABLE (?P<made>\w+) \(.*\)",
    r"CREATE INDEX \w+ ON \w+ \(.*\)( WHERE .*)?",
    r"CREATE UNIQUE INDEX \w+ ON (?P<on>\w+) \(.*\)( WHERE .*)?",  # of a table that the step makes
    r"DROP INDEX \w+",
    # An INSERT that does not name the column has to go well.
    r"ALTER TABLE \w+ ADD COLUMN \w+ (TEXT|INTEGER|BIGINT)( (NOT NULL )?DEFAULT ('[^']*'|-?\d+))?",
    r"UPDATE \w+ SET .*",
)
BEFORE_THE_FIRST_VERSION = {"Outbox"}


def steps(source):
    """{name: [statement]} in their order."""
    scripts = dict(re.findall(r'constexpr std::string_view (\w+) = R"\((.*?)\)";', source, re.S))
    order = re.findall(r"Step\{(\w+)\}", source)
    return {name: [" ".join(one.split()) for one in scripts[name].split(";") if one.strip()] for name in order}


def harm(statements):
    """Those that an older server would mind."""
    made, faults = {None}, []
    for statement in statements:
        found = next(filter(None, (re.fullmatch(kind, statement) for kind in HARMLESS)), None)
        named = found.groupdict() if found else {}
        made.add(named.get("made"))
        if not found or named.get("on") not in made:
            faults.append(statement)
    return faults


class Migrations(unittest.TestCase):
    def test_a_step_only_adds(self):
        found = steps(SOURCE.read_text())
        self.assertGreater(len(found), 15)
        for name, statements in found.items():
            with self.subTest(name):
                self.assertTrue(name in BEFORE_THE_FIRST_VERSION or not harm(statements), harm(statements))

    def test_what_an_older_server_would_mind_is_found(self):
        for statement in ("DROP TABLE texts", "ALTER TABLE logins DROP COLUMN site", "ALTER TABLE logins ADD COLUMN a TEXT NOT NULL",
                          "ALTER TABLE logins RENAME COLUMN site TO place", "CREATE UNIQUE INDEX one ON logins (phone_id)",
                          "ALTER TABLE logins ADD COLUMN a BIGINT UNIQUE", "DELETE FROM logins"):
            self.assertEqual(harm([statement]), [statement])
        self.assertEqual(harm(["CREATE TABLE a (b TEXT)", "CREATE UNIQUE INDEX c ON a (b)"]), [])

    def test_no_index_is_the_beginning_of_another(self):
        # PostgreSQL would prefer it, being shorter, and read what only the longer one can tell apart.
        with postgres.Cluster() as cluster, RealServer(environment={"DATABASE_URL": cluster.url()}):
            found = postgres.sql(cluster.url(), """
                SELECT short.indexrelid::regclass, long.indexrelid::regclass FROM pg_index AS short
                JOIN pg_index AS long ON long.indrelid = short.indrelid AND long.indexrelid <> short.indexrelid
                JOIN pg_class ON pg_class.oid = short.indrelid AND relnamespace = 'public'::regnamespace
                WHERE NOT short.indisunique AND long.indkey::text || ' ' LIKE short.indkey::text || ' %' AND
                pg_get_expr(long.indpred, long.indrelid) IS NOT DISTINCT FROM pg_get_expr(short.indpred, short.indrelid)""")
        self.assertEqual(found, [])


if __name__ == "__main__":
    unittest.main(verbosity=2)
