"""A file is taken when it is what it says and holds nothing that acts; else the person is told why and what helps."""

from __future__ import annotations

import hashlib
import struct
import zipfile
import zlib
from io import BytesIO

import pikepdf
import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from yinuo.documents.uploads import (
    LONGEST_NAME,
    MOST_PAGES,
    UploadRefused,
    check_upload,
    clean_name,
)


def pdf(pages=1, change=None, **saving):
    out = BytesIO()
    with pikepdf.new() as made:
        for _ in range(pages):
            made.add_blank_page(page_size=(595, 842))
        if change:
            change(made)
        made.save(out, **saving)
    return out.getvalue()


def picture(kind="JPEG", size=(40, 30), **saving):
    out = BytesIO()
    Image.new("RGB", size, "green").save(out, kind, **saving)
    return out.getvalue()


def refusal(content, name="a.pdf", **limits):
    with pytest.raises(UploadRefused) as refused:
        check_upload(content, name, **limits)
    assert refused.value.reason
    assert "请" in refused.value.remedy
    return refused.value.reason


def test_a_pdf_is_taken_with_its_pages_and_digest():
    content = pdf(pages=3)
    found = check_upload(content, "健康证明.PDF")
    assert (found.kind, found.media_type, found.name) == ("pdf", "application/pdf", "健康证明.pdf")
    assert (found.pages, found.width, found.height) == (3, 0, 0)
    assert (found.size, found.digest) == (len(content), hashlib.sha256(content).hexdigest())


@pytest.mark.parametrize(("kind", "ending"), [("JPEG", ".jpg"), ("PNG", ".png")])
def test_a_picture_is_taken_with_its_size(kind, ending):
    found = check_upload(picture(kind), "照片")
    assert (found.kind, found.name) == (kind.lower(), f"照片{ending}")
    assert (found.pages, found.width, found.height) == (1, 40, 30)


def test_what_counts_is_the_content_and_not_the_name():
    found = check_upload(picture("PNG"), "证明.pdf.exe")
    assert found.kind == "png"
    assert found.name == "证明.pdf.exe.png"
    assert "不是 PDF、JPG 或者 PNG" in refusal(b"MZ\x90\x00 a program", "证明.pdf")


def test_a_photo_s_place_time_and_device_are_reported_and_the_bytes_kept():
    exif = Image.Exif()
    exif[0x010F] = "Maker"
    exif[0x0132] = "2026:11:23 10:00:00"
    exif.get_ifd(0x8825)[1] = "N"
    content = picture(exif=exif)
    found = check_upload(content, "现场.jpg")
    assert found.carries == ("拍摄地点", "拍摄时间", "拍摄设备")
    assert found.digest == hashlib.sha256(content).hexdigest()
    assert check_upload(picture(), "a.jpg").carries == ()


def test_what_a_pdf_says_of_its_making_is_reported():
    def author(made):
        made.docinfo["/Author"] = "某人"

    assert "作者" in check_upload(pdf(change=author), "a.pdf").carries


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "文件是空的"),
        (b"%PDF-1.7\n" + b"junk" * 100, "PDF 打不开"),
        (b"\xff\xd8\xff\xe0" + b"junk" * 100, "图片打不开"),
        (b"\x89PNG\r\n\x1a\n" + b"junk" * 100, "图片打不开"),
        (b"\x00\x00\x00\x18ftypheic\x00\x00", "HEIC"),
        (b"<html><script>alert(1)</script>", "不是 PDF、JPG 或者 PNG"),
        (b"<?xml version='1.0'?><svg onload='x'/>", "不是 PDF、JPG 或者 PNG"),
        (b"GIF89a\x01\x00\x01\x00", "不是 PDF、JPG 或者 PNG"),
        (b"\n%PDF-1.7", "不是 PDF、JPG 或者 PNG"),
    ],
)
def test_another_kind_of_file_is_refused(content, said):
    assert said in refusal(content)


def test_an_archive_and_an_office_file_are_named_as_such():
    out = BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("word/document.xml", "<w/>")
    assert "压缩包或者 Office" in refusal(out.getvalue(), "证明.docx")


def test_a_file_above_the_limit_is_refused_with_both_sizes():
    assert "文件有 2 MB，超过 1.5 MB" in refusal(bytes(2 * 1024 * 1024), largest=1536 * 1024)
    content = pdf()
    assert check_upload(content, "a.pdf", largest=len(content)).size == len(content)
    assert "超过" in refusal(content, largest=len(content) - 1)


def test_a_torn_picture_and_a_torn_pdf_are_refused():
    assert "图片打不开" in refusal(picture("JPEG", (400, 300), quality=95)[:600], "a.jpg")
    assert "图片打不开" in refusal(picture("PNG", (400, 300))[:200], "a.png")
    assert "PDF 打不开" in refusal(pdf()[:40])


@pytest.mark.parametrize("password", ["", "secret"])
def test_an_encrypted_pdf_is_refused(password):
    locked = pikepdf.Encryption(user=password, owner="owner")
    assert "密码" in refusal(pdf(encryption=locked))


def _open_action(made):
    made.Root.OpenAction = made.make_indirect(
        pikepdf.Dictionary(S=pikepdf.Name.JavaScript, JS=pikepdf.String("app.alert(1)"))
    )


def _named_script(made):
    script = pikepdf.Dictionary(S=pikepdf.Name.JavaScript, JS=pikepdf.String("app.alert(1)"))
    made.Root.Names = pikepdf.Dictionary(
        JavaScript=pikepdf.Dictionary(Names=pikepdf.Array([pikepdf.String("a"), script]))
    )


