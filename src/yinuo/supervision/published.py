"""The published file of a draw: all that anybody needs to repeat it, and nothing that names a person."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from yinuo.law import draw as law

if TYPE_CHECKING:
    from yinuo.supervision.models import Announcement, Draw


def population_digest_of(
    strata: list[dict[str, Any]], inspectors: list[str], recused: dict[str, list[str]], each: int
) -> str:
    """The digest of the whole frozen list: every stratum with rate and size, who may be sent, who is recused where."""
    parts = [f"{s['standing']}:{s['percent']}:{s['size']}:{law.population_digest(s['keys'])}" for s in strata]
    shut = [f"{key}={','.join(sorted(codes))}" for key, codes in recused.items()]
    return law.population_digest(
        [
            *parts,
            f"inspectors:{each}:{law.population_digest(inspectors)}",
            f"recused:{law.population_digest(shut)}",
        ]
    )


def codes_of(announcement: Announcement) -> list[str]:
    """The codes of those who may be sent."""
    return [one["code"] for one in announcement.inspectors]


def repeat(
    announcement: Announcement, secret: bytes, happened: str, sizes: list[dict[str, int]]
) -> list[Any]:
    """The draw as everybody can repeat it, part by part: what is drawn in each stratum, and who is sent.

    Args:
        announcement: the frozen list.
        secret: the secret that was sealed.
        happened: the outcome of the event.
        sizes: for each part, standing to how many are drawn.

    Returns:
        For each part the pairs of key and codes, in the order drawn.

    Raises:
        ValueError: the secret is not the one that was sealed, the list not the one that was published, or nobody is left
            who could be sent somewhere.
    """
    if law.seal(secret) != announcement.seal:
        raise ValueError("the secret is not the one that was sealed")
    codes = codes_of(announcement)
    digest = population_digest_of(announcement.strata, codes, announcement.recused, announcement.each)
    if digest != announcement.population_digest:
        raise ValueError("the list is not the one that was published")
    seed = law.seed_of(secret, happened)
    before: dict[str, int] = {}
    keys: list[list[str]] = []
    for part in sizes:
        keys.append([])
        for stratum in announcement.strata:
            standing = stratum["standing"]
            n, after = part.get(standing, 0), before.get(standing, 0)
            keys[-1] += law.draw(stratum["keys"], n, seed, after=after)
            before[standing] = after + n
    sent = law.allot(
        [key for part in keys for key in part], codes, announcement.each, seed, recused=announcement.recused
    )
    pairs = iter(sent)
    return [[(key, list(next(pairs))) for key in part] for part in keys]


def as_file(announcement: Announcement, parts: list[Draw]) -> dict[str, Any]:
    """The file, ready to be written as JSON; without ``drawn`` where nothing was drawn or nothing is to be shown yet.

    Args:
        announcement: the announcement with its agency.
        parts: the draws to show, in order, with their annulments.
    """
    file: dict[str, Any] = {
        "algorithm": announcement.algorithm,
        "number": announcement.number,
        "agency": announcement.agency.name,
        "announced_at": announcement.announced_at.isoformat(),
        "strata": announcement.strata,
        "inspectors": codes_of(announcement),
        "recused": announcement.recused,
        "each": announcement.each,
        "population_digest": announcement.population_digest,
        "seal": announcement.seal,
        "event": {
            "kind": announcement.get_outside_display(),
            "which": announcement.event,
            "happens_at": announcement.happens_at.isoformat(),
        },
    }
    if parts:
        file["drawn"] = {
            "secret": parts[0].secret,
            "happened": parts[0].happened,
            "parts": [
                {
                    "sizes": part.sizes,
                    "reason": part.reason,
                    "drawn_at": part.drawn_at.isoformat(),
                    "annulled": part.annulment.reason if hasattr(part, "annulment") else "",
                    "result": [{"key": one["key"], "inspectors": one["inspectors"]} for one in part.result],
                }
                for part in parts
            ],
        }
    return file
