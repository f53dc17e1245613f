"""Write `store/dates/bank_holidays.py` from the `holidays` library (a development dependency).

Loading that library costs more than the first screen may, so the register carries the table:

    python scripts/make_bank_holidays.py [TARGET]
"""

from __future__ import annotations

import sys
from datetime import date
from pathlib import Path

import holidays

FIRST, LAST = 2010, 2050
ANNOUNCED_UNTIL = date(2027, 12, 31)
"""The last day of the last year whose bank holidays the government has announced."""
TARGET = Path(__file__).parent.parent / "store" / "dates" / "bank_holidays.py"

OBSERVED = " (observed)"
"""What the library puts behind the name of a substitute day."""

HEAD = '''"""England's bank holidays, {first} to {last}.

Made by scripts/make_bank_holidays.py: do not edit.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

ANNOUNCED_UNTIL = date({year}, {month}, {day})
"""Beyond this day the government has announced none: moved and extra days can still come."""

_DAYS = """
{days}
"""

BANK_HOLIDAYS: Mapping[date, str] = {{
    date.fromisoformat(line[:10]): line[11:] for line in _DAYS.strip().splitlines()
}}
"""Each bank holiday with its name; a substitute day stands beside the day itself."""
'''


NAMES = {
    "May Day": "Early May bank holiday",
    "Spring Bank Holiday": "Spring bank holiday",
    "Late Summer Bank Holiday": "Summer bank holiday",
    "Diamond Jubilee of Elizabeth II": "Queen’s Diamond Jubilee",
    "Platinum Jubilee of Elizabeth II": "Queen’s Platinum Jubilee",
    "Coronation of Charles III": "Coronation of King Charles III",
    "Wedding of William and Catherine": "Royal wedding",
}
"""The government's names, where the library has others."""


def main(target: Path = TARGET) -> None:
    """Write the table to `target`."""
    found = holidays.country_holidays("GB", subdiv="ENG", years=range(FIRST, LAST + 1))
    days = "\n".join(f"{day.isoformat()} {_plain(name)}" for day, name in sorted(found.items()))
    until = ANNOUNCED_UNTIL
    target.write_text(
        HEAD.format(
            first=FIRST, last=LAST, days=days, year=until.year, month=until.month, day=until.day
        ),
        encoding="utf-8",
    )


def _plain(name: str) -> str:
    """A day's name as the government has it; of two on one day the first."""
    name = name.split(";")[0].strip()
    base = name.removesuffix(OBSERVED)
    plain = NAMES.get(base, base).replace("'", "’")
    return f"{plain} (substitute day)" if base != name else plain


if __name__ == "__main__":
    main(*map(Path, sys.argv[1:2]))