def _page_action(made):
    made.pages[0].AA = pikepdf.Dictionary(
        O=pikepdf.Dictionary(S=pikepdf.Name.Launch, F=pikepdf.String("a.exe"))
    )


def _script_in_a_link(made):
    action = pikepdf.Dictionary(S=pikepdf.Name("/JavaScript"), JS=made.make_stream(b"app.alert(1)"))
    link = pikepdf.Dictionary(
        Type=pikepdf.Name.Annot, Subtype=pikepdf.Name.Link, Rect=pikepdf.Array([0, 0, 9, 9]), A=action
    )
    made.pages[0].Annots = pikepdf.Array([made.make_indirect(link)])


def _hidden_in_an_array(made):
    action = pikepdf.Dictionary(S=pikepdf.Name.SubmitForm, F=pikepdf.String("http://example.com"))
    made.pages[0].Strange = pikepdf.Array([pikepdf.Array([pikepdf.Dictionary(Deep=action)])])


@pytest.mark.parametrize(
    "change", [_open_action, _named_script, _page_action, _script_in_a_link, _hidden_in_an_array]
)
@pytest.mark.parametrize("packed", [False, True])
def test_a_pdf_that_acts_is_refused_wherever_the_script_hides(change, packed):
    modes = {False: pikepdf.ObjectStreamMode.disable, True: pikepdf.ObjectStreamMode.generate}
    assert "脚本" in refusal(pdf(change=change, object_stream_mode=modes[packed]))


def test_a_pdf_with_another_file_inside_is_refused():
    def attach(made):
        made.attachments["a.exe"] = b"MZ"

    def annotate(made):
        file = made.make_indirect(pikepdf.Dictionary(EF=pikepdf.Dictionary(F=made.make_stream(b"MZ"))))
        made.pages[0].Annots = pikepdf.Array(
            [pikepdf.Dictionary(Subtype=pikepdf.Name.FileAttachment, FS=file)]
        )

    assert "夹带" in refusal(pdf(change=attach))
    assert "夹带" in refusal(pdf(change=annotate))


def test_a_plain_link_is_no_danger():
    def link(made):
        action = pikepdf.Dictionary(S=pikepdf.Name.URI, URI=pikepdf.String("https://example.com"))
        made.pages[0].Annots = pikepdf.Array(
            [pikepdf.Dictionary(Subtype=pikepdf.Name.Link, Rect=pikepdf.Array([0, 0, 9, 9]), A=action)]
        )

    assert check_upload(pdf(change=link), "a.pdf").pages == 1


def test_too_many_pages_and_none_are_refused():
    assert check_upload(pdf(pages=MOST_PAGES), "a.pdf").pages == MOST_PAGES
    assert f"PDF 有 {MOST_PAGES + 1} 页" in refusal(pdf(pages=MOST_PAGES + 1))
    assert "没有页面" in refusal(pdf(pages=0))


def _png_that_claims(width, height):
    def chunk(kind, data):
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", head)
        + chunk(b"IDAT", zlib.compress(b"\x00" * 100_000, 9))
        + chunk(b"IEND", b"")
    )


@pytest.mark.parametrize("side", [8_000, 12_000, 60_000])
def test_a_small_file_that_unpacks_to_a_huge_picture_is_refused_unopened(side):
    assert "万像素" in refusal(_png_that_claims(side, side), "a.png")


@pytest.mark.parametrize(
    ("name", "clean"),
    [
        ("健康证明.pdf", "健康证明.pdf"),
        ("健康证明", "健康证明.pdf"),
        ("../../etc/passwd", "passwd.pdf"),
        ("C:\\Users\\某人\\证明.pdf", "证明.pdf"),
        ("证明\u202efdp.exe", "证明fdp.exe.pdf"),
        ("证\x00明\r\n.pdf", "证明.pdf"),
        ("a<b>|c?.pdf", "abc.pdf"),
        ("  多　个   空 格 .PDF ", "多 个 空 格.pdf"),
        ("...", "文件.pdf"),
        ("", "文件.pdf"),
        (".pdf", "文件.pdf"),
        ("dir/", "文件.pdf"),
        ("㛃䶮𬭎.pdf", "㛃䶮𬭎.pdf"),
        ("é.pdf".replace("é", "e\u0301"), "é.pdf"),
    ],
)
def test_a_name_is_cleaned(name, clean):
    assert clean_name(name, "pdf") == clean


def test_a_name_of_ten_thousand_characters_is_cut():
    clean = clean_name("长" * 10_000 + ".pdf", "pdf")
    assert len(clean) == LONGEST_NAME
    assert clean.endswith("长.pdf")


@given(st.text(max_size=200), st.sampled_from(["pdf", "jpeg", "png"]))
def test_no_name_leads_out_of_a_folder_or_changes_its_kind(name, kind):
    clean = clean_name(name, kind)
    assert clean.endswith({"pdf": ".pdf", "jpeg": (".jpg", ".jpeg"), "png": ".png"}[kind])
    assert len(clean) <= LONGEST_NAME
    assert not set(clean) & set('/\\<>:"|?*\x00\n\r\u202e')
    assert clean not in {".", ".."}
    assert not clean.startswith(".")
    assert clean_name(clean, kind) == clean


@given(st.binary(max_size=300), st.sampled_from([b"%PDF-1.7\n", b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n", b""]))
def test_no_bytes_make_the_check_fail(junk, head):
    with pytest.raises(UploadRefused):
        check_upload(head + junk, "a.pdf")
