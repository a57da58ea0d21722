"""The lives of a version of a proof item, of the task to revise an item when its basis has changed, and of a list handed in."""

from __future__ import annotations

from yinuo.law.lifecycle import Lifecycle, Step
from yinuo.law.texts import CLAUSES

ITEM_VERSION = Lifecycle(
    name="item_version",
    title="证明事项版本",
    statuses={
        "draft": "草稿",
        "in_review": "待法制审核",
        "approved": "审核通过，待生效",
        "published": "已公布",
        "suspended": "暂停适用",
        "superseded": "已有新版",
        "retired": "已停用",
    },
    start="draft",
    ends=frozenset({"superseded", "retired"}),
    steps=(
        Step("submit", "提交审核", frozenset({"draft"}), "in_review", "catalogue_editor", CLAUSES["3.3-a"]),
        Step("send_back", "退回修改", frozenset({"in_review"}), "draft", "legal_reviewer", CLAUSES["2.3-b"]),
        Step(
            "publish",
            "审核通过并公布",
            frozenset({"in_review"}),
            "published",
            "legal_reviewer",
            CLAUSES["3.2-a"],
        ),
        Step(
            "approve",
            "审核通过，定日生效",
            frozenset({"in_review"}),
            "approved",
            "legal_reviewer",
            CLAUSES["3.2-b"],
            "生效的日子在以后；现行的版本到那天为止照常适用",
        ),
        Step(
            "call_back",
            "收回，重新审核",
            frozenset({"approved"}),
            "in_review",
            "legal_reviewer",
            CLAUSES["3.2-b"],
            "限生效以前",
        ),
        Step(
            "enter_into_force",
            "到日生效",
            frozenset({"approved"}),
            "published",
            "system",
            CLAUSES["3.2-a"],
            "到了定好的日子，系统按规则生效；原来的版本在同一事务里换下",
        ),
        Step(
            "suspend", "暂停适用", frozenset({"published"}), "suspended", "legal_reviewer", CLAUSES["3.2-b"]
        ),
        Step("resume", "恢复适用", frozenset({"suspended"}), "published", "legal_reviewer", CLAUSES["3.2-b"]),
        Step(
            "supersede",
            "换用新版",
            frozenset({"published", "suspended"}),
            "superseded",
            "legal_reviewer",
            CLAUSES["3.2-b"],
        ),
        Step(
            "retire",
            "停用",
            frozenset({"published", "suspended"}),
            "retired",
            "legal_reviewer",
            CLAUSES["3.2-b"],
            "定了停用日的，到日由系统停用",
        ),
    ),
)

REVISION_TASK = Lifecycle(
    name="revision_task",
    title="修订任务",
    statuses={"open": "待修订", "drafted": "已拟新版", "done": "已完成", "waived": "不需修订"},
    start="open",
    ends=frozenset({"done"}),
    steps=(
        Step(
            "draft_revision",
            "拟出新版",
            frozenset({"open"}),
            "drafted",
            "catalogue_editor",
            CLAUSES["3.2-b"],
            "照现行版拟一份草稿，依据一栏已经改好，要核对的地方逐条列出",
        ),
        Step(
            "finish",
            "记为完成",
            frozenset({"open", "drafted"}),
            "done",
            "system",
            CLAUSES["3.2-b"],
            "新版公布或者事项停用后由系统记载",
        ),
        Step(
            "waive",
            "认定不需修订",
            frozenset({"open", "drafted"}),
            "waived",
            "legal_reviewer",
            CLAUSES["3.2-b"],
            "须写明理由",
        ),
        Step(
            "reopen",
            "恢复修订",
            frozenset({"waived"}),
            "open",
            "legal_reviewer",
            CLAUSES["3.2-b"],
        ),
    ),
)

_BEFORE = frozenset({"uploaded", "mapped", "checked"})

CATALOGUE_IMPORT = Lifecycle(
    name="catalogue_import",
    title="目录导入",
    statuses={
        "uploaded": "已上传，待对应各列",
        "mapped": "正在逐行检查",
        "checked": "已检查，待收入",
        "taking": "正在收入目录",
        "taken": "已收入目录",
        "undoing": "正在撤销",
        "undone": "已撤销",
        "dropped": "已放弃",
    },
    start="uploaded",
    ends=frozenset({"undone", "dropped"}),
    steps=(
        Step("map_columns", "对应各列", _BEFORE, "mapped", "catalogue_editor", CLAUSES["3.2-a"]),
        Step(
            "recheck",
            "重新检查",
            frozenset({"checked"}),
            "mapped",
            "catalogue_editor",
            CLAUSES["3.2-a"],
            "选定办理单位以后，或者目录、机构有了变化",
        ),
        Step("check_rows", "检查完毕", frozenset({"mapped"}), "checked", "system", CLAUSES["2.1-a"]),
        Step("take_in", "收入目录", frozenset({"checked"}), "taking", "catalogue_editor", CLAUSES["3.2-a"]),
        Step(
            "finish_taking",
            "收入完毕",
            frozenset({"taking"}),
            "taken",
            "system",
            CLAUSES["3.2-a"],
            "全部行在同一刻进入目录",
        ),
        Step(
            "stop_taking", "停止收入", frozenset({"taking"}), "checked", "catalogue_editor", CLAUSES["3.2-a"]
        ),
        Step("undo", "撤销导入", frozenset({"taken"}), "undoing", "catalogue_editor", CLAUSES["3.2-b"]),
        Step(
            "finish_undoing",
            "撤销完毕",
            frozenset({"undoing"}),
            "undone",
            "system",
            CLAUSES["3.2-b"],
            "收入以后又有人办过的证明事项留下",
        ),
        Step("drop", "放弃导入", _BEFORE, "dropped", "catalogue_editor", CLAUSES["3.2-a"]),
    ),
)
