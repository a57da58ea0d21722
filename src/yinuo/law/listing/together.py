"""What is marked on an item beside others: the same proof written twice, and bodies that send people round."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING

from yinuo.law import naming
from yinuo.law.listing.remarks import Kind, ListedItem, ListRemark
from yinuo.law.texts import BUSINESS_44_2

if TYPE_CHECKING:
    from collections.abc import Mapping


def doubles(items: Iterable[ListedItem]) -> Iterator[ListRemark]:
    """The same proof for the same matter at the same body, written twice."""
    groups: defaultdict[tuple[str, str, str], list[ListedItem]] = defaultdict(list)
    for item in items:
        if not item.cancelled:
            key = (
                naming.plain_name(item.agency),
                naming.matter_stem(item.matter),
                naming.proof_stem(item.name),
            )
            groups[key].append(item)
    for group in groups.values():
        for item in group if len(group) > 1 else ():
            others = [other for other in group if other.key != item.key]
            yield ListRemark(
                Kind.DOUBLE,
                item.key,
                "name",
                f"与“{others[0].matter}”的“{others[0].name}”是同一份证明。",
                "请只留一项，其余停用；不是同一份的，请把名称写得能分开。",
                BUSINESS_44_2,
                others=tuple(other.key for other in others),
            )


def circles(items: Sequence[ListedItem]) -> Iterator[ListRemark]:
    """Bodies that send people to each other for the same proof."""
    asked: defaultdict[str, list[tuple[str, str, ListedItem]]] = defaultdict(list)
    for item in items:
        if item.cancelled:
            continue
        asking, issuing = naming.bodies_in(item.asked_by), naming.bodies_in(item.issuer)
        for asker in asking - issuing:
            for issuer in issuing - asking:
                asked[naming.proof_stem(item.name)].append((asker, issuer, item))
    for edges in asked.values():
        yield from _circles_among(edges)


def _circles_among(edges: list[tuple[str, str, ListedItem]]) -> Iterator[ListRemark]:
    sends: defaultdict[str, set[str]] = defaultdict(set)
    for asker, issuer, _ in edges:
        sends[asker].add(issuer)
    reach = {body: _reached(body, sends) for body in list(sends)}
    told: dict[str, ListRemark] = {}
    for asker, issuer, item in edges:
        if asker not in reach.get(issuer, frozenset()) or item.key in told:
            continue
        others = tuple(
            dict.fromkeys(
                other.key
                for a, b, other in edges
                if other.key != item.key and a in reach[asker] and asker in reach.get(b, frozenset())
            )
        )
        told[item.key] = ListRemark(
            Kind.CIRCLE,
            item.key,
            "issuer",
            f"为了这份证明，{asker}要人去找{issuer}，{issuer}又要人回来找{asker}。",
            "请约定由一方核查，双方都不再向申请人要。",
            BUSINESS_44_2,
            others=others,
        )
    yield from told.values()


def _reached(start: str, sends: Mapping[str, set[str]]) -> frozenset[str]:
    """Every body that is reached from one, itself only where a circle leads back."""
    found: set[str] = set()
    waiting = list(sends.get(start, ()))
    while waiting:
        body = waiting.pop()
        if body not in found:
            found.add(body)
            waiting.extend(sends.get(body, ()))
    return frozenset(found)
