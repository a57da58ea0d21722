"""A catalogue file is read as it stands, and each row gets a verdict with its reasons."""

from datetime import date

import pytest

from yinuo.matters.catalogue import BadFile, folded, judge
from yinuo.matters.unaided import read as read_file

ON = date(2026, 11, 23)
HEADER = (
    "source,region,department,administrative_matter,matter_type,proof_item,proof_use,legal_basis,drafting_agency,"
    "commitment_method,verification_method,public,row_class,note"
)


def read(content):
    return read_file(content).rows


def line(**cells):
    names = HEADER.split(",")
    filled = {
        "source": "某市目录",
        "administrative_matter": "申请法律援助",
        "proof_item": "经济困难证明",
        "row_class": "A",
        "legal_basis": "《法律援助法》第四十一条",
    } | cells
    return ",".join('"{}"'.format(filled.get(name, "").replace('"', '""')) for name in names)


def file(*lines, encoding="utf-8"):
    return "\r\n".join([HEADER, *lines]).encode(encoding)


def verdicts(*lines, known=None):
    return judge(read(file(*lines)), on=ON, known=known)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
def test_a_file_is_read_in_every_encoding_that_offices_use(encoding):
    rows = read(file(line(), encoding=encoding))
    assert rows[0]["proof_item"] == "经济困难证明"


def test_a_header_in_chinese_with_tabs_is_understood():
    rows = read("来源\t行政事项\t证明名称\t类别\n某市\t申请法律援助\t经济困难证明\tA\n".encode())
    assert rows[0]["administrative_matter"] == "申请法律援助"
    assert rows[0].raw == {
        "来源": "某市",
        "行政事项": "申请法律援助",
        "证明名称": "经济困难证明",
        "类别": "A",
    }


def test_cells_are_kept_as_they_stood_and_folded_only_to_compare():
    rows = read(file(line(proof_item="　经济困难 证明（Ａ）")))
    assert rows[0].raw["proof_item"] == "　经济困难 证明（Ａ）"
    assert rows[0]["proof_item"] == "经济困难 证明（Ａ）"
    assert folded("经济困难　证明（Ａ）") == folded("经济困难证明(a)")


def test_a_row_knows_its_line_even_after_a_cell_of_several_lines():
    rows = read(file(line(note="一\n二"), line(proof_item="另一份")))
    assert [row.line for row in rows] == [2, 4]


def test_empty_rows_are_left_out():
    assert len(read(file(line(), ",,,,,,,,,,,,,", line(proof_item="另一份")))) == 2


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b"PK\x03\x04rest", "损坏"),
        (b"a,b\n1,2\n", "表头缺少"),
        (b"", "空的"),
        (HEADER.encode(), "没有内容"),
        (HEADER.encode() + b"\n\x00", "空字符"),
        (HEADER.encode() + b'\n"unclosed', "引号"),
        (b"\x81\x20\xff\xff\xff\xff", "编码"),
        ((HEADER + ",source").encode() + b"\nx", "重复"),
    ],
)
def test_a_file_that_is_no_catalogue_is_refused_as_a_whole_with_what_to_do(content, says):
    with pytest.raises(BadFile, match=says):
        read(content)


def test_a_complete_row_is_taken_without_remarks():
    (found,) = verdicts(line())
    assert (found.outcome, found.remarks, found.makes_item) == ("taken", (), True)


def test_a_row_without_basis_is_taken_with_a_remark_and_the_cell_stays_empty():
    (found,) = verdicts(line(legal_basis=""))
    assert found.outcome == "remarked"
    assert "没有载明设定依据" in found.remarks[0]
    assert found.row["legal_basis"] == ""


def test_a_basis_that_names_no_article_gets_a_remark():
    (found,) = verdicts(line(legal_basis="《广东省法律援助条例》"))
    assert "没有写到条" in found.remarks[0]


def test_a_row_without_a_proof_name_takes_the_matter_and_invents_no_proof():
    (found,) = verdicts(line(proof_item=""))
    assert found.outcome == "remarked"
    assert not found.makes_item
    assert "没有编造" in found.remarks[0]


@pytest.mark.parametrize("row_class", ["A", "B", "S", "R", "C"])
def test_a_row_without_a_matter_is_refused_and_kept(row_class):
    (found,) = verdicts(line(administrative_matter="", row_class=row_class))
    assert found.outcome == "refused"
    assert "没有写明是办哪一件行政事项" in found.remarks[0]


