"""When the rounds of a day come: thought in the time of the city, told to the worker on the clock it counts by, UTC."""

from __future__ import annotations

from datetime import UTC, datetime, time

from django.utils import timezone

TURN_OF_THE_DAY = "5-59/5 * * * *"
"""For what the beginning or the end of a day brings about.

Every zone lies whole quarters of an hour from UTC, so that five past midnight is the first round of a day anywhere; what
a worker slept over, its next round makes up for.
"""


def nightly(at: time) -> str:
    """The cron line of a round that comes once a day, for work that is heavy and may wait for a quiet hour.

    Args:
        at: the time of day in the city.

    Returns:
        Minute and hour on the UTC clock.

    Raises:
        ValueError: the city puts its clock forward and back, so that no line is right all the year.
    """
    zone = timezone.get_default_timezone()
    told = {
        datetime(2026, month, 1, at.hour, at.minute, tzinfo=zone).astimezone(UTC).time() for month in (1, 7)
    }
    if len(told) > 1:
        raise ValueError(f"{zone} 有夏令时，每天 {at:%H:%M} 写不成一行 cron")
    [utc] = told
    return f"{utc.minute} {utc.hour} * * *"
