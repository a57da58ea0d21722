"""``yinuo wording`` reads a table of sentences and says what a citizen could not act on, without any database."""

from __future__ import annotations

import json
import os
import subprocess
import sys

import pytest

ROWS = "text,field\n身份证、户口簿等材料,材料要求\n受理后5个工作日内办结,办理时限\n"
# The settings would refuse this address; the command never asks for them.
ENVIRONMENT = {"PATH": os.environ["PATH"], "DATABASE_URL": "mysql://nowhere/none"}


def wording(*arguments, stdin=b"", **more):
    return subprocess.run(
        [sys.executable, "-m", "yinuo.config.cli", "wording", *map(str, arguments)],
        input=stdin,
        capture_output=True,
        check=False,
        env=ENVIRONMENT | more,
    )


def answers(done):
    assert done.returncode == 0, done.stderr.decode()
    return [json.loads(line) for line in done.stdout.decode().splitlines()]


@pytest.fixture
def table(tmp_path):
    def write(content, encoding="utf-8"):
        file = tmp_path / "句子.csv"
        file.write_bytes(content if isinstance(content, bytes) else content.encode(encoding))
        return file

    return write


@pytest.mark.clause("2.3-b")
def test_every_row_is_one_line_of_json_in_the_order_of_the_table(table):
    first, second = answers(wording(table(ROWS)))

    assert (first["text"], first["field"]) == ("身份证、户口簿等材料", "材料要求")
    [remark] = first["remarks"]
    assert set(remark) == {"start", "end", "span", "kind", "reason", "rewrite"}
    assert remark["kind"] == "catch-all"
    assert first["text"][remark["start"] : remark["end"]] == remark["span"] == "等材料"
    assert remark["reason"]
    assert remark["rewrite"]
    assert second == {"text": "受理后5个工作日内办结", "field": "办理时限", "remarks": []}


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030"])
def test_the_encodings_of_office_programs_are_read(table, encoding):
    assert [row["field"] for row in answers(wording(table(ROWS, encoding)))] == ["材料要求", "办理时限"]


def test_standard_input_is_read_where_the_file_is_a_dash():
    assert len(answers(wording("-", stdin=ROWS.encode()))) == 2


def test_output_is_utf_8_whatever_the_terminal_is():
    done = wording("-", stdin=ROWS.encode(), LC_ALL="C", PYTHONUTF8="0", PYTHONIOENCODING="ascii")

    assert answers(done)[0]["remarks"]


def test_the_column_field_is_optional_and_others_are_ignored(table):
    [row] = answers(wording(table("label, text \nok,“等”额本息\n")))

    assert row == {"text": "“等”额本息", "field": "", "remarks": []}


def test_texts_with_commas_quotes_and_line_feeds_keep_them(table):
    [row] = answers(wording(table('text\n"甲,乙""丙""\n丁等"\n')))

    assert row["text"] == '甲,乙"丙"\n丁等'


def test_a_table_without_rows_answers_nothing(table):
    assert answers(wording(table("text,field\n"))) == []


def test_a_line_comes_out_before_the_table_is_read_to_its_bad_end(table):
    done = wording(table("text,field\n及时办理,办理时限\n甲,乙,丙\n"))

    assert done.returncode == 2
    assert json.loads(done.stdout.decode())["text"] == "及时办理"
    assert "第 3 行多了单元格" in done.stderr.decode()


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "文件是空的"),
        (b" \n\n", "文件是空的"),
        ("sentence,field\n甲,乙\n".encode(), "缺少 text 列，第一行是：sentence、field"),
        (b"text\n\xff\xfe\xff\n", "编码认不出"),
        ("text\n甲\n乙".encode("utf-16"), "空字符（NUL）"),
        (b"text\nabc\nde\0f\n", "第 3 行有空字符"),
        ("field,text\n材料要求\n".encode(), "第 2 行少了单元格"),
        ('text\n"甲'.encode(), "不是 CSV"),
    ],
)
def test_what_cannot_be_read_is_one_sentence_that_says_where_and_what_to_do(table, content, said):
    done = wording(table(content))

    assert done.returncode == 2
    assert done.stdout == b""
    message = done.stderr.decode()
    assert said in message
    assert len(message.strip().splitlines()) == 1


@pytest.mark.parametrize("name", ["missing.csv", "."])
def test_a_file_that_is_not_there_or_a_folder_is_said_in_a_sentence(tmp_path, name):
    done = wording(tmp_path / name)

    assert done.returncode == 2
    assert "读不了" in done.stderr.decode()


def test_whoever_stops_reading_early_sees_no_traceback(table):
    file = table("text\n" + "及时办理\n" * 20_000)

    with subprocess.Popen(
        [sys.executable, "-m", "yinuo.config.cli", "wording", str(file)],
        env=ENVIRONMENT,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    ) as done:
        assert json.loads(done.stdout.readline())["remarks"]
        done.stdout.close()
        assert done.stderr.read() == b""
