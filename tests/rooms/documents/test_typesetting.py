"""Every paper is made from data alone, keeps for ever, can be read aloud, and shows every name."""

from __future__ import annotations

import dataclasses
import json
from concurrent.futures import ThreadPoolExecutor
from datetime import date, datetime, timedelta
from io import BytesIO
from pathlib import Path

import pikepdf
import pypdf
import pytest
from PIL import Image

from yinuo.casefile.chain import canonical_bytes
from yinuo.documents import contents, typesetting
from yinuo.documents.glyphs import FontsMissing, coverage, printable
from yinuo.documents.pictures import LARGEST_SIGNATURE, PictureRefused, checked_signature, qr_svg
from yinuo.documents.typesetting import TEMPLATES, NotTypeset, typeset
from yinuo.law.grammar import Conclusion, Law
from yinuo.signing.check import check_pdf
from yinuo.signing.keyring import LocalKeyring
from yinuo.signing.pades import LocalSigner
from yinuo.signing.timestamps import LocalTimeAuthority

KINDS = sorted(kind.template for kind in contents.KINDS)
SHARED = {"letterhead", "poster_parts"}


@pytest.fixture(scope="module")
def press(fonts_dir, made_at):
    def make(content, picture=None, at=made_at):
        return typeset(content.template, content.as_json(), made_at=at, fonts_dir=fonts_dir, picture=picture)

    return make


def words(pdf):
    """All that is printed, without blanks and breaks."""
    return "".join("".join(page.extract_text().split()) for page in pypdf.PdfReader(BytesIO(pdf)).pages)


def alternatives(pdf):
    """The texts that stand for pictures when a paper is read aloud."""
    with pikepdf.open(BytesIO(pdf)) as opened:
        return [
            str(found.Alt)
            for found in opened.objects
            if isinstance(found, pikepdf.Dictionary) and "/Alt" in found and found.get("/S") == "/Figure"
        ]


def test_every_template_has_its_content_and_every_content_its_template(samples):
    assert {path.stem for path in TEMPLATES.glob("*.typ")} - SHARED == set(KINDS) == set(samples)


@pytest.mark.clause("3.3-a")
@pytest.mark.parametrize("kind", KINDS)
def test_a_paper_keeps_for_ever_and_can_be_read_aloud(press, samples, signature, kind):
    pdf = press(samples[kind], signature)
    with pikepdf.open(BytesIO(pdf)) as opened:
        metadata = opened.open_metadata()
        assert (metadata.pdfa_status, metadata.get("pdfuaid:part")) == ("2A", "1")
        assert opened.Root.MarkInfo.Marked
        assert str(opened.Root.Lang) == "zh-CN"
        assert opened.Root.ViewerPreferences.DisplayDocTitle
        assert opened.Root.OutputIntents[0].S == "/GTS_PDFA1"
        assert str(metadata["dc:title"])
        fonts = [
            o
            for o in opened.objects
            if isinstance(o, pikepdf.Dictionary) and o.get("/Type") == "/FontDescriptor"
        ]
        assert fonts
        assert all("/FontFile2" in font or "/FontFile3" in font for font in fonts)
        assert all("NotoS" in str(font.FontName) for font in fonts)
        assert "/AcroForm" not in opened.Root
        assert "/OpenAction" not in opened.Root


@pytest.mark.parametrize("kind", KINDS)
def test_everything_a_content_says_is_printed(press, samples, kind):
    content = samples[kind]
    printed = words(press(content))
    quiet = {
        "check_url",
        "codes",
        "kind",
        "audience",
        "digest",
        "entry_digest",
        "plain",
        "dated",
        "contact",
        "phone",
        "address",
        "layout",
        "key",
        "part",
        "link",
        "anchor",
        "caption",
    }
    missing = [text for name, text in _texts(content.as_json()) if name not in quiet and text not in printed]
    assert missing == []


def _texts(value, name=""):
    """Each text of a content with the name of its field, as it should be printed."""
    if isinstance(value, dict):
        for key, part in value.items():
            yield from _texts(part, key)
    elif isinstance(value, (list, tuple)):
        for part in value:
            yield from _texts(part, name)
    elif isinstance(value, str) and value:
        yield (
            name,
            "".join(value.split()).rstrip("。；") if "digest" not in name else "".join(value.split())[:8],
        )


