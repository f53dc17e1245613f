"""Plain TinyDB with every table of a register read: prints the most memory it had, in MB."""

from __future__ import annotations

import sys

from tinydb import TinyDB

from benchmarks.peak import peak_of

if __name__ == "__main__":
    database = TinyDB(sys.argv[1])
    tables = {name: database.table(name).all() for name in database.tables()}
    print(peak_of("self"))
