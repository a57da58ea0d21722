"""The face holds everywhere: no inline code, no missing icon, no colour too faint, nothing from outside."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from yinuo.portals.face import tokens

SOURCE = Path(__file__).parents[2] / "src"
FACE = SOURCE / "yinuo" / "portals" / "face"
TEMPLATES = sorted(SOURCE.rglob("templates/**/*.html"))
STYLES = sorted((FACE / "static").rglob("*.css"))
SCRIPTS = sorted((FACE / "static").rglob("*.js"))

INLINE_SCRIPT = re.compile(r"<script(?![^>]*\bsrc=)[^>]*>", re.IGNORECASE)
INLINE_STYLE = re.compile(r"<style\b|\sstyle\s*=", re.IGNORECASE)
HANDLER = re.compile(r"<[a-z][^>]*\son[a-z]+\s*=", re.IGNORECASE)
SCRIPT_ADDRESS = re.compile(r"javascript:", re.IGNORECASE)
OUTSIDE = re.compile(r"""(?:src|href)=["'](?:https?:)?//""", re.IGNORECASE)
COMMENT = re.compile(r"\{#.*?#\}|\{% comment %\}.*?\{% endcomment %\}", re.DOTALL)
TAG = re.compile(r"\{%.*?%\}", re.DOTALL)
ICON_TAG = re.compile(r'\{% icon "([a-z]+)"')
ICON_WORD = re.compile(r'symbol="([a-z]+)"')


def shown(template: Path) -> str:
    """The text of a template without its comments."""
    return COMMENT.sub("", template.read_text(encoding="utf-8"))


def markup(text: str) -> str:
    """What of a text reaches the browser: an argument of a template tag may well be called style."""
    return TAG.sub(" ", text)


def test_there_are_templates_to_look_at():
    assert len(TEMPLATES) > 30


@pytest.mark.parametrize("template", TEMPLATES, ids=lambda p: str(p.relative_to(SOURCE)))
def test_a_template_holds_no_inline_script_style_or_handler(template):
    text = markup(shown(template))
    for what in (INLINE_SCRIPT, INLINE_STYLE, HANDLER, SCRIPT_ADDRESS):
        assert not what.search(text), f"{template}: {what.search(text)}"


@pytest.mark.parametrize(
    ("text", "pattern"),
    [
        ("<script>x()</script>", INLINE_SCRIPT),
        ('<p class="a" style="color:red">', INLINE_STYLE),
        ("<style>p{}</style>", INLINE_STYLE),
        ('<button type="button" onclick="x()">', HANDLER),
        ('<a href="javascript:x()">', SCRIPT_ADDRESS),
        ('<script src="//elsewhere.example/x.js"></script>', OUTSIDE),
    ],
)
def test_what_is_forbidden_would_be_found(text, pattern):
    assert pattern.search(text)


def test_what_a_condition_hides_is_found_too():
    assert INLINE_STYLE.search(markup("<p{% if wide %} style='x'{% endif %}>"))
    assert INLINE_STYLE.search(markup("<p {% if wide %}style='x'{% endif %}>"))
    assert not INLINE_STYLE.search(markup('{% include "a.html" with style="btn" %}'))


def test_a_script_file_is_not_taken_for_an_inline_script():
    assert not INLINE_SCRIPT.search("""<script src="{% static 'face/js/frame.js' %}" defer></script>""")


@pytest.mark.parametrize("path", [*TEMPLATES, *STYLES, *SCRIPTS], ids=lambda p: str(p.relative_to(SOURCE)))
def test_nothing_is_loaded_from_outside(path):
    text = path.read_text(encoding="utf-8")
    assert not OUTSIDE.search(text), path
    assert "@import" not in text, path
    assert not re.search(r"url\(\s*['\"]?(?:https?:)?//", text), path


def test_every_icon_named_in_a_template_or_a_page_is_in_the_sprite():
    sprite = set(
        re.findall(r'<symbol id="i-([a-z]+)"', (FACE / "static/face/icons.svg").read_text(encoding="utf-8"))
    )
    named: dict[str, str] = {}
    for template in TEMPLATES:
        for name in ICON_TAG.findall(shown(template)) + ICON_WORD.findall(shown(template)):
            named[name] = template.name
    for page in SOURCE.glob("yinuo/portals/**/*.py"):
        for name in re.findall(r'\b(?:icon|symbol)="([a-z]+)"', page.read_text(encoding="utf-8")):
            named[name] = page.name
    assert named, "no icon was found in any template"
    assert {n: where for n, where in named.items() if n not in sprite} == {}


@pytest.mark.parametrize("mode", ["", "elder"])
def test_every_pair_of_colours_in_use_has_its_contrast(mode):
    faint = [f"{p.front} on {p.ground}: {p.has:.2f} < {p.need}" for p in tokens.pairs(mode) if not p.passes]
    assert faint == []


def test_contrast_is_computed_as_the_standard_defines_it():
    assert tokens.contrast("#000000", "#ffffff") == pytest.approx(21.0)
    assert tokens.contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.01)
    assert tokens.contrast("#123456", "#123456") == pytest.approx(1.0)


def test_the_elder_mode_makes_notes_darker_not_fainter():
    ordinary, elder = tokens.colours(), tokens.colours("elder")
    for name in ("ink-2", "ink-3", "line-strong", "line"):
        assert tokens.luminance(elder[name]) < tokens.luminance(ordinary[name])


def test_colours_are_written_in_the_tokens_and_nowhere_else():
    stray = {
        style.name: found
        for style in STYLES
        if style.name not in {"tokens.css", "print.css"}
        and (
            found := re.findall(
                r"#[0-9a-fA-F]{3,8}\b(?![^{]*\{)",
                re.sub(r"/\*.*?\*/", "", style.read_text(), flags=re.DOTALL),
            )
        )
    }
    assert stray == {}


def test_every_token_a_style_uses_is_defined():
    defined = set(re.findall(r"--([a-z0-9-]+)\s*:", "".join(s.read_text(encoding="utf-8") for s in STYLES)))
    used = set(re.findall(r"var\(--([a-z0-9-]+)", "".join(s.read_text(encoding="utf-8") for s in STYLES)))
    assert used - defined == set()


def test_no_style_sheet_grows_past_four_hundred_lines():
    assert {s.name: n for s in STYLES if (n := len(s.read_text().splitlines())) > 400} == {}


def test_the_lock_of_the_front_files_holds_no_address():
    root = SOURCE.parent
    text = (root / "package-lock.json").read_text(encoding="utf-8")
    assert '"resolved"' not in text
    assert "://" not in text
    assert '"integrity"' in text