def test_the_same_content_at_the_same_moment_gives_the_same_bytes(press, samples, signature, made_at):
    letter = samples["letter"]
    assert press(letter, signature) == press(letter, signature)
    assert press(letter, signature) != press(letter, signature, at=made_at + timedelta(seconds=1))
    kept = json.loads(json.dumps(letter.as_json()))
    assert press(letter, signature) == _from_json("letter", kept, signature, made_at)


def _from_json(kind, data, signature, made_at):
    fonts = Path(typesetting.__file__).parents[3] / "build" / "assets" / "fonts"
    return typeset(kind, data, made_at=made_at, fonts_dir=fonts, picture=signature)


def test_the_moment_of_making_stands_in_the_file(press, samples, made_at):
    with pikepdf.open(BytesIO(press(samples["receipt"]))) as opened:
        assert str(opened.docinfo.CreationDate) == "D:20261123022030Z"
    naive = datetime(2026, 11, 23)  # noqa: DTZ001 - the point of the test
    with pytest.raises(ValueError, match="time zone"):
        press(samples["receipt"], at=naive)


@pytest.mark.parametrize("kind", KINDS)
def test_a_content_is_digested_as_it_is_kept(samples, kind):
    data = samples[kind].as_json()
    assert canonical_bytes(json.loads(canonical_bytes(data))) == canonical_bytes(data)


def test_what_a_person_types_is_never_run(press, samples):
    typed = '#panic("x") #import "/etc/passwd" $x^2$ *b* _i_ `c` [d] \\ // e /* f */ <g> @h = i + j - k / l: m ~ --'
    fact = contents.PromisedFact("家庭住房不超过 1 套", answer=typed)
    printed = words(press(dataclasses.replace(samples["letter"], facts=(fact,))))
    assert "".join(typed.split()) in printed


@pytest.mark.parametrize("name", ["𬭎", "䶮", "㛃"])
def test_rare_characters_in_names_are_printed(press, samples, name):
    applicant = dataclasses.replace(samples["letter"].applicant, name=f"林{name}")
    printed = words(press(dataclasses.replace(samples["letter"], applicant=applicant, signer=applicant.name)))
    assert f"林{name}" in printed
    assert "〓" not in printed


def test_a_character_no_font_knows_is_shown_by_its_number_and_stops_nothing(press, samples):
    applicant = dataclasses.replace(samples["letter"].applicant, name="林\U00030ede\ue863😀")
    printed = words(press(dataclasses.replace(samples["letter"], applicant=applicant)))
    assert "林〓（U+30EDE）〓（U+E863）〓（U+1F600）" in printed


def test_invisible_characters_are_left_out(fonts_dir):
    covered = coverage(tuple(fonts_dir / name for name in typesetting.FONTS))
    assert printable({"a": ["林\x00\x07\u202e\u200b\ufe0f\ud800晓", 3, None]}, covered) == {
        "a": ["林晓", 3, None]
    }
    assert printable("一\r\n二\u2028三\t四\u00a0五\u3000六", covered) == "一\n二\n三 四 五\u3000六"


def test_a_very_long_answer_is_printed_to_its_end(press, samples):
    answer = "".join(f"第{number}间房屋" for number in range(4000)) + "终"
    fact = contents.PromisedFact("房屋", answer=answer)
    pdf = press(dataclasses.replace(samples["letter"], facts=(fact,)))
    assert "第3999间房屋终" in words(pdf)
    assert len(pypdf.PdfReader(BytesIO(pdf)).pages) > 10


@pytest.mark.clause("2.3-c")
def test_a_letter_holds_the_conditions_behind_what_was_told_where_there_are_any(press, samples):
    letter = samples["letter"]
    number = "一二三四五六七八九十"[len(letter.notice)]
    printed = words(press(letter))
    assert f"（{number}）适用条件承诺人应当同时符合下列条件：1.{letter.conditions[0]}。2." in printed
    assert printed.index("适用条件") < printed.index("三、申请人承诺")
    assert "适用条件" not in words(press(dataclasses.replace(letter, conditions=())))


def test_a_letter_frozen_before_letters_held_conditions_is_still_printed(press, samples, signature, made_at):
    letter = dataclasses.replace(samples["letter"], conditions=())
    older = {name: part for name, part in letter.as_json().items() if name != "conditions"}
    assert _from_json("letter", older, signature, made_at) == press(letter, signature)


