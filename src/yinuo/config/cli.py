"""The command line ``yinuo``: what operators run and script. Each word says in plain language what it does."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Sequence
from pathlib import Path

from yinuo.config.database import DatabaseAddressError
from yinuo.config.postgres import DatabaseUnavailable

SETTINGS = "yinuo.config.settings"


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command.

    Args:
        arguments: the words after ``yinuo``; those of the process by default.

    Returns:
        The exit code: 0 done, 1 refused or failed, 2 misused or not to be started as configured.
    """
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", SETTINGS)
    chosen = parser().parse_args(arguments)
    try:
        return int(chosen.run(chosen))
    except (DatabaseAddressError, DatabaseUnavailable) as failed:
        return _fail(str(failed), 2)
    except KeyboardInterrupt:
        return 130
    except Exception as failed:
        # Only what is meant for a reader is shown as a sentence; a defect keeps its traceback.
        code = _meant_for_readers(failed)
        if code is None:
            raise
        return _fail(str(failed), code)


def parser() -> argparse.ArgumentParser:
    """The whole command line with its help."""
    top = argparse.ArgumentParser(
        prog="yinuo",
        description="一诺：证明事项告知承诺制全流程软件。 Runs a city's notification-and-commitment system.",
        epilog="yinuo <command> --help 显示该命令的说明 (explains one command).",
    )
    words = top.add_subparsers(title="commands 命令", metavar="<command>", required=True)
    _add_serving(words)
    _add_contents(words)
    _add_keeping(words)
    _add_examining(words)
    return top


