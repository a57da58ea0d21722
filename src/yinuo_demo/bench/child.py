"""The process that does the measured work on one database: a line of JSON in, a line of JSON out."""

from __future__ import annotations

import json
import logging
import sys
import warnings
from typing import Any


def main() -> int:
    """Set up the house and answer until the questions end."""
    import django  # noqa: PLC0415 - the process sets itself up

    django.setup()
    logging.disable(logging.INFO)
    # Front-end files are served by the folder where they lie; nothing was collected for a bench.
    warnings.filterwarnings("ignore", message="No directory at")
    from yinuo_demo.bench import cataloguing, filling, pages, papers, relevance, script, standings  # noqa: PLC0415 - they need what was set up

    answers: dict[str, Any] = {
        "page": pages.page,
        "explain": pages.explain,
        "tally": pages.tally,
        "fill": filling.fill,
        "catalogue": cataloguing.fill,
        "relevance": relevance.relevance,
        "search": relevance.timed,
        "history": standings.history,
        "standing": standings.standing_of,
        "paper": papers.make,
        "script": script.write,
    }
    for line in sys.stdin:
        asked = json.loads(line)
        print(json.dumps(answers[asked.pop("what")](**asked), ensure_ascii=False), flush=True)
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
