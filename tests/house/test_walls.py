"""The house as it is built: front doors, names, verbs, life cycles, glossary."""

from __future__ import annotations

import ast
import tomllib
from pathlib import Path

import grimp
import pytest
from django.apps import apps

from yinuo.law.lifecycle import LIFECYCLES

ROOT = Path(__file__).resolve().parents[2]
SRC = ROOT / "src" / "yinuo"
ROOMS = {
    "inspectorate",
    "registers",
    "supervision",
    "verification",
    "decisions",
    "commitments",
    "applications",
    "matters",
    "credit",
    "exchange",
    "documents",
    "signing",
    "casefile",
    "people",
    "workdays",
}
# A life cycle is a plain table; asking it whether a step is open is a question anyone may ask.
DOORS = {"actions", "queries", "models", "lifecycle"}
# Values and words that belong to a room and are no acts of it; each stands here with its reason.
OPEN_BESIDE = {
    "workdays.rounds": "when the rounds of a day come, for jobs",
    "people.encryption": "a column type",
    "people.identifiers": "check digits and masks, pure",
    "people.guards": "SQL for migrations",
    "casefile.guards": "SQL and constraints for tables",
    "casefile.chain": "canonical JSON, pure",
    "documents.contents": "what papers say",
    "documents.parties": "how people and days are written on paper",
    "documents.typesetting": "papers made on the fly for the public",
    "documents.word": "papers made on the fly for offices that edit them",
    "documents.uploads": "the check of a file before it reaches a verb",
    "documents.pictures": "the check of a signature before it reaches a verb",
    "signing.check": "checking a file that is no row",
    "exchange.comparison": "comparing a record with a promise, pure",
    "matters.edition_changes": "what differs between two catalogues, pure",
    "matters.edition_lines": "a line of a catalogue and its digest, pure",
    "matters.edition_scopes": "whose catalogue an edition is, a value",
    "matters.sheets": "tables of office programs read and written, pure",
    "matters.terms": "what a version says beside its notice, pure",
    "matters.starting": "what an editor finds written when he begins, pure",
    "matters.content": "the shape of a version's content, pure",
    "matters.merging": "two changes of one draft put together, pure",
    "matters.comparing": "two texts word by word, pure",
    "matters.reading": "the fields of a version in words, pure",
    "matters.extras": "what an office may add to its papers, pure",
    "commitments.papers": "what the papers of an item say, read by everybody before anything is begun",
    "commitments.letters": "the words of a letter, shown before it is signed",
}
NOTHING_NAMES = {
    "utils",
    "util",
    "helpers",
    "helper",
    "common",
    "base",
    "core",
    "misc",
    "manager",
    "service",
    "handler",
}


def test_a_room_is_entered_by_its_front_doors_only():
    graph = grimp.build_graph("yinuo", cache_dir=None)
    broken = []
    for module in graph.modules:
        parts = module.split(".")
        if len(parts) < 3 or parts[1] not in ROOMS or parts[2] in DOORS:
            continue
        if any(".".join(parts[1:]).startswith(beside) for beside in OPEN_BESIDE):
            continue
        for importer in graph.find_modules_that_directly_import(module):
            room = importer.split(".")[1]
            own = room in {parts[1], "config"} or ".migrations." in importer
            if not own:
                broken.append(f"{importer} → {module}")
    assert broken == []


def test_no_file_is_named_for_nothing():
    assert [p for p in SRC.rglob("*.py") if p.stem in NOTHING_NAMES] == []


def verbs() -> list[tuple[str, ast.FunctionDef]]:
    found = []
    for path in SRC.rglob("*.py"):
        if path.name == "actions.py" or "actions" in path.parent.parts:
            for node in ast.parse(path.read_text(encoding="utf-8")).body:
                atomic = isinstance(node, ast.FunctionDef) and any(
                    "atomic" in ast.unparse(d) for d in node.decorator_list
                )
                if atomic and not node.name.startswith("_"):
                    found.append((f"{path.relative_to(SRC)}:{node.name}", node))
    return found


# A verb whose moment is a day, or that writes no legal fact of its own.
NO_MOMENT = {"people/actions.py:register_subject", "casefile/actions/logging.py:append_to_log"}


@pytest.mark.parametrize(("name", "verb"), verbs(), ids=lambda v: v if isinstance(v, str) else "")
def test_a_verb_takes_keywords_and_says_when(name, verb):
    positional = [a.arg for a in verb.args.args]
    keywords = {a.arg for a in verb.args.kwonlyargs}
    assert positional in ([], ["row", "lifecycle"]), f"{name} takes positional arguments"
    assert "at" in keywords or name in NO_MOMENT, f"{name} does not say when"


@pytest.mark.parametrize("lifecycle", LIFECYCLES.values(), ids=lambda c: c.name)
def test_a_life_cycle_is_whole(lifecycle):
    assert lifecycle.problems() == []


def test_models_statuses_and_steps_use_the_words_of_the_glossary():
    words = {w["code"] for w in tomllib.loads((ROOT / "glossary.toml").read_text(encoding="utf-8"))["word"]}
    used = {
        model.__name__
        for app in apps.get_app_configs()
        if app.name.startswith("yinuo.")
        for model in app.get_models()
    }
    for lifecycle in LIFECYCLES.values():
        used |= {lifecycle.name, *lifecycle.statuses, *(step.name for step in lifecycle.steps)}
    assert sorted(used - words) == []


def test_a_word_stands_in_the_glossary_once_and_has_its_chinese_term():
    rows = tomllib.loads((ROOT / "glossary.toml").read_text(encoding="utf-8"))["word"]
    codes = [row["code"] for row in rows]
    assert len(codes) == len(set(codes))
    assert [row["code"] for row in rows if not row["zh"].strip() or not row["meaning"].strip()] == []


def test_every_column_and_table_has_its_chinese_comment():
    missing = []
    for app in apps.get_app_configs():
        if not app.name.startswith("yinuo."):
            continue
        for model in app.get_models():
            if not model._meta.db_table_comment:
                missing.append(model.__name__)
            missing += [
                f"{model.__name__}.{f.name}"
                for f in model._meta.local_concrete_fields
                if not f.primary_key and not f.db_comment and f.name not in {"password", "last_login"}
            ]
    assert missing == []
