"""Background: the turn of the day, search, bases and revisions, lists that come in, other places compared.

What a lost round or a lost bell left is made up for by the next. The bells: ``matters.open_revisions`` (change_id) and
``matters.compare_waiting``.
"""

from __future__ import annotations

from datetime import time, timedelta
from typing import TYPE_CHECKING

import structlog
from django.utils import timezone
from procrastinate.contrib.django import app

from yinuo.law.grammar import Refused
from yinuo.matters import actions, queries
from yinuo.matters.queries.touched import changes_lacking_tasks
from yinuo.workdays.rounds import TURN_OF_THE_DAY, nightly

if TYPE_CHECKING:
    from collections.abc import Callable

log = structlog.get_logger(__name__)

AT_A_TIME = 500
MOST_ROUNDS = 400
"""So many transactions in one job at most; the next round goes on."""


@app.periodic(cron=TURN_OF_THE_DAY)
@app.task(name="matters.turn_of_the_day", queue="cases", queueing_lock="matters.turn_of_the_day")
def turn_of_the_day(timestamp: int) -> None:  # noqa: ARG001 - procrastinate hands the tick
    """Put in force what starts today, then retire what ends today; what cannot be done stops no other."""
    now = timezone.now()
    on = timezone.localdate(now)
    for pk in queries.due_to_start(on=on):
        _each(actions.enter_into_force, pk)
    for pk in queries.due_to_end(on=on):
        _each(actions.end_due, pk)


def _each(verb: Callable[..., object], version_id: int) -> None:
    try:
        verb(version_id=version_id, at=timezone.now())
    except Refused as cannot:
        log.warning("matters.left", version=version_id, because=str(cannot))


@app.periodic(cron="*/5 * * * *")
@app.task(name="matters.keep_search", queue="cases", queueing_lock="matters.keep_search")
def keep_search(timestamp: int) -> None:  # noqa: ARG001 - procrastinate hands the tick
    """Enter the product's words, and the entries that published items lack; after an upgrade all of them."""
    actions.enter_default_words(at=timezone.now())
    while actions.index_missing(most=AT_A_TIME) == AT_A_TIME:
        continue


@app.periodic(cron=nightly(time(2, 40)))
@app.task(name="matters.recount_search", queue="cases", queueing_lock="matters.recount_search")
def recount(timestamp: int) -> None:  # noqa: ARG001
    """Count anew how common each fragment is, and forget what was searched in vain and not again."""
    now = timezone.now()
    actions.recount_search(at=now)
    actions.forget_missed(at=now)


@app.periodic(cron=nightly(time(3, 10)))
@app.task(name="matters.compare_other_rows", queue="cases", queueing_lock="matters.compare_other_rows")
def compare(timestamp: int) -> None:  # noqa: ARG001
    """Compare what other places do with this city's items, which may have changed since."""
    actions.compare_other_rows(at=timezone.now())


@app.task(name="matters.compare_waiting", queue="catalogue")
def compare_waiting() -> None:
    """Compare the rows of other places that wait for it, some in each transaction."""
    for _ in range(MOST_ROUNDS):
        if not actions.compare_waiting(at=timezone.now()):
            return


@app.periodic(cron="*/5 * * * *")
@app.task(name="matters.compare_left", queue="catalogue", queueing_lock="matters.compare_left")
def compare_left(timestamp: int) -> None:  # noqa: ARG001
    """Compare the rows that a lost bell left."""
    compare_waiting()


@app.task(name="matters.open_revisions", queue="catalogue")
def open_revisions(change_id: int) -> None:
    """Open all tasks of one change, some in each transaction; bases are read first so that none is missed."""
    _all_bases()
    for _ in range(MOST_ROUNDS):
        if not actions.open_revisions(change_id=change_id, at=timezone.now()):
            return


@app.task(name="matters.draft_revisions", queue="catalogue")
def draft_revisions(change_id: int, account_id: int) -> None:
    """Draw up the next versions of all items of one change that an editor may edit."""
    actions.draft_revisions(change_id=change_id, account_id=account_id, at=timezone.now())


@app.periodic(cron="* * * * *")
@app.task(name="matters.revise", queue="catalogue", queueing_lock="matters.revise")
def revise(timestamp: int) -> None:  # noqa: ARG001 - procrastinate hands the tick
    """Read what is new, open what a lost bell left unopened, close what is finished."""
    _all_bases()
    for change_id in changes_lacking_tasks():
        for _ in range(MOST_ROUNDS):
            if not actions.open_revisions(change_id=change_id, at=timezone.now()):
                break
    for _ in range(MOST_ROUNDS):
        if not actions.close_revisions(at=timezone.now()):
            return


@app.periodic(cron="7 * * * *")
@app.task(name="matters.register_law_texts", queue="catalogue", queueing_lock="matters.register_law_texts")
def register_law_texts(timestamp: int) -> None:  # noqa: ARG001
    """Enter the texts our own rules cite, where a new version of the house cites more."""
    actions.register_law_texts(at=timezone.now())


def _all_bases() -> None:
    for _ in range(MOST_ROUNDS):
        if not actions.read_bases(at=timezone.now()):
            return


@app.task(name="matters.advance_import", queue="catalogue", retry=3)
def advance_import(import_id: int) -> None:
    """Move one list on."""
    actions.advance(import_id=import_id, at=timezone.now())


@app.periodic(cron="* * * * *")
@app.task(name="matters.pull", queue="catalogue")
def pull(timestamp: int) -> None:  # noqa: ARG001 - procrastinate hands the tick
    """Move on what nobody has moved for a while, such as after a killed process."""
    now = timezone.now()
    for import_id in queries.left_lying(before=now - timedelta(seconds=45)):
        actions.advance(import_id=import_id, at=now)
