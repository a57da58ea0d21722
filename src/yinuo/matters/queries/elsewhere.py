"""What other places put under commitment and this city does not, and the other way round (clause 2.1-a)."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from django.db.models import Exists, OuterRef

from yinuo.law.scope import CANCEL_FIRST, PriorityField, Risk
from yinuo.matters.access import items_visible_to
from yinuo.matters.catalogue import folded
from yinuo.matters.likeness import Band, Likeness, Named, compare, content
from yinuo.matters.models import ItemVersion, OtherRow, OutsideDecision, ProofItem
from yinuo.matters.queries.published import IN_USE

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from yinuo.people.models import Account

COMMITTED_ELSEWHERE = ("A", "B")
"""Classes of rows that are handled on a promise: under commitment, or abolished with a written promise in its place."""
LONGEST_KEY = 400
STATES: dict[str, str] = {
    "missing": "本市没有",
    "doubt": "像不像，要人看",
    "held": "本市有，没有实行",
    "taken": "已列为候选",
    "declined": "本市不采用",
    "ours": "本市也实行",
}
"""How an item of other places stands here."""
_LONG = ("basis", "method", "source", "note", "because")
_ORDER = {Band.SAME: 2, Band.MAYBE: 1, Band.NONE: 0}


def row_key(matter: str, proof: str) -> str:
    """Names as one key: a decision on them holds for every place and every later file that writes them so."""
    return f"{folded(matter)}|{folded(proof)}"[:LONGEST_KEY]


@dataclass(frozen=True, slots=True)
class Outside:
    """An item of other places, named alike in all of them.

    Attributes:
        key: its names as one.
        rows: of the places that have it.
        state: how it stands here, a key of :data:`STATES`.
        item: this city's item, where there is one or may be one.
        decision: what was decided last; None where nobody decided.
    """

    key: str
    rows: tuple[OtherRow, ...]
    state: str
    item: ProofItem | None
    decision: OutsideDecision | None

    @property
    def first(self) -> OtherRow:
        """The row that stands for it."""
        return self.rows[0]

    @property
    def places(self) -> tuple[str, ...]:
        """The places, each once."""
        return tuple(dict.fromkeys(row.catalogue.place for row in self.rows))

    def said(self, column: str) -> str:
        """What the first place says that says anything: a column of :class:`OtherRow`, empty where none does."""
        return next((str(text) for row in self.rows if (text := getattr(row, column))), "")

    @property
    def verification(self) -> str:
        """How it is checked, as the first place says that says it."""
        return self.said("verification")

    @property
    def word(self) -> str:
        """How it stands here, in Chinese."""
        return STATES[self.state]


@dataclass(frozen=True, slots=True)
class OutsideOverview:
    """The comparison counted.

    Attributes:
        states: state to how many.
        fields: of each field its name, and how many are done elsewhere and not here.
        places: of each place how many it does on a promise, and how many of them are not done here.
    """

    states: dict[str, int]
    fields: tuple[tuple[str, str, int], ...]
    places: tuple[tuple[str, int, int], ...]


GAPS = frozenset({"missing", "doubt", "held"})
"""States that somebody should look at."""


def outside_items(
    *,
    place: str = "",
    field: str = "",
    state: str = "",
    query: str = "",
    among: Sequence[Outside] | None = None,
    whole: bool = False,
) -> list[Outside]:
    """Items that other places handle on a promise, most widespread first.

    Args:
        place: only what this place has.
        field: name of a :class:`PriorityField`, or ``"-"`` for what belongs to none.
        state: a key of :data:`STATES`, or ``"gaps"`` for all that is not done here and not decided.
        query: a part of the matter's or the proof's name.
        among: only these; all where None.
        whole: with basis, source and the other long texts of each row read along; a list shows none of them.
    """
    found = []
    rows = _rows() if whole else _rows().defer(*_LONG)
    for one in _outside(rows) if among is None else among:
        if place and place not in one.places:
            continue
        if field and one.first.field != ("" if field == "-" else field):
            continue
        if state and not (one.state in GAPS if state == "gaps" else one.state == state):
            continue
        if query and query not in f"{one.first.matter} {one.first.proof}":
            continue
        found.append(one)
    return found


def outside_overview(found: Iterable[Outside]) -> OutsideOverview:
    """The comparison counted by state, field and place."""
    items = list(found)
    gaps = Counter(one.first.field for one in items if one.state in GAPS)
    names = [(field.name, field.value) for field in PriorityField] + [("", "其他领域")]
    done, missing = Counter[str](), Counter[str]()
    for one in items:
        done.update(one.places)
        missing.update(one.places if one.state in GAPS else ())
    states = Counter(one.state for one in items)
    return OutsideOverview(
        {state: states[state] for state in STATES},
        tuple((name, title, gaps[name]) for name, title in names),
        tuple(
            (place, done[place], missing[place]) for place in sorted(done, key=lambda one: (-done[one], one))
        ),
    )


def outside_of(row: OtherRow) -> Outside:
    """The item of other places that a row belongs to, with all that its rows say."""
    return next(one for one in _outside(_rows().filter(key=row.key)))


def _rows() -> QuerySet[OtherRow]:
    in_use = ItemVersion.objects.filter(item=OuterRef("nearest"), status__in=IN_USE)
    rows = OtherRow.objects.filter(row_class__in=COMMITTED_ELSEWHERE).annotate(nearest_in_use=Exists(in_use))
    return rows.select_related("catalogue", "nearest__matter__agency").order_by("catalogue__place", "pk")


def _outside(rows: Iterable[OtherRow]) -> list[Outside]:
    by_key: dict[str, list[OtherRow]] = defaultdict(list)
    for row in rows:
        by_key[row.key].append(row)
    decided = _decisions(by_key)
    in_use = set(
        ItemVersion.objects.filter(
            status__in=IN_USE, item__in=[one.item_id for one in decided.values() if one.item_id]
        ).values_list("item_id", flat=True)
    )
    found = [_standing(key, tuple(of_key), decided.get(key), in_use) for key, of_key in by_key.items()]
    return sorted(found, key=lambda one: (-len(one.places), one.first.pk))


def _decisions(keys: Iterable[str]) -> dict[str, OutsideDecision]:
    """The newest decision on each key."""
    rows = OutsideDecision.objects.filter(key__in=list(keys)).select_related("item__matter__agency", "by")
    return {row.key: row for row in rows.order_by("pk")}


def _standing(
    key: str, rows: tuple[OtherRow, ...], decision: OutsideDecision | None, in_use: set[int]
) -> Outside:
    kind = decision.kind if decision is not None else ""
    if decision is not None and kind == OutsideDecision.Kind.NOT_FOR_US:
        return Outside(key, rows, "declined", None, decision)
    if decision is not None and kind in {OutsideDecision.Kind.SAME, OutsideDecision.Kind.TAKEN_UP}:
        otherwise = "taken" if kind == OutsideDecision.Kind.TAKEN_UP else "held"
        return Outside(
            key, rows, "ours" if decision.item_id in in_use else otherwise, decision.item, decision
        )
    first = rows[0]
    if first.band == OtherRow.Band.SAME:
        state = "ours" if getattr(first, "nearest_in_use", False) else "held"
        return Outside(key, rows, state, first.nearest, decision)
    state = "doubt" if first.band == OtherRow.Band.MAYBE else "missing"
    return Outside(key, rows, state, first.nearest, decision)


def only_here(*, field: str = "") -> list[ItemVersion]:
    """Published items of this city that no other place on record handles on a promise.

    Args:
        field: name of a :class:`PriorityField`, or empty.
    """
    rows = OtherRow.objects.filter(row_class__in=COMMITTED_ELSEWHERE).exclude(band=OtherRow.Band.NONE)
    known = set(rows.values_list("nearest", flat=True))
    sure = OutsideDecision.Kind.SAME, OutsideDecision.Kind.TAKEN_UP
    known |= set(OutsideDecision.objects.filter(kind__in=sure).values_list("item", flat=True))
    versions = ItemVersion.objects.filter(status="published").exclude(item__in=known)
    if field:
        versions = versions.filter(item__matter__field=field)
    return list(versions.select_related("item__matter__agency").order_by("item__matter__agency", "item"))


@dataclass(frozen=True, slots=True)
class OnRecord:
    """Why this city does not handle an item on a promise, as far as its own catalogue says.

    Attributes:
        label: what kind of reason, in Chinese.
        text: the reason.
    """

    label: str
    text: str


def reasons_on_record(item: ProofItem) -> list[OnRecord]:
    """The reasons that stand in an item of this city: retained, dangerous, better abolished, or not written yet."""
    found = [OnRecord("来源类别", item.get_row_class_display())]
    if item.retained_because:
        found.append(OnRecord("保留理由", item.retained_because))
    for name in item.risks:
        reason = str(item.risk_reasons.get(name, "")) or "没有写理由"
        found.append(OnRecord("排除情形", f"{Risk[name].value}：{reason}"))
    titles = {test.key: test.title for test in CANCEL_FIRST}
    for key, answer in item.pretests.items():
        if answer.get("answer") == "yes":
            found.append(
                OnRecord("八个一律取消", f"{titles.get(key, key)}：{answer.get('reason') or '没有写理由'}")
            )
    newest = item.versions.order_by("-number").first()
    found.append(OnRecord("编制", newest.get_status_display() if newest is not None else "还没有编制"))
    return found


def seen_by(account: Account, items: Iterable[ProofItem], *, on: date) -> set[int]:
    """Keys of those items that an officer may look into; of others the comparison shows no more than the name."""
    return set(
        items_visible_to(account, on=on)
        .filter(pk__in=[item.pk for item in items])
        .values_list("pk", flat=True)
    )


class Nearest:
    """This city's items by the words of their names, so that a row is compared with few of them."""

    def __init__(self, items: Sequence[ProofItem]) -> None:
        self._named = {item.pk: _named(item) for item in items}
        self._by_proof: dict[str, set[int]] = defaultdict(set)
        self._by_matter: dict[str, set[int]] = defaultdict(set)
        for key, named in self._named.items():
            for word in content(named.proof):
                self._by_proof[word].add(key)
            for word in content(named.matter):
                self._by_matter[word].add(key)

    def of(self, row: OtherRow, *, but: frozenset[int] = frozenset()) -> tuple[int | None, Likeness | None]:
        """The item a row is nearest to; None where none is near.

        Args:
            row: of another place.
            but: keys of items that somebody said are others.
        """
        ranked = self.ranked(row, but=but, most=1)
        return ranked[0] if ranked else (None, None)

    def ranked(
        self, row: OtherRow, *, but: frozenset[int] = frozenset(), most: int = 5
    ) -> list[tuple[int, Likeness]]:
        """The items a row may be, the nearest first; those that surely are others are left out."""
        named = Named(row.matter, row.proof, row.issuer, row.basis)
        found = [(key, compare(named, self._named[key])) for key in sorted(self._sharing(named) - but)]
        near = [pair for pair in found if pair[1].band != Band.NONE]
        return sorted(near, key=lambda pair: (-_ORDER[pair[1].band], -pair[1].score, pair[0]))[:most]

    def _sharing(self, named: Named) -> set[int]:
        sets = [
            set().union(*(table.get(word, ()) for word in content(text)))
            for text, table in ((named.proof, self._by_proof), (named.matter, self._by_matter))
            if text
        ]
        return set.intersection(*sets) if sets else set()


