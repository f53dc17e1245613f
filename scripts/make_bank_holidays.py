"""Write `store/dates/bank_holidays.py` from the `holidays` library (a development dependency).

Loading that library costs more than the first screen may, so the register carries the table:

    python scripts/make_bank_holidays.py
"""

from __future__ import annotations

from datetime import date
from pathlib import Path

import holidays

FIRST, LAST = 2010, 2050
ANNOUNCED_UNTIL = date(2027, 12, 31)
"""The last day of the last year whose bank holidays the government has announced."""
TARGET = Path(__file__).parent.parent / "store" / "dates" / "bank_holidays.py"

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
"""Each bank holiday with its name; a substitute day is named for the day it stands for."""
'''


def main() -> None:
    """Write the table."""
    found = holidays.country_holidays("GB", subdiv="ENG", years=range(FIRST, LAST + 1))
    days = "\n".join(f"{day.isoformat()} {_plain(name)}" for day, name in sorted(found.items()))
    until = ANNOUNCED_UNTIL
    TARGET.write_text(
        HEAD.format(
            first=FIRST, last=LAST, days=days, year=until.year, month=until.month, day=until.day
        ),
        encoding="utf-8",
    )


def _plain(name: str) -> str:
    return name.split(";")[0].removesuffix(" (substitute day)").removesuffix(" (observed)").strip()


if __name__ == "__main__":
    main()