@pytest.mark.clause("2.3-c")
def test_a_letter_holds_the_four_statements_the_facts_with_their_checks_and_the_way_out(
    press, samples, signature
):
    letter = samples["letter"]
    printed = words(press(letter, signature))
    for number, statement in zip("一二三四", letter.statements, strict=True):
        own = "" if statement.startswith("以上") else "本人"
        assert f"（{number}）{own}{statement}" in printed
    for fact in letter.facts:
        assert "".join(fact.text.split()) in printed
        assert f"核查：{fact.check}" in printed
    assert "核查的事实核查方式核查标准核查时间" in printed
    assert "五、撤回承诺" in printed
    assert "扫码或输入编号核验" in printed
    assert "身份确认：密码登录，并核对身份证号后四位" in printed


def test_a_letter_shows_how_it_was_signed(press, samples, signature):
    letter = samples["letter"]
    drawn = press(letter, signature)
    assert any("林晓䶮的手写签名" in text for text in alternatives(drawn))
    assert "手写签名；身份确认" in words(drawn)
    typed = press(dataclasses.replace(letter, typed_name="林晓䶮"))
    assert not any("手写签名" in text for text in alternatives(typed))
    assert "输入姓名签署；身份确认" in words(typed)


def test_the_code_to_scan_leads_to_the_check_page(press, samples):
    url = samples["letter"].imprint.check_url
    assert any(text.endswith(url) for text in alternatives(press(samples["letter"])))
    unchecked = dataclasses.replace(samples["letter"].imprint, check_code="", check_url="")
    assert alternatives(press(dataclasses.replace(samples["letter"], imprint=unchecked))) == []
    assert qr_svg(url) == qr_svg(url) != qr_svg(url + "X")
    with pytest.raises(ValueError, match="says something"):
        qr_svg("")


def test_a_firm_promises_as_a_firm_and_is_addressed_as_one(press, samples):
    firm = samples["receipt"].applicant
    letter = words(press(dataclasses.replace(samples["letter"], applicant=firm)))
    assert "本单位已经知晓" in letter
    assert "法定代表人林建国" in letter
    decision = words(press(dataclasses.replace(samples["decision"], applicant=firm)))
    assert "你单位于2026年11月23日提出" in decision
    assert "系本单位承诺" in decision


def test_a_decision_says_that_it_rests_on_a_promise_and_how_to_contest_it(press, samples):
    printed = words(press(samples["decision"]))
    assert "系本人承诺（承诺书编号：宿诺〔2026〕0000047号）" in printed
    assert "60日内向宿州市人民政府申请行政复议" in printed
    assert "6个月内依法向宿州市埇桥区人民法院提起行政诉讼" in printed
    plain = words(press(dataclasses.replace(samples["decision"], letters=(), remedies=None)))
    assert "承诺书编号" not in plain
    assert "救济途径" not in plain


def test_a_determination_names_the_repair_notice_served_with_it(press, samples):
    assert "《信用修复告知书》（宿修告〔2026〕0000001号）与本认定书一并送达" in words(
        press(samples["determination"])
    )


def test_office_and_date_never_stand_on_a_page_alone(press, samples):
    annulment = samples["decision_annul"]
    for padding in range(0, 900, 60):
        heard = (*annulment.heard, "陈" * padding)
        pages = pypdf.PdfReader(BytesIO(press(dataclasses.replace(annulment, heard=heard)))).pages
        assert "行政诉讼" in "".join(pages[-1].extract_text().split())


def test_a_conclusion_of_law_prints_as_its_tree():
    law = Law("a", "某法", "某法", date(2020, 1, 1))
    inner = Conclusion(True, law.article(2), "没有不良信用记录。")
    outer = Conclusion(True, law.article(1), "可以承诺。", because=(inner,))
    assert contents.Reason.of(outer) == contents.Reason(
        "可以承诺。", "《某法》第一条", (contents.Reason("没有不良信用记录。", "《某法》第二条"),)
    )


def test_papers_made_by_many_threads_at_once_are_the_same(press, samples, signature):
    alone = {kind: press(samples[kind], signature) for kind in KINDS[:4]}
    with ThreadPoolExecutor(4) as pool:
        made = list(pool.map(lambda kind: (kind, press(samples[kind], signature)), KINDS[:4] * 4))
    assert all(pdf == alone[kind] for kind, pdf in made)


def test_missing_fonts_are_named_with_the_command_that_brings_them(samples, made_at, tmp_path):
    data = samples["receipt"].as_json()
    with pytest.raises(FontsMissing, match="make assets"):
        typeset("receipt", data, made_at=made_at, fonts_dir=tmp_path)
    for name in typesetting.FONTS:
        (tmp_path / name).write_bytes(b"no font")
    with pytest.raises(FontsMissing, match=r"damaged.*make assets"):
        typeset("receipt", data, made_at=made_at, fonts_dir=tmp_path)


