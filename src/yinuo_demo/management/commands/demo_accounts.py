"""``demo_accounts``: print who may be entered as."""

from __future__ import annotations

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand

from yinuo_demo.accounts import DemoAccount, accounts
from yinuo_demo.loading import told


class Command(BaseCommand):
    help = "列出演示账号"

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--all", action="store_true", help="列出全部账号，不只列有名有姓的")

    def handle(self, *_args: Any, **options: Any) -> None:
        listed = accounts()
        officers = [account for account in listed if account.is_officer]
        cast = [account for account in listed if account.part and not account.is_officer]
        crowd = [account for account in listed if not account.part]
        shown = officers if options["all"] else officers[:9]
        self.stdout.write("群众和企业：")
        self._list(cast)
        self.stdout.write("工作人员：")
        self._list(shown)
        if options["all"]:
            self.stdout.write("其他群众：")
            self._list(crowd)
        else:
            rest = len(listed) - len(cast) - len(shown)
            self.stdout.write(f"另有 {rest} 个账号，加 --all 全部列出；在登录页选择即可进入，不用口令")

    def _list(self, listed: list[DemoAccount]) -> None:
        for account in listed:
            self.stdout.write(f"  {told(account)}")
