"""Logging: one JSON line per event in production, readable lines elsewhere; personal data never reach a log.

Only fields on :data:`ALLOWED` keep their value; any other field is shown by name only. What looks like an identity
number, a credit code or a telephone number is cut out of texts and tracebacks as well.
"""

from __future__ import annotations

import logging.config
import re
from collections.abc import Mapping, MutableMapping
from typing import Any

import structlog
from structlog.typing import Processor

ALLOWED = frozenset(
    {
        "address",
        "attempt",
        "attempts",
        "case",
        "case_id",
        "case_number",
        "child",
        "clause",
        "code",
        "count",
        "delay",
        "duration_ms",
        "event",
        "exception",
        "exit_code",
        "item",
        "job",
        "job_id",
        "level",
        "logger",
        "method",
        "outcome",
        "path",
        "pid",
        "place",
        "queue",
        "reason",
        "region",
        "release",
        "request_id",
        "retry_in",
        "role",
        "room",
        "route",
        "seconds",
        "source",
        "stack_info",
        "status",
        "step",
        "task",
        "timestamp",
        "unit",
        "verb",
        "view",
    }
)
REMOVED = "[removed]"

# Order matters: the longer patterns first.
_PATTERNS = (
    # 18-digit identity number (GB 11643), also with the check letter.
    re.compile(
        r"(?<!\d)[1-9]\d{5}(?:18|19|20|21)\d{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])\d{3}[\dXx](?!\d)"
    ),
    # 15-digit identity number of the old kind, bank cards and any other run of 13 digits and more.
    re.compile(r"(?<!\d)\d{13,19}(?!\d)"),
    # Mobile number, also with a country code or with gaps.
    re.compile(r"(?<!\d)(?:\+?86[-\s]?)?1[3-9]\d[-\s]?\d{4}[-\s]?\d{4}(?!\d)"),
    # Secrets in addresses: scheme://user:password@
    re.compile(r"(?<=://)[^\s/@:]+:[^\s/@]+(?=@)"),
    # Bearer tokens and session cookies quoted from headers.
    re.compile(
        r"(?ai)(?<![a-z0-9])(?:(?:bearer|basic)\s+[\w.~+/=-]{8,}|(?:sessionid|csrftoken)=[\w.~+/%-]+)"
    ),
)
_CREDIT_CODE = re.compile(r"(?<![0-9A-Z])[0-9A-HJ-NPQRTUWXY]{2}\d{6}[0-9A-HJ-NPQRTUWXY]{10}(?![0-9A-Z])")


def scrub_text(text: str) -> str:
    """Cut identity numbers, credit codes, telephone numbers and secrets out of a text.

    Args:
        text: a message or a traceback.

    Returns:
        The text with ``[removed]`` in their place.
    """
    for pattern in (*_PATTERNS, _CREDIT_CODE):
        text = pattern.sub(REMOVED, text)
    return text


def scrub(_logger: object, _method: str, event: MutableMapping[str, Any]) -> Mapping[str, Any]:
    """Structlog processor: keep allowed fields, name the others, clean every text.

    Args:
        event: the fields of one log event.

    Returns:
        The event with nothing personal in it.
    """
    return {
        # Names with a leading underscore are structlog's own and are taken off before anything is written.
        name: value if name.startswith("_") else _clean(value) if name in ALLOWED else REMOVED
        for name, value in event.items()
    }


def configure(settings: Mapping[str, Any]) -> None:
    """Set up logging for Django and structlog alike; Django calls it with ``settings.LOGGING``.

    Args:
        settings: ``production`` says whether lines are JSON; ``level`` (default ``INFO``) what is kept.
    """
    production = bool(settings.get("production"))
    level = str(settings.get("level", "INFO"))
    before: list[Processor] = [
        structlog.contextvars.merge_contextvars,
        structlog.stdlib.add_log_level,
        structlog.stdlib.add_logger_name,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
        structlog.processors.StackInfoRenderer(),
        # Tracebacks as text without local variables, which hold what people typed.
        structlog.processors.format_exc_info,
        scrub,
    ]
    last = structlog.processors.JSONRenderer(ensure_ascii=False) if production else _readable()
    structlog.configure(
        processors=[*before, structlog.stdlib.ProcessorFormatter.wrap_for_formatter],
        wrapper_class=structlog.stdlib.BoundLogger,
        logger_factory=structlog.stdlib.LoggerFactory(),
        cache_logger_on_first_use=True,
    )
    logging.config.dictConfig(
        {
            "version": 1,
            "disable_existing_loggers": False,
            "formatters": {
                "lines": {
                    "()": structlog.stdlib.ProcessorFormatter,
                    "foreign_pre_chain": before,
                    "processors": [structlog.stdlib.ProcessorFormatter.remove_processors_meta, last],
                }
            },
            "handlers": {"stream": {"class": "logging.StreamHandler", "formatter": "lines"}},
            "root": {"handlers": ["stream"], "level": level},
            "loggers": {
                # Their information lines repeat addresses and arguments of every call.
                "httpx": {"level": "WARNING"},
                "pikepdf": {"level": "WARNING"},
                "procrastinate": {"level": "WARNING"},
                "django.server": {"handlers": [], "propagate": True, "level": "WARNING"},
            },
        }
    )


def _readable() -> structlog.dev.ConsoleRenderer:
    """Lines for a person at a terminal."""
    return structlog.dev.ConsoleRenderer(colors=False, exception_formatter=structlog.dev.plain_traceback)


def _clean(value: object) -> object:
    """Texts are cleaned; numbers and truth values stay; anything else is shown as cleaned text."""
    if value is None or isinstance(value, bool | int | float):
        return value
    return scrub_text(value if isinstance(value, str) else repr(value))