@pytest.mark.parametrize(
    "name", ["", "absent", "../../config/settings", "/etc/passwd", "Letter", "letter.typ", "a" * 99]
)
def test_only_templates_of_this_folder_are_used(samples, made_at, fonts_dir, name):
    with pytest.raises(NotTypeset, match="no template"):
        typeset(name, samples["letter"].as_json(), made_at=made_at, fonts_dir=fonts_dir)


def test_a_content_that_lacks_something_is_refused_by_name(samples, made_at, fonts_dir):
    data = samples["letter"].as_json()
    del data["proof"]
    with pytest.raises(NotTypeset, match=r"letter\.typ.*proof"):
        typeset("letter", data, made_at=made_at, fonts_dir=fonts_dir)


@pytest.mark.clause("2.4-f")
@pytest.mark.parametrize("kind", ["letter", "decision"])
def test_a_signed_paper_checks_and_stays_what_it_was_typeset_as(
    press, samples, signature, made_at, tmp_path, kind
):
    keyring = LocalKeyring(tmp_path)
    signer = LocalSigner(keyring.office("宿州市法律援助中心"), LocalTimeAuthority(keyring.time_authority()))
    pdf = press(samples[kind], signature)
    signed = signer.sign_pdf(pdf, reason="签发", location="宿州市", at=made_at)
    assert signed.startswith(pdf)
    assert check_pdf(signed, trust_roots=keyring.trust_roots).ok
    with pikepdf.open(BytesIO(pdf)) as before, pikepdf.open(BytesIO(signed)) as after:
        assert after.Root.Metadata.read_bytes() == before.Root.Metadata.read_bytes()
        assert after.open_metadata().pdfa_status == "2A"
        (widget,) = after.Root.AcroForm.Fields
        # ISO 19005-2, 6.3: a widget is printed, never hidden; without an appearance it has no size.
        # ISO 14289-1, 7.18: one that is not in the reading order lies beside the page.
        assert int(widget.F) & 0b100110 == 0b100
        left, bottom, right, top = (float(side) for side in widget.Rect)
        assert left == right < 0
        assert bottom == top < 0
        assert "/NeedAppearances" not in after.Root.AcroForm
    assert words(signed) == words(pdf)


def _png(image):
    out = BytesIO()
    image.save(out, "PNG")
    return out.getvalue()


def test_a_signature_is_drawn_again_without_what_else_it_held(signature):
    noted = Image.open(BytesIO(signature))
    from PIL.PngImagePlugin import PngInfo

    info = PngInfo()
    info.add_text("GPS", "33.6,116.9")
    out = BytesIO()
    noted.save(out, "PNG", pnginfo=info)
    clean = checked_signature(out.getvalue())
    assert b"GPS" in out.getvalue()
    assert b"GPS" not in clean
    assert clean == checked_signature(signature)


def test_strokes_on_white_or_on_nothing_give_the_same_ink():
    def drawn(ground):
        picture = Image.new("RGBA", (60, 30), ground)
        picture.paste((0, 0, 0, 255), (10, 10, 50, 14))
        return checked_signature(_png(picture))

    assert drawn((255, 255, 255, 255)) == drawn((0, 0, 0, 0))


@pytest.mark.parametrize(
    ("picture", "said"),
    [
        (b"", "不是 PNG"),
        (b"<svg onload='x'/>", "不是 PNG"),
        (b"\xff\xd8\xff\xe0 a photo", "不是 PNG"),
        (b"\x89PNG\r\n\x1a\n" + b"\x00" * 50, "打不开"),
        (b"\x89PNG\r\n\x1a\n" + b"\x00" * LARGEST_SIGNATURE, "超过 200 KB"),
        (_png(Image.new("L", (4001, 2), 255)), "太大"),
        (_png(Image.new("RGBA", (50, 50), (0, 0, 0, 0))), "空白"),
        (_png(Image.new("L", (50, 50), 255)), "空白"),
    ],
)
def test_what_is_no_signature_is_refused_with_what_to_do(picture, said):
    with pytest.raises(PictureRefused, match=said) as refused:
        checked_signature(picture)
    assert "重写" in str(refused.value) or "写下" in str(refused.value)


def test_a_torn_signature_is_refused(signature):
    with pytest.raises(PictureRefused, match="打不开"):
        checked_signature(signature[: len(signature) // 2])
