"""The law pages of the documentation, made from the rules, the texts, the numbers and the life cycles themselves."""

from __future__ import annotations

import inspect
from importlib import import_module
from typing import TYPE_CHECKING

from yinuo.law.grammar import RULES
from yinuo.law.lifecycle import LIFECYCLES
from yinuo.law.place import load
from yinuo.law.texts import ALL_CITATIONS, CLAUSES, LAWS

if TYPE_CHECKING:
    from collections.abc import Iterable

    from yinuo.law.grammar import Dated, LegalRule
    from yinuo.law.lifecycle import Lifecycle
    from yinuo.law.place import Place

CHAPTERS: tuple[tuple[str, str], ...] = (
    ("scope", "二（一） 哪些证明可以承诺"),
    ("cancelling", "二（一） 先取消，再承诺"),
    ("publishing", "二（一）、二（三）、二（六） 公布以前还要对的"),
    ("eligibility", "二（二）、二（六） 谁可以承诺，何时可以撤回"),
    ("notice", "二（三） 告知什么，承诺什么"),
    ("verification", "二（四） 怎样核查"),
    ("untrue", "二（四） 承诺不实怎样处理"),
    ("decision", "决定"),
    ("grading", "二（五） 失信程度和公示"),
    ("credit", "二（五） 信用状况和修复"),
    ("risk", "二（六） 公开、预警、保险"),
    ("adjusting", "三（二） 依据变动怎样调整"),
    ("oversight", "三、四 督促和尽职"),
)
"""Modules that hold rules, in the order of the notice."""

_MADE = "<!-- Made from src/yinuo/law by `make docs`; change the rule, not this page. -->\n\n"


def describe(key: str = "cn-3413") -> dict[str, str]:
    """All pages.

    Args:
        key: the place whose numbers are shown.

    Returns:
        Path below ``docs/law/`` to Markdown. Life cycles appear as far as their rooms have been imported.
    """
    for module, _ in CHAPTERS:
        import_module(f"yinuo.law.{module}")
    place = load(key)
    pages = {
        "README.md": _index(place),
        "rules.md": _rules(),
        f"numbers-{place.key}.md": _numbers(place),
        "texts.md": _texts(),
        "notice.md": _notice(),
    }
    if LIFECYCLES:
        pages["lifecycles.md"] = _lifecycles()
    return {path: _MADE + text.rstrip("\n") + "\n" for path, text in pages.items()}


def _index(place: Place) -> str:
    local = sum(number.is_local_choice for number in place.numbers())
    lines = [
        "# 法律规则",
        "",
        f"这里列出{len(RULES)}条规则、{len(place.numbers())}个数字、{len(LAWS)}部文件，供法律工作人员审阅。",
        f"其中{local}个数字没有文件规定，是本地选择，注明了怎样选的。",
        "",
        "- [规则](rules.md)：问什么、依据哪一条、何时起适用",
        f"- [{place.name}的数字](numbers-{place.key}.md)：期限、比例、分值及其依据",
        "- [实施方案逐条](notice.md)：每一条由哪条规则落实",
        "- [引用的文件](texts.md)：文件和条文原文",
    ]
    if LIFECYCLES:
        lines.append("- [办理流程](lifecycles.md)：状态、步骤、由谁办、依据")
    return "\n".join(lines)


def _rules() -> str:
    lines = ["# 规则"]
    for module, title in CHAPTERS:
        lines += ["", f"## {title}"]
        for rule in sorted(RULES.values(), key=_line_of):
            if _module_of(rule) == f"yinuo.law.{module}":
                lines += ["", *_rule(rule)]
    return "\n".join(lines)


def _rule(rule: LegalRule[object, object]) -> Iterable[str]:
    yield f"### {rule.title}"
    yield ""
    yield f"`{rule.name}` · 实施方案条款 {rule.clause}（{CLAUSES[rule.clause].label}）"
    for version in sorted(rule.versions, key=lambda version: version.since):
        yield ""
        until = f"至{version.until.isoformat()}前" if version.until else "至今"
        yield f"- 自{version.since.isoformat()}{until}，依据{version.basis.label}"
        yield f"  > {version.basis.text}"
        yield f"  - 读法：{inspect.getdoc(version.reading)}"
        yield f"  - 事实：`{next(iter(version.reading.__annotations__.values()))}`"


def _module_of(rule: LegalRule[object, object]) -> str:
    return rule.versions[0].reading.__module__


def _line_of(rule: LegalRule[object, object]) -> int:
    return rule.versions[0].reading.__code__.co_firstlineno


def _numbers(place: Place) -> str:
    lines = [
        f"# {place.name}的数字",
        "",
        f"主管：{place.host}。热线：{place.hotline}。取值链：{' → '.join(place.chain)}。",
        "",
        "| 名称 | 代码 | 数值（施行日） | 单位 | 依据 | 来自 | 说明 |",
        "|---|---|---|---|---|---|---|",
    ]
    lines += [_number(number, place.given_by(number.name)) for number in place.numbers()]
    return "\n".join(lines)


def _number(number: Dated[object], giver: str) -> str:
    values = (
        "；".join(f"{_value(value)}（{since.isoformat()}）" for since, value in number.values) or "由市确定"
    )
    basis = "本地选择" if number.is_local_choice else number.basis
    cells = (number.title, f"`{number.name}`", values, number.unit, basis, f"{giver}.toml", number.note)
    return "| " + " | ".join(cells) + " |"


def _value(value: object) -> str:
    if isinstance(value, bool):
        return "是" if value else "否"
    return str(value)


def _texts() -> str:
    lines = ["# 引用的文件"]
    for law in LAWS.values():
        number = f"（{law.number}）" if law.number else ""
        lines += ["", f"## {law.title}{number}", "", f"自{law.since.isoformat()}起施行。来源：{law.source}。"]
        cited = [
            citation
            for citation in ALL_CITATIONS
            if citation.law is law and citation.law.key != "suzhou_notice"
        ]
        for citation in cited:
            lines += ["", f"**{citation.place}**", "", f"> {citation.text}"]
    return "\n".join(lines)


def _notice() -> str:
    lines = ["# 实施方案逐条", "", "| 条款 | 位置 | 原文 | 规则 |", "|---|---|---|---|"]
    for clause, citation in CLAUSES.items():
        rules = "、".join(f"`{rule.name}`" for rule in RULES.values() if rule.clause == clause)
        lines.append(f"| {clause} | {citation.place} | {citation.text} | {rules} |")
    return "\n".join(lines)


def _lifecycles() -> str:
    lines = ["# 办理流程"]
    for lifecycle in sorted(LIFECYCLES.values(), key=lambda lifecycle: lifecycle.name):
        lines += ["", *_lifecycle(lifecycle)]
    return "\n".join(lines)


def _lifecycle(lifecycle: Lifecycle) -> Iterable[str]:
    yield f"## {lifecycle.title}（`{lifecycle.name}`）"
    yield ""
    yield "```mermaid"
    yield lifecycle.diagram().rstrip("\n")
    yield "```"
    yield ""
    yield "| 步骤 | 从 | 到 | 由谁办 | 依据 | 说明 |"
    yield "|---|---|---|---|---|---|"
    for step in lifecycle.steps:
        sources = "、".join(title for status, title in lifecycle.statuses.items() if status in step.sources)
        target = lifecycle.statuses.get(step.target, step.target)
        yield f"| {step.title}（`{step.name}`） | {sources} | {target} | {step.by} | {step.basis.label} | {step.note} |"
