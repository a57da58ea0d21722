"""Background: read bases into links, open the tasks of a change, close what is finished; what a lost bell left comes round.

The bell: ``matters.open_revisions`` (change_id) after a change was entered.
"""

from __future__ import annotations

from django.utils import timezone
from procrastinate.contrib.django import app

from yinuo.matters import actions
from yinuo.matters.queries.touched import changes_lacking_tasks

MOST_ROUNDS = 400
"""So many transactions in one job at most; the next round goes on."""


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
