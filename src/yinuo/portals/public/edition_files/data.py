"""An edition for programs: CSV, and JSON with the digest of what it says."""

from __future__ import annotations

import csv
import io
import json
from typing import TYPE_CHECKING, Any

from django.conf import settings

from yinuo.matters.edition_lines import TITLES, Line, content_of
from yinuo.portals.public.edition_files.cells import COLUMNS, cells

if TYPE_CHECKING:
    from yinuo.matters.models import Edition


def as_csv(_edition: Edition, lines: tuple[Line, ...]) -> bytes:
    """The list as CSV in UTF-8 with a byte order mark, which table programs ask for."""
    out = io.StringIO(newline="")
    writer = csv.writer(out)
    writer.writerow(COLUMNS)
    writer.writerows(cells(lines))
    return out.getvalue().encode("utf-8-sig")


def as_json(edition: Edition, lines: tuple[Line, ...]) -> bytes:
    """The whole edition as JSON, see ``docs/editions.md``."""
    return json.dumps(_published(edition, lines), ensure_ascii=False, indent=1).encode()


def _published(edition: Edition, lines: tuple[Line, ...]) -> dict[str, Any]:
    """An edition as JSON; the digest is that of ``content`` in canonical form, see ``docs/editions.md``."""
    house = settings.PUBLIC_URL.rstrip("/")
    return {
        "number": edition.number,
        "key": edition.key,
        "title": edition.title,
        "issued_at": edition.issued_at.isoformat(),
        "issued_by": edition.case_file.agency.name,
        "page": f"{house}/catalogue/editions/{edition.key}/",
        "signed_paper": f"{house}/catalogue/editions/{edition.key}.pdf",
        "check_code": edition.document.check_code,
        "follows": edition.follows.number if edition.follows is not None else None,
        "corrects": edition.corrects.number if edition.corrects is not None else None,
        "correction_reason": edition.correction_reason,
        "digest": {"algorithm": "SHA-256", "form": "RFC 8785", "value": edition.content_digest},
        "columns": TITLES,
        "content": content_of(edition.scope_said, edition.as_of.isoformat(), lines),
    }
