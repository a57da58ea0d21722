"""The process that runs the jobs: ``python -m yinuo.config.worker``.

A job that a verb queues exists if and only if the verb's transaction commits, also where the verb itself runs in a job.
The job library's own command swaps the application's connector for a pool of its own, so that a job queued by a job
would be seen before its transaction ends, or without it. Here the worker is an application beside the other: it takes
jobs through its pool, while verbs go on queueing through Django's connection.
"""

from __future__ import annotations

import asyncio
import gc
import os
from collections.abc import Callable
from typing import Any

import django

THREADS = 4
"""Jobs at a time; some wait for registers and receivers while others typeset."""

NICENESS = 5
"""A page somebody waits for comes before a job, where both want the processor; on a busy machine jobs still go on."""

GRACE_SECONDS = 5.0
"""What a job that is running when the worker is stopped still gets; what it does not finish comes round again."""


def beside() -> Any:
    """An application that shares tasks and rounds with the house's own, and has a pool of its own.

    Returns:
        A procrastinate application; open it before use.
    """
    from procrastinate import App  # noqa: PLC0415 - after Django is set up
    from procrastinate.contrib.django import app  # noqa: PLC0415

    house: Any = app.connector
    worker: Any = App(connector=house.get_worker_connector(), import_paths=app.import_paths)
    worker.tasks, worker.periodic_registry = app.tasks, app.periodic_registry
    return worker


def with_living_connection(run: Callable[[], Any], _context: Any, _worker: Any) -> Any:
    """Around each job, in its thread: a connection that the database has closed meanwhile is not used again."""
    from django.db import close_old_connections  # noqa: PLC0415

    close_old_connections()
    try:
        return run()
    finally:
        close_old_connections()


async def serve(**changed: Any) -> None:
    """Run jobs until a signal comes.

    Args:
        changed: options of procrastinate's worker that differ from the usual.
    """
    threads = int(os.environ.get("YINUO_WORKER_THREADS", THREADS))
    options = {
        "concurrency": threads,
        "delete_jobs": "successful",
        "shutdown_graceful_timeout": GRACE_SECONDS,
        "task_middleware": [with_living_connection],
    }
    worker = beside()
    async with worker.open_async():
        await worker.run_worker_async(**{**options, **changed})


def main() -> int:
    """Set up the house and run its jobs."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "yinuo.config.settings")
    os.nice(NICENESS)
    django.setup()
    gc.freeze()
    asyncio.run(serve())
    return 0


if __name__ == "__main__":
    # By its own name: the library warns of applications made in a script.
    from yinuo.config import worker  # noqa: PLW0406

    raise SystemExit(worker.main())
