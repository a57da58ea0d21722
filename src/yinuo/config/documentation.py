"""The documents that are made from the code itself: law, life cycles, glossary, and clause by clause what shows it."""

from __future__ import annotations

import ast
import re
import tomllib
from collections import defaultdict
from dataclasses import dataclass, field
from pathlib import Path

from yinuo.law.describe import describe
from yinuo.law.grammar import RULES
from yinuo.law.lifecycle import LIFECYCLES
from yinuo.law.texts import CLAUSES

ROOT = Path(__file__).resolve().parents[3]
PACKAGE = ROOT / "src" / "yinuo"
TESTS = ROOT / "tests"
GLOSSARY = ROOT / "glossary.toml"

MADE = "<!-- Made by `make docs`; change its source, not this page. -->\n\n"
_IDS = re.compile(r"\b(?:1-[ab]|2\.[1-6]-[a-h]|3\.[1-4](?:-[a-c])?|4\.[1-3](?:-[ab])?)\b")
_NAMED = re.compile(r"[Cc]lauses? ([^.\n]*)")


@dataclass
class Shown:
    """Where one clause lives: rules, verbs, pages, and the tests that show it."""

    rules: list[str] = field(default_factory=list)
    verbs: list[str] = field(default_factory=list)
    pages: list[str] = field(default_factory=list)
    tests: list[str] = field(default_factory=list)


def documents() -> dict[Path, str]:
    """Every made document.

    Returns:
        Path below the repository to its text.
    """
    made = {Path("docs/law") / path: text for path, text in describe().items()}
    for lifecycle in LIFECYCLES.values():
        text = f"# {lifecycle.title}\n\n```mermaid\n{lifecycle.diagram()}```\n"
        made[Path("docs/lifecycles") / f"{lifecycle.name}.md"] = MADE + text
    made[Path("docs/mandate.md")] = MADE + mandate()
    made[Path("docs/glossary.md")] = MADE + glossary()
    return made


def mandate() -> str:
    """The notice clause by clause: which rule, verb and page carry it, and which tests show it."""
    where = shown()
    lines = [
        "# The mandate, clause by clause",
        "",
        "宿政办秘〔2021〕7号. A clause without a test says `not shown`.",
        "",
        "| clause | the notice says | rule | verb | page | tests |",
        "|---|---|---|---|---|---|",
    ]
    for clause, citation in CLAUSES.items():
        found = where[clause]
        said = citation.text if len(citation.text) <= 48 else citation.text[:47] + "…"
        cells = [clause, said, *(_cell(part) for part in (found.rules, found.verbs, found.pages))]
        lines.append(f"| {' | '.join(cells)} | {_cell(found.tests, most=6) or '`not shown`'} |")
    missing = sum(not where[clause].tests for clause in CLAUSES)
    lines += ["", f"{len(CLAUSES) - missing} of {len(CLAUSES)} clauses are shown by tests."]
    return "\n".join(lines) + "\n"


def shown() -> defaultdict[str, Shown]:
    """Rules by their own field; verbs and pages by the clauses they cite; tests by their marks."""
    where: defaultdict[str, Shown] = defaultdict(Shown)
    for rule in RULES.values():
        where[rule.clause].rules.append(f"`{rule.name}`")
    for path in sorted(PACKAGE.rglob("*.py")):
        room = path.relative_to(PACKAGE).parts[0]
        if room == "portals":
            _collect(path, where, "pages")
        elif "actions" in path.parts or path.name == "actions.py":
            _collect(path, where, "verbs")
    for path in sorted(TESTS.rglob("test_*.py")):
        _collect_tests(path, where)
    return where


def _collect(path: Path, where: defaultdict[str, Shown], kind: str) -> None:
    place = path.relative_to(PACKAGE).with_suffix("").as_posix().replace("/", ".").replace(".__init__", "")
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if not isinstance(node, ast.FunctionDef) or node.name.startswith("_"):
            continue
        for clause in _clauses_of(node):
            where[clause].__dict__[kind].append(f"`{place}.{node.name}`")


def _clauses_of(function: ast.FunctionDef) -> list[str]:
    cited = {
        node.slice.value
        for node in ast.walk(function)
        if isinstance(node, ast.Subscript)
        and isinstance(node.value, ast.Name)
        and node.value.id == "CLAUSES"
        and isinstance(node.slice, ast.Constant)
    }
    for named in _NAMED.findall(ast.get_docstring(function) or ""):
        cited |= set(_IDS.findall(named))
    return sorted(str(clause) for clause in cited if clause in CLAUSES)


def _collect_tests(path: Path, where: defaultdict[str, Shown]) -> None:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if not isinstance(node, ast.FunctionDef | ast.ClassDef):
            continue
        for mark in node.decorator_list:
            if (
                isinstance(mark, ast.Call)
                and isinstance(mark.func, ast.Attribute)
                and mark.func.attr == "clause"
                and isinstance(mark.args[0], ast.Constant)
            ):
                where[str(mark.args[0].value)].tests.append(
                    f"{node.name.removeprefix('test_').replace('_', ' ')}"
                )


def _cell(parts: list[str], *, most: int = 4) -> str:
    kept = list(dict.fromkeys(parts))
    more = f"<br>and {len(kept) - most} more" if len(kept) > most else ""
    return "<br>".join(kept[:most]) + more


def glossary() -> str:
    """The glossary as a table."""
    words = tomllib.loads(GLOSSARY.read_text(encoding="utf-8"))["word"]
    lines = ["# Glossary", "", "| 中文 | code name | meaning | source |", "|---|---|---|---|"]
    lines += [f"| {w['zh']} | `{w['code']}` | {w['meaning']} | {w.get('source', '')} |" for w in words]
    return "\n".join(lines) + "\n"
