"""``import_catalogue FILE``: take in a catalogue file and say of every row what became of it."""

from __future__ import annotations

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from yinuo.matters.actions import import_catalogue
from yinuo.matters.catalogue import BadFile, Verdict
from yinuo.matters.models import CatalogueImport, CatalogueRow
from yinuo.matters.queries import agency_finder, preview
from yinuo.people.models import Account, Agency

_OUTCOMES = dict(CatalogueRow.Outcome.choices)


class Command(BaseCommand):
    help = "导入证明事项目录（Excel、Word、CSV 或者 JSON），逐行报告收下、收下并提示或者退回的原因"

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path, help=".xlsx、.xls、.docx、.csv 或者 .json 文件")
        parser.add_argument("--dry-run", action="store_true", help="只看报告，不写入")
        parser.add_argument("--agency", default="", help="来源没有写明办理部门时归哪个单位（代号）")
        parser.add_argument("--sheet", default="", help="工作表或者表格的名称；不写时取最像目录的一张")
        parser.add_argument("--class", dest="row_class", default="", help="清单没有类别一列时，各行的类别")
        parser.add_argument("--source", default="", help="清单没有来源一列时，各行的来源")
        parser.add_argument("--as", dest="username", default="", help="以哪位目录编辑的名义导入（登录名）")

    def handle(self, *_args: Any, **options: Any) -> None:
        otherwise = self._agency(options["agency"])
        by = self._account(options["username"])
        at = timezone.now()
        try:
            content = options["file"].read_bytes()
        except OSError as broken:
            raise CommandError(f"读不了文件 {options['file']}：{broken.strerror}") from broken
        finder = agency_finder(otherwise)
        more = {name: options[name] for name in ("sheet", "row_class", "source")}
        name = options["file"].name
        try:
            if options["dry_run"]:
                on = timezone.localdate(at)
                verdicts = preview(content, on=on, agency_for=finder, by=by, file_name=name, **more)
                self._report([_line(verdict) for verdict, _agency in verdicts], "试读，没有写入")
                return
            made = import_catalogue(file_name=name, content=content, by=by, at=at, agency_for=finder, **more)
        except BadFile as bad:
            raise CommandError(f"没有导入：{bad}") from bad
        rows = made.rows.order_by("line", "part")
        for told in made.told:
            self.stdout.write(f"提示　{told}")
        self._report([_kept(row) for row in rows], self._when(made, at))

    def _when(self, made: CatalogueImport, at: Any) -> str:
        if made.at == at:
            return "已导入"
        return f"这个文件在 {timezone.localtime(made.at):%Y年%m月%d日 %H:%M} 已经导入过，没有再次写入"

    def _report(self, lines: list[tuple[str, int, str, str, str]], ending: str) -> None:
        for outcome, line, row_class, title, remarks in lines:
            self.stdout.write(
                f"第{line}行　{row_class or '?'}　{_OUTCOMES[outcome]}　{title}{'　' + remarks if remarks else ''}"
            )
        counted = [outcome for outcome, *_ in lines]
        totals = "，".join(
            f"{title} {counted.count(outcome)} 行"
            for outcome, title in _OUTCOMES.items()
            if outcome != CatalogueRow.Outcome.SKIPPED
        )
        self.stdout.write(f"共 {len(lines)} 行：{totals}。{ending}。")

    def _agency(self, slug: str) -> Agency | None:
        if not slug:
            return None
        found = Agency.objects.filter(slug=slug).first()
        if found is None:
            known = "、".join(Agency.objects.values_list("slug", flat=True))
            raise CommandError(f"没有代号为 {slug} 的单位；现有：{known}")
        return found

    def _account(self, username: str) -> Account | None:
        if not username:
            return None
        found = Account.objects.filter(username=username).first()
        if found is None:
            raise CommandError(f"没有登录名为 {username} 的账号")
        return found


def _line(verdict: Verdict) -> tuple[str, int, str, str, str]:
    row = verdict.row
    return (
        verdict.outcome,
        row.line,
        row["row_class"],
        _title(row.matter, row["proof_item"]),
        "；".join(verdict.remarks),
    )


def _kept(row: CatalogueRow) -> tuple[str, int, str, str, str]:
    title = _title(row.cell("administrative_matter"), row.cell("proof_item"))
    return row.outcome, row.line, row.row_class, title, "；".join(row.remarks)


def _title(matter: str, proof: str) -> str:
    return f"{matter or '（未写事项）'} / {proof or '（未写证明）'}"