def _add_serving(words: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    run = _word(words, "run", "启动全部服务，Ctrl-C 停止", "start everything; Ctrl-C stops it", _run)
    run.add_argument("--port", type=int, help="网页端口，默认 8000 (port of the pages)")
    run.add_argument(
        "--host", default="127.0.0.1", help="监听地址 (address to listen on; default %(default)s)"
    )
    run.add_argument(
        "--workers",
        type=int,
        default=os.cpu_count() or 1,
        help="网页进程数 (web processes; default %(default)s)",
    )
    demo = run.add_mutually_exclusive_group()
    demo.add_argument(
        "--demo", action="store_true", default=None, help="带演示城市，内嵌数据库时默认 (with the demo city)"
    )
    demo.add_argument(
        "--no-demo", dest="demo", action="store_false", help="不带演示城市 (without the demo city)"
    )
    run.add_argument(
        "--verbose", action="store_true", help="日志直接显示 (show logs here instead of in files)"
    )

    _word(
        words, "migrate", "建立或升级数据表", "make or update the tables", _delegate("migrate", "--no-input")
    )

    base = _word(
        words, "database", "启动、停止内嵌数据库或显示地址", "start or stop the embedded database", _database
    )
    base.add_argument("what", choices=["start", "stop", "url"])
    base.add_argument("--quiet", action="store_true", help="不显示结果 (say nothing)")


def _add_contents(words: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    catalogue = _word(
        words,
        "import-catalogue",
        "导入证明事项目录（Excel、Word、CSV、JSON）",
        "import a catalogue of proof items",
        _import_catalogue,
    )
    catalogue.add_argument("file", type=Path, metavar="FILE")
    catalogue.add_argument(
        "--dry-run", action="store_true", help="只出报告，不写入 (report only, write nothing)"
    )
    catalogue.add_argument("--sheet", default="", help="工作表名称 (name of the sheet)")
    catalogue.add_argument(
        "--class", dest="row_class", default="", help="没有类别一列时各行的类别 (class of the rows)"
    )
    catalogue.add_argument("--source", default="", help="没有来源一列时各行的来源 (source of the rows)")

    _word(
        words,
        "story",
        "通过真实页面演示四个完整故事",
        "play four stories through the real pages",
        _delegate("story"),
    )

    bench = _word(words, "bench", "测量速度，结果写入 build/bench.json", "measure speed", _bench)
    bench.add_argument("--only", metavar="NAME", help="只测一项 (measure one)")

    docs = _word(words, "docs", "重新生成文档", "write the generated documents anew", _docs)
    docs.add_argument("--check", action="store_true", help="只检查是否最新 (only check that they are fresh)")


def _add_keeping(words: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    backup = _word(
        words,
        "backup",
        "备份数据库、文件和密钥到一个文件",
        "put database, files and keys into one file",
        _backup,
    )
    backup.add_argument("file", type=Path, metavar="FILE")
    backup.add_argument(
        "--without-keys", action="store_true", help="不含密钥，密钥须另行保管 (leave the keys out)"
    )

    restore = _word(
        words, "restore", "校验备份后恢复到空数据库", "verify a backup, then restore it", _restore
    )
    restore.add_argument("file", type=Path, metavar="FILE")
    restore.add_argument("--force", action="store_true", help="替换现有数据 (replace what is there)")
    restore.add_argument("--verify", action="store_true", help="只校验，不恢复 (verify only)")


def _add_examining(words: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    letter = _word(
        words, "verify-letter", "验证承诺书 PDF 的签章和时间戳", "verify a signed letter", _verify_letter
    )
    letter.add_argument("file", type=Path, metavar="FILE.pdf")

    wording = _word(
        words,
        "wording",
        "逐行检查文字是否有模糊表述或者兜底条款，一行一个 JSON",
        "check the wording of every row of a CSV, one JSON line each",
        _wording,
    )
    wording.add_argument(
        "file",
        type=Path,
        metavar="FILE.csv",
        help="要有 text 列，可以有 field 列（如 材料要求）；- 是标准输入 (column text, optional field; - reads standard input)",
    )

    _word(words, "check", "检查部署是否安全、完整", "check that the deployment is safe and whole", _check)

    manage = _word(words, "manage", "运行 Django 管理命令", "run a management command of Django", _manage)
    manage.add_argument("words", nargs=argparse.REMAINDER, metavar="COMMAND …")


def _word(
    words: argparse._SubParsersAction[argparse.ArgumentParser], name: str, zh: str, en: str, run: object
) -> argparse.ArgumentParser:
    """One command with its two lines of help."""
    added = words.add_parser(name, help=f"{zh} ({en})", description=f"{zh}。 {en.capitalize()}.")
    added.set_defaults(run=run)
    return added


class _delegate:  # noqa: N801 - used as a function
    """Hands a word on to the management command of the same meaning."""

    def __init__(self, name: str, *arguments: str) -> None:
        self.name, self.arguments = name, arguments

    def __call__(self, _chosen: argparse.Namespace) -> int:
        return call(self.name, *self.arguments)


def call(name: str, *arguments: str) -> int:
    """Set Django up and run a management command in this process.

    Returns:
        0; a command that fails raises ``CommandError``, which ``main`` prints.
    """
    import django  # noqa: PLC0415 - help must come at once, without loading the house
    from django.core.management import call_command  # noqa: PLC0415

    django.setup()
    call_command(name, *arguments)
    return 0


def _run(chosen: argparse.Namespace) -> int:
    from yinuo.config.commands import run  # noqa: PLC0415

    return run.run(run.Wish(chosen.host, chosen.port, chosen.workers, chosen.demo, chosen.verbose))


def _database(chosen: argparse.Namespace) -> int:
    from yinuo.config import database  # noqa: PLC0415

    if not database.is_embedded():
        return _fail(
            "DATABASE_URL 已设置，未使用内嵌数据库 (DATABASE_URL is set: no embedded database is used)", 1
        )
    said = database.stop() if chosen.what == "stop" else database.url()
    if not chosen.quiet:
        print(said)
    return 0


def _import_catalogue(chosen: argparse.Namespace) -> int:
    named = {"--sheet": chosen.sheet, "--class": chosen.row_class, "--source": chosen.source}
    given = [word for name, value in named.items() if value for word in (name, value)]
    return call("import_catalogue", str(chosen.file), *(["--dry-run"] if chosen.dry_run else []), *given)


def _bench(chosen: argparse.Namespace) -> int:
    # It measures on databases of its own; the house's own is neither started nor touched.
    os.environ["DATABASE_URL"] = "postgresql:///none"
    return call("bench", *(["--only", chosen.only] if chosen.only else []))


def _docs(chosen: argparse.Namespace) -> int:
    return call("write_docs", *(["--check"] if chosen.check else []))


def _verify_letter(chosen: argparse.Namespace) -> int:
    return call("verify_letter", str(chosen.file))


def _wording(chosen: argparse.Namespace) -> int:
    from yinuo.config.commands import wording  # noqa: PLC0415

    return wording.wording(chosen.file)


def _manage(chosen: argparse.Namespace) -> int:
    from django.core.management import execute_from_command_line  # noqa: PLC0415

    execute_from_command_line(["yinuo manage", *chosen.words])
    return 0


def _check(_chosen: argparse.Namespace) -> int:
    from yinuo.config.commands import check  # noqa: PLC0415

    return check.check()


def _backup(chosen: argparse.Namespace) -> int:
    from yinuo.config.commands import keep  # noqa: PLC0415

    return keep.backup(chosen.file, with_keys=not chosen.without_keys)


def _restore(chosen: argparse.Namespace) -> int:
    from yinuo.config.commands import keep  # noqa: PLC0415

    return keep.verify(chosen.file) if chosen.verify else keep.restore(chosen.file, force=chosen.force)


def _meant_for_readers(failed: Exception) -> int | None:
    """The exit code of a failure whose message is a sentence for the operator; nothing for a defect."""
    from django.core.exceptions import ImproperlyConfigured  # noqa: PLC0415
    from django.core.management import CommandError  # noqa: PLC0415

    from yinuo.config.commands import CommandRefused  # noqa: PLC0415

    if isinstance(failed, CommandError):
        return failed.returncode
    if isinstance(failed, ImproperlyConfigured):
        return 2
    return 1 if isinstance(failed, CommandRefused) else None


def _fail(message: str, code: int) -> int:
    print(message, file=sys.stderr)
    return code


if __name__ == "__main__":
    sys.exit(main())