def _named(item: ProofItem) -> Named:
    return Named(item.matter.name, item.name, item.issuer, item.basis)


def candidates(row: OtherRow, *, most: int = 5) -> list[tuple[ProofItem, Likeness]]:
    """This city's items that a row may be, the nearest first, with why.

    Args:
        row: of another place.
        most: at most so many.
    """
    items = {item.pk: item for item in ProofItem.objects.select_related("matter__agency")}
    ranked = Nearest(list(items.values())).ranked(
        row, but=rejections(row.key).get(row.key, frozenset()), most=most
    )
    return [(items[key], likeness) for key, likeness in ranked]


def rejections(key: str | None = None) -> dict[str, frozenset[int]]:
    """Names elsewhere to keys of items of which somebody said that they are others than what the names mean.

    Args:
        key: of one name; all names where None.
    """
    rows = OutsideDecision.objects.filter(kind=OutsideDecision.Kind.DIFFERENT, item__isnull=False)
    found: dict[str, set[int]] = defaultdict(set)
    for name, item in (rows if key is None else rows.filter(key=key)).values_list("key", "item"):
        found[name].add(item or 0)
    return {name: frozenset(items) for name, items in found.items()}


def outside_rows() -> QuerySet[OtherRow]:
    """Rows that are handled on a promise elsewhere, with their catalogue."""
    return _rows()


def waiting_rows() -> QuerySet[OtherRow]:
    """Rows that are handled on a promise elsewhere and wait to be compared with this city's items, in a fixed order."""
    return outside_rows().filter(compared_at=None).order_by("pk")


def outside_history(key: str) -> QuerySet[OutsideDecision]:
    """What was decided of a name, the newest first."""
    return OutsideDecision.objects.filter(key=key).select_related("by", "item__matter").order_by("-pk")