def test_a_proof_that_villages_may_not_issue_is_refused_as_an_item():
    (found,) = verdicts(line(row_class="N", proof_item="亲属关系证明", administrative_matter=""))
    assert found.outcome == "refused"
    assert "村（居）民委员会不得出具" in found.remarks[0]


def test_a_row_that_lets_a_village_issue_a_listed_proof_is_refused_with_the_way_out():
    (found,) = verdicts(line(proof_item="婚姻状况证明", drafting_agency="居民委员会"))
    assert found.outcome == "refused"
    assert "婚姻状况证明" in found.remarks[0]


@pytest.mark.parametrize(
    ("row_class", "says"), [("B", "不得再索要"), ("S", "机关自己查"), ("R", "不实行告知承诺")]
)
def test_cancelled_and_retained_proofs_are_taken_with_what_that_means(row_class, says):
    (found,) = verdicts(line(row_class=row_class))
    assert found.outcome == "remarked"
    assert says in found.remarks[0]


def test_a_note_on_public_safety_becomes_a_risk():
    (found,) = verdicts(line(row_class="C", note="涉公共安全，反例"))
    assert found.risks == ("PUBLIC_SAFETY",)
    assert "不能公布为告知承诺" in found.remarks[-1]


def test_situations_named_by_the_source_become_cases_of_their_own():
    found = verdicts(
        line(proof_use="证明属于“享受特困供养待遇”情形", proof_item="申报材料（享受特困供养待遇）"),
        line(proof_use="证明属于“领取最低生活保障金”情形", proof_item="申报材料（领取最低生活保障金）"),
    )
    assert [v.row.matter for v in found] == [
        "申请法律援助（享受特困供养待遇）",
        "申请法律援助（领取最低生活保障金）",
    ]


def test_a_second_row_with_the_same_matter_and_proof_is_refused_as_a_double():
    found = verdicts(line(), line(proof_item="经济困难　证明"))
    assert [v.outcome for v in found] == ["taken", "refused"]
    assert "与第 2 行重复" in found[1].remarks[0]


def test_a_row_that_the_catalogue_already_holds_is_linked_and_changes_nothing():
    key = ("", folded("申请法律援助"), folded("经济困难证明"))
    (found,) = verdicts(line(), known={key: "legal-aid"})
    assert (found.outcome, found.same_as, found.makes_item) == ("remarked", "legal-aid", False)


@pytest.mark.parametrize(
    ("cells", "says"),
    [
        ({"row_class": "Z"}, "类别"),
        ({"row_class": ""}, "类别"),
        ({"source": ""}, "来源"),
        ({"proof_item": "证" * 201}, "最多 200 个字"),
        ({"administrative_matter": "事" * 121}, "最多 120 个字"),
        ({"proof_item": "证明\x07"}, "控制字符"),
    ],
)
def test_a_row_that_cannot_stand_is_refused_with_field_and_reason(cells, says):
    (found,) = verdicts(line(**cells))
    assert found.outcome == "refused"
    assert any(says in remark for remark in found.remarks)


def test_a_row_with_more_cells_than_columns_is_refused():
    (found,) = judge(read((HEADER + "\n" + line() + ",x,y").encode()), on=ON)
    assert "多出 2 格" in found.remarks[0]


def test_a_purpose_that_is_too_long_stays_in_the_raw_row_only():
    (found,) = verdicts(line(proof_use="用" * 201))
    assert found.outcome == "remarked"
    assert "太长" in found.remarks[0]


def test_an_unknown_type_is_not_guessed():
    (found,) = verdicts(line(matter_type="备案"))
    assert (found.kind, found.outcome) == ("", "remarked")
    assert verdicts(line(matter_type="给付"))[0].kind == "payment"


@pytest.mark.clause("2.1-a")
@pytest.mark.parametrize(
    ("cells", "column", "says"),
    [
        ({"proof_item": "户口簿"}, "proof_item", "手里已有的证照"),
        ({"proof_item": "授权委托书"}, "proof_item", "由申请人自己写"),
        ({"legal_basis": "《机动车登记规定》第十二条"}, "legal_basis", "不是法律、法规"),
        ({"department": "市公安局", "drafting_agency": "公安机关"}, "drafting_agency", "自己开给自己看"),
    ],
)
def test_what_a_legal_reader_would_mark_is_said_while_the_list_comes_in(cells, column, says):
    [verdict] = verdicts(line(**{"drafting_agency": "民政部门"} | cells))
    assert verdict.outcome == "remarked"
    assert [note.column for note in verdict.notes if says in note.why] == [column]
    [cancelled] = verdicts(line(**cells, row_class="S"))
    assert not [note for note in cancelled.notes if says in note.why]
