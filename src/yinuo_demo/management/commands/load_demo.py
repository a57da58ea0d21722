"""``load_demo``: fill the demo city; a second time it changes nothing."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from yinuo.people.models import Account
from yinuo_demo.calendars import last_official_year
from yinuo_demo.loading import Loaded, load


class Command(BaseCommand):
    help = "建立演示城市：单位、人员、账号、登记信息来源和已公布的目录（可以重复执行）"

    def handle(self, *_args: Any, **_options: Any) -> None:
        if settings.PRODUCTION or not settings.DEMO:
            raise CommandError("演示城市只能在演示模式里建立：请设置 YINUO_DEMO=1，生产环境不能使用")
        if Account.objects.filter(is_demo=False).exists():
            raise CommandError("数据库里已有真实账号，没有建立演示城市；请换一个数据库")
        self._tell(load(at=timezone.now()))

    def _tell(self, loaded: Loaded) -> None:
        made = f"新增 {loaded.new} 项" if loaded.new else "没有变化"
        self.stdout.write(
            f"演示城市：{loaded.agencies} 个单位，{loaded.persons} 人，{loaded.firms} 家企业，"
            f"{loaded.accounts} 个账号，已公布 {loaded.published} 项证明（{made}）"
        )
        for year in loaded.provisional_years:
            self.stdout.write(
                f"注意：国务院办公厅公布的放假安排只录入到 {last_official_year()} 年；{year} 年用的是演示暂定表，"
                f"公布后请录入正式安排"
            )
