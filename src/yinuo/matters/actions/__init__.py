"""The verbs of the catalogue: take in a file, draw up a version, have it reviewed, publish it and take it back."""

from yinuo.matters.actions.drafts import (
    MatterWords,
    assess_risks,
    describe_matter,
    draft_version,
    submit_version,
)
from yinuo.matters.actions.extras import write_extra
from yinuo.matters.actions.imports import import_catalogue
from yinuo.matters.actions.publication import publish_version, resume, retire, send_back, suspend

__all__ = [
    "MatterWords",
    "assess_risks",
    "describe_matter",
    "draft_version",
    "import_catalogue",
    "publish_version",
    "resume",
    "retire",
    "send_back",
    "submit_version",
    "suspend",
    "write_extra",
]
