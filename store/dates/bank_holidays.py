"""England's bank holidays, 2010 to 2050.

Made by scripts/make_bank_holidays.py: do not edit.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

ANNOUNCED_UNTIL = date(2027, 12, 31)
"""Beyond this day the government has announced none: moved and extra days can still come."""

_DAYS = """
2010-01-01 New Year’s Day
2010-04-02 Good Friday
2010-04-05 Easter Monday
2010-05-03 Early May bank holiday
2010-05-31 Spring bank holiday
2010-08-30 Summer bank holiday
2010-12-25 Christmas Day
2010-12-26 Boxing Day
2010-12-27 Christmas Day (substitute day)
2010-12-28 Boxing Day (substitute day)
2011-01-01 New Year’s Day
2011-01-03 New Year’s Day (substitute day)
2011-04-22 Good Friday
2011-04-25 Easter Monday
2011-04-29 Royal wedding
2011-05-02 Early May bank holiday
2011-05-30 Spring bank holiday
2011-08-29 Summer bank holiday
2011-12-25 Christmas Day
2011-12-26 Boxing Day
2011-12-27 Christmas Day (substitute day)
2012-01-01 New Year’s Day
2012-01-02 New Year’s Day (substitute day)
2012-04-06 Good Friday
2012-04-09 Easter Monday
2012-05-07 Early May bank holiday
2012-06-04 Spring bank holiday
2012-06-05 Queen’s Diamond Jubilee
2012-08-27 Summer bank holiday
2012-12-25 Christmas Day
2012-12-26 Boxing Day
2013-01-01 New Year’s Day
2013-03-29 Good Friday
2013-04-01 Easter Monday
2013-05-06 Early May bank holiday
2013-05-27 Spring bank holiday
2013-08-26 Summer bank holiday
2013-12-25 Christmas Day
2013-12-26 Boxing Day
2014-01-01 New Year’s Day
2014-04-18 Good Friday
2014-04-21 Easter Monday
2014-05-05 Early May bank holiday
2014-05-26 Spring bank holiday
2014-08-25 Summer bank holiday
2014-12-25 Christmas Day
2014-12-26 Boxing Day
2015-01-01 New Year’s Day
2015-04-03 Good Friday
2015-04-06 Easter Monday
2015-05-04 Early May bank holiday
2015-05-25 Spring bank holiday
2015-08-31 Summer bank holiday
2015-12-25 Christmas Day
2015-12-26 Boxing Day
2015-12-28 Boxing Day (substitute day)
2016-01-01 New Year’s Day
2016-03-25 Good Friday
2016-03-28 Easter Monday
2016-05-02 Early May bank holiday
2016-05-30 Spring bank holiday
2016-08-29 Summer bank holiday
2016-12-25 Christmas Day
2016-12-26 Boxing Day
2016-12-27 Christmas Day (substitute day)
2017-01-01 New Year’s Day
2017-01-02 New Year’s Day (substitute day)
2017-04-14 Good Friday
2017-04-17 Easter Monday
2017-05-01 Early May bank holiday
2017-05-29 Spring bank holiday
2017-08-28 Summer bank holiday
2017-12-25 Christmas Day
2017-12-26 Boxing Day
2018-01-01 New Year’s Day
2018-03-30 Good Friday
2018-04-02 Easter Monday
2018-05-07 Early May bank holiday
2018-05-28 Spring bank holiday
2018-08-27 Summer bank holiday
2018-12-25 Christmas Day
2018-12-26 Boxing Day
2019-01-01 New Year’s Day
2019-04-19 Good Friday
2019-04-22 Easter Monday
2019-05-06 Early May bank holiday
2019-05-27 Spring bank holiday
2019-08-26 Summer bank holiday
2019-12-25 Christmas Day
2019-12-26 Boxing Day
2020-01-01 New Year’s Day
2020-04-10 Good Friday
2020-04-13 Easter Monday
2020-05-08 Early May bank holiday
2020-05-25 Spring bank holiday
2020-08-31 Summer bank holiday
2020-12-25 Christmas Day
2020-12-26 Boxing Day
2020-12-28 Boxing Day (substitute day)
2021-01-01 New Year’s Day
2021-04-02 Good Friday
2021-04-05 Easter Monday
2021-05-03 Early May bank holiday
2021-05-31 Spring bank holiday
2021-08-30 Summer bank holiday
2021-12-25 Christmas Day
2021-12-26 Boxing Day
2021-12-27 Christmas Day (substitute day)
2021-12-28 Boxing Day (substitute day)
2022-01-01 New Year’s Day
2022-01-03 New Year’s Day (substitute day)
2022-04-15 Good Friday
2022-04-18 Easter Monday
2022-05-02 Early May bank holiday
2022-06-02 Spring bank holiday
2022-06-03 Queen’s Platinum Jubilee
2022-08-29 Summer bank holiday
2022-09-19 State Funeral of Queen Elizabeth II
2022-12-25 Christmas Day
2022-12-26 Boxing Day
2022-12-27 Christmas Day (substitute day)
2023-01-01 New Year’s Day
2023-01-02 New Year’s Day (substitute day)
2023-04-07 Good Friday
2023-04-10 Easter Monday
2023-05-01 Early May bank holiday
2023-05-08 Coronation of King Charles III
2023-05-29 Spring bank holiday
2023-08-28 Summer bank holiday
2023-12-25 Christmas Day
2023-12-26 Boxing Day
2024-01-01 New Year’s Day
2024-03-29 Good Friday
2024-04-01 Easter Monday
2024-05-06 Early May bank holiday
2024-05-27 Spring bank holiday
2024-08-26 Summer bank holiday
2024-12-25 Christmas Day
2024-12-26 Boxing Day
2025-01-01 New Year’s Day
2025-04-18 Good Friday
2025-04-21 Easter Monday
2025-05-05 Early May bank holiday
2025-05-26 Spring bank holiday
2025-08-25 Summer bank holiday
2025-12-25 Christmas Day
2025-12-26 Boxing Day
2026-01-01 New Year’s Day
2026-04-03 Good Friday
2026-04-06 Easter Monday
2026-05-04 Early May bank holiday
2026-05-25 Spring bank holiday
2026-08-31 Summer bank holiday
2026-12-25 Christmas Day
2026-12-26 Boxing Day
2026-12-28 Boxing Day (substitute day)
2027-01-01 New Year’s Day
2027-03-26 Good Friday
2027-03-29 Easter Monday
2027-05-03 Early May bank holiday
2027-05-31 Spring bank holiday
2027-08-30 Summer bank holiday
2027-12-25 Christmas Day
2027-12-26 Boxing Day
2027-12-27 Christmas Day (substitute day)
2027-12-28 Boxing Day (substitute day)
2028-01-01 New Year’s Day
2028-01-03 New Year’s Day (substitute day)
2028-04-14 Good Friday
2028-04-17 Easter Monday
2028-05-01 Early May bank holiday
2028-05-29 Spring bank holiday
2028-08-28 Summer bank holiday
2028-12-25 Christmas Day
2028-12-26 Boxing Day
2029-01-01 New Year’s Day
2029-03-30 Good Friday
2029-04-02 Easter Monday
2029-05-07 Early May bank holiday
2029-05-28 Spring bank holiday
2029-08-27 Summer bank holiday
2029-12-25 Christmas Day
2029-12-26 Boxing Day
2030-01-01 New Year’s Day
2030-04-19 Good Friday
2030-04-22 Easter Monday
2030-05-06 Early May bank holiday
2030-05-27 Spring bank holiday
2030-08-26 Summer bank holiday
2030-12-25 Christmas Day
2030-12-26 Boxing Day
2031-01-01 New Year’s Day
2031-04-11 Good Friday
2031-04-14 Easter Monday
2031-05-05 Early May bank holiday
2031-05-26 Spring bank holiday
2031-08-25 Summer bank holiday
2031-12-25 Christmas Day
2031-12-26 Boxing Day
2032-01-01 New Year’s Day
2032-03-26 Good Friday
2032-03-29 Easter Monday
2032-05-03 Early May bank holiday
2032-05-31 Spring bank holiday
2032-08-30 Summer bank holiday
2032-12-25 Christmas Day
2032-12-26 Boxing Day
2032-12-27 Christmas Day (substitute day)
2032-12-28 Boxing Day (substitute day)
2033-01-01 New Year’s Day
2033-01-03 New Year’s Day (substitute day)
2033-04-15 Good Friday
2033-04-18 Easter Monday
2033-05-02 Early May bank holiday
2033-05-30 Spring bank holiday
2033-08-29 Summer bank holiday
2033-12-25 Christmas Day
2033-12-26 Boxing Day
2033-12-27 Christmas Day (substitute day)
2034-01-01 New Year’s Day
2034-01-02 New Year’s Day (substitute day)
2034-04-07 Good Friday
2034-04-10 Easter Monday
2034-05-01 Early May bank holiday
2034-05-29 Spring bank holiday
2034-08-28 Summer bank holiday
2034-12-25 Christmas Day
2034-12-26 Boxing Day
2035-01-01 New Year’s Day
2035-03-23 Good Friday
2035-03-26 Easter Monday
2035-05-07 Early May bank holiday
2035-05-28 Spring bank holiday
2035-08-27 Summer bank holiday
2035-12-25 Christmas Day
2035-12-26 Boxing Day
2036-01-01 New Year’s Day
2036-04-11 Good Friday
2036-04-14 Easter Monday
2036-05-05 Early May bank holiday
2036-05-26 Spring bank holiday
2036-08-25 Summer bank holiday
2036-12-25 Christmas Day
2036-12-26 Boxing Day
2037-01-01 New Year’s Day
2037-04-03 Good Friday
2037-04-06 Easter Monday
2037-05-04 Early May bank holiday
2037-05-25 Spring bank holiday
2037-08-31 Summer bank holiday
2037-12-25 Christmas Day
2037-12-26 Boxing Day
2037-12-28 Boxing Day (substitute day)
2038-01-01 New Year’s Day
2038-04-23 Good Friday
2038-04-26 Easter Monday
2038-05-03 Early May bank holiday
2038-05-31 Spring bank holiday
2038-08-30 Summer bank holiday
2038-12-25 Christmas Day
2038-12-26 Boxing Day
2038-12-27 Christmas Day (substitute day)
2038-12-28 Boxing Day (substitute day)
2039-01-01 New Year’s Day
2039-01-03 New Year’s Day (substitute day)
2039-04-08 Good Friday
2039-04-11 Easter Monday
2039-05-02 Early May bank holiday
2039-05-30 Spring bank holiday
2039-08-29 Summer bank holiday
2039-12-25 Christmas Day
2039-12-26 Boxing Day
2039-12-27 Christmas Day (substitute day)
2040-01-01 New Year’s Day
2040-01-02 New Year’s Day (substitute day)
2040-03-30 Good Friday
2040-04-02 Easter Monday
2040-05-07 Early May bank holiday
2040-05-28 Spring bank holiday
2040-08-27 Summer bank holiday
2040-12-25 Christmas Day
2040-12-26 Boxing Day
2041-01-01 New Year’s Day
2041-04-19 Good Friday
2041-04-22 Easter Monday
2041-05-06 Early May bank holiday
2041-05-27 Spring bank holiday
2041-08-26 Summer bank holiday
2041-12-25 Christmas Day
2041-12-26 Boxing Day
2042-01-01 New Year’s Day
2042-04-04 Good Friday
2042-04-07 Easter Monday
2042-05-05 Early May bank holiday
2042-05-26 Spring bank holiday
2042-08-25 Summer bank holiday
2042-12-25 Christmas Day
2042-12-26 Boxing Day
2043-01-01 New Year’s Day
2043-03-27 Good Friday
2043-03-30 Easter Monday
2043-05-04 Early May bank holiday
2043-05-25 Spring bank holiday
2043-08-31 Summer bank holiday
2043-12-25 Christmas Day
2043-12-26 Boxing Day
2043-12-28 Boxing Day (substitute day)
2044-01-01 New Year’s Day
2044-04-15 Good Friday
2044-04-18 Easter Monday
2044-05-02 Early May bank holiday
2044-05-30 Spring bank holiday
2044-08-29 Summer bank holiday
2044-12-25 Christmas Day
2044-12-26 Boxing Day
2044-12-27 Christmas Day (substitute day)
2045-01-01 New Year’s Day
2045-01-02 New Year’s Day (substitute day)
2045-04-07 Good Friday
2045-04-10 Easter Monday
2045-05-01 Early May bank holiday
2045-05-29 Spring bank holiday
2045-08-28 Summer bank holiday
2045-12-25 Christmas Day
2045-12-26 Boxing Day
2046-01-01 New Year’s Day
2046-03-23 Good Friday
2046-03-26 Easter Monday
2046-05-07 Early May bank holiday
2046-05-28 Spring bank holiday
2046-08-27 Summer bank holiday
2046-12-25 Christmas Day
2046-12-26 Boxing Day
2047-01-01 New Year’s Day
2047-04-12 Good Friday
2047-04-15 Easter Monday
2047-05-06 Early May bank holiday
2047-05-27 Spring bank holiday
2047-08-26 Summer bank holiday
2047-12-25 Christmas Day
2047-12-26 Boxing Day
2048-01-01 New Year’s Day
2048-04-03 Good Friday
2048-04-06 Easter Monday
2048-05-04 Early May bank holiday
2048-05-25 Spring bank holiday
2048-08-31 Summer bank holiday
2048-12-25 Christmas Day
2048-12-26 Boxing Day
2048-12-28 Boxing Day (substitute day)
2049-01-01 New Year’s Day
2049-04-16 Good Friday
2049-04-19 Easter Monday
2049-05-03 Early May bank holiday
2049-05-31 Spring bank holiday
2049-08-30 Summer bank holiday
2049-12-25 Christmas Day
2049-12-26 Boxing Day
2049-12-27 Christmas Day (substitute day)
2049-12-28 Boxing Day (substitute day)
2050-01-01 New Year’s Day
2050-01-03 New Year’s Day (substitute day)
2050-04-08 Good Friday
2050-04-11 Easter Monday
2050-05-02 Early May bank holiday
2050-05-30 Spring bank holiday
2050-08-29 Summer bank holiday
2050-12-25 Christmas Day
2050-12-26 Boxing Day
2050-12-27 Christmas Day (substitute day)
"""

BANK_HOLIDAYS: Mapping[date, str] = {
    date.fromisoformat(line[:10]): line[11:] for line in _DAYS.strip().splitlines()
}
"""Each bank holiday with its name; a substitute day stands beside the day itself."""
