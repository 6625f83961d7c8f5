"""The files of a submission laid out in a folder for a reader: archives opened, everything looked through."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from jianzhen.web.filing import vault
from jianzhen.web.filing.guard import archive, records
from jianzhen.web.filing.guard.content import Kind, kind_of
from jianzhen.web.filing.guard.refusal import RefusedFileError
from jianzhen.web.filing.guard.workbook import Formula, look_through
from jianzhen.web.filing.models import Submission, SubmittedFile
from jianzhen.words import Words


@dataclass(slots=True)
class LaidOut:
    """A folder with files to read.

    Attributes:
        formulas: Formula cells by file.
        members: What came out of archives and is not on record yet.
    """

    folder: Path
    formulas: dict[str, Sequence[Formula]] = field(default_factory=dict)
    members: list[SubmittedFile] = field(default_factory=list)


@contextmanager
def laid_out(submission: Submission) -> Iterator[LaidOut]:
    """Lay the files out for a while.

    Raises:
        RefusedFileError: One of them is not taken.
        jianzhen.web.filing.vault.BrokenFileError: One is not as it was when it arrived.
    """
    with tempfile.TemporaryDirectory(prefix="jianzhen-intake-") as work:
        out = LaidOut(Path(work, "files"))
        out.folder.mkdir()
        for file in submission.files.filter(inside=None):
            if file.kind in _OPENERS:
                _open(out, file, Path(work))
            else:
                target = _place(out, file.name)
                vault.copy_to(file.sha256, target)
                _look(out, target, Kind(file.kind))
        yield out


_OPENERS = {Kind.ARCHIVE.value: archive.members, Kind.JSON.value: records.members}


def _open(out: LaidOut, file: SubmittedFile, work: Path) -> None:
    original, inner = work / f"{file.pk}", work / f"{file.pk}-members"
    inner.mkdir()
    vault.copy_to(file.sha256, original)
    for member in _OPENERS[file.kind](original, file.name, inner):
        kind = kind_of(member.path, member.name)
        if kind not in {Kind.TEXT, Kind.WORKBOOK}:
            raise RefusedFileError(
                "nested", f"{file.name}/{member.name}", Words("压缩包中只能是表格", "an archive holds tables only"),
                Words("请把内层文件取出后重新打包", "Take the inner files out and pack again"),
            )  # fmt: skip
        kept = vault.keep_file(member.path)
        out.members.append(
            SubmittedFile(
                submission_id=file.submission_id, inside=file, name=member.name, kind=kind.value, sha256=kept.sha256,
                size=kept.size,
            )
        )  # fmt: skip
        target = _place(out, member.name)
        member.path.replace(target)
        _look(out, target, kind)


def _place(out: LaidOut, name: str) -> Path:
    """A place of its own: names that differ in case alone are one name to some systems."""
    if any(path.name.casefold() == name.casefold() for path in out.folder.iterdir()):
        raise RefusedFileError(
            "twice",
            name,
            Words("有重名的文件", "two files have one name"),
            Words("请改名后再上传", "Rename one of them"),
        )
    return out.folder / name


def _look(out: LaidOut, path: Path, kind: Kind) -> None:
    if kind is Kind.WORKBOOK and (found := look_through(path, path.name)):
        out.formulas[path.name] = found
