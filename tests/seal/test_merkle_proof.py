"""Proof files: whoever reads one is told what it shows, and no lie passes any of the verifiers."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest
from tests.support.proofs import Book, lies, malformed

from jianzhen.seal.merkle.proof import MOST_BYTES, Proof
from jianzhen.seal.merkle.published import Published
from jianzhen.seal.merkle.signed import FormError, SignedRoot
from jianzhen.seal.merkle.told import check, whole
from jianzhen.seal.merkle.verifier import SCRIPT


@pytest.fixture(scope="module")
def book(tmp_path_factory: pytest.TempPathFactory) -> Book:
    return Book(tmp_path_factory.mktemp("keys"), 13)


@pytest.fixture(scope="module")
def proof(book: Book) -> Proof:
    return book.prove(5, 7)


def data(told: object) -> bytes:
    return json.dumps(told, ensure_ascii=False).encode()


def test_a_proof_file_is_read_as_it_was_written(proof: Proof) -> None:
    assert Proof.read(data(proof.plain())) == proof


@pytest.mark.parametrize("size", [1, 2, 3, 8, 13])
def test_every_entry_of_every_log_is_proved(tmp_path: Path, size: int) -> None:
    book = Book(tmp_path, size)
    for number in range(1, size + 1):
        for older in {None, 1, size // 2 or 1, size}:
            assert whole(check(book.prove(number, older), book.published(size).roots))


def test_what_a_proof_shows_is_told(book: Book, proof: Proof) -> None:
    steps = check(proof, book.published(7, 13).roots)
    assert [step.holds for step in steps] == [True, True, True, True, True, True, True, None, True, True]
    assert "只增未改" in steps[5].words.zh
    assert "已依法删除" in steps[7].words.zh


def test_without_a_root_of_ones_own_that_is_told(proof: Proof) -> None:
    assert "文件自身一致" in check(proof)[-1].words.zh
    assert check(proof)[-1].holds is None


def test_with_another_size_of_root_nothing_is_compared(book: Book, proof: Proof) -> None:
    assert check(proof, book.published(3).roots)[-1].holds is None


def test_a_rewritten_log_is_not_the_one_that_was_published(tmp_path: Path, book: Book) -> None:
    told = [book.contents[0].replace("不予", "予以"), *book.contents[1:]]
    rewritten = Book(tmp_path, 13, contents_=told).prove(5, 7)
    assert whole(check(rewritten)), "by itself it agrees"
    steps = check(rewritten, book.published(7, 13).roots)
    assert [step.holds for step in steps[-2:]] == [False, False]


def test_a_key_without_a_voucher_is_left_open(book: Book, proof: Proof) -> None:
    first, second = proof.plain()["keys"]
    told = {**proof.plain(), "keys": [first, {**second, "voucher": ""}]}
    [step] = [step for step in check(Proof.read(data(told))) if "担保" in step.words.zh]
    assert step.holds is None


def test_no_lie_passes(proof: Proof) -> None:
    passed = [name for name, lie in lies(proof.plain()).items() if whole(check(Proof.read(data(lie))))]
    assert passed == []


def test_what_is_no_proof_file_is_refused_in_words(proof: Proof) -> None:
    for name, content in malformed(proof.plain()).items():
        with pytest.raises(FormError, match=r"expected|no JSON|its name"):
            pytest.fail(f"{name}: {Proof.read(content)}")


def test_a_huge_file_is_not_read() -> None:
    with pytest.raises(FormError, match="at most"):
        Proof.read(b" " * (MOST_BYTES + 1))


def test_published_roots_are_read_as_they_were_written(book: Book) -> None:
    said = book.published(7, 13)
    assert Published.read(data(said.plain())) == said
    assert said.unsigned() == []
    forged = SignedRoot(**{**said.roots[0].plain(), "size": 6})
    assert Published(said.log, said.keys, (forged, said.roots[1])).unsigned() == [forged]
    for wrong in ({}, {**said.plain(), "roots": None}, {**said.plain(), "keys": [1]}):
        with pytest.raises(FormError):
            Published.read(data(wrong))


# Signatures need more than Python alone, and what is kept apart is not looked at: the script says so. That a root
# is of so many entries is signed, not hashed.
NOT_OF_THE_SCRIPT = {
    "another size",
    "another day",
    "another signature",
    "no keys",
    "another voucher",
    "another reason",
    "another person",
    "another salt",
}


def script(folder: Path, *told: object) -> subprocess.CompletedProcess[str]:
    names = []
    for at, one in enumerate(told):
        (folder / f"{at}.json").write_bytes(data(one))
        names.append(folder / f"{at}.json")
    return subprocess.run([sys.executable, "-I", "-S", SCRIPT, *names], capture_output=True, text=True, check=False)


def test_the_printed_script_proves_with_python_alone(tmp_path: Path, book: Book, proof: Proof) -> None:
    done = script(tmp_path, proof.plain(), book.published(7, 13).plain())
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.count("✓") == 5
    assert proof.root.root in done.stdout


def test_the_printed_script_agrees_on_every_lie(book: Book, proof: Proof) -> None:
    held: dict[str, object] = {}
    exec(compile(SCRIPT.read_text(encoding="utf-8"), "check_proof", "exec"), held)
    checks = held["check"]
    roots = [root.plain() for root in book.published(7, 13).roots]
    passed = set()
    for name, lie in lies(proof.plain()).items():
        try:
            steps = checks(lie, roots)
        except (ValueError, IndexError):
            continue
        if all(holds for _, holds in steps):
            passed.add(name)
    assert passed == NOT_OF_THE_SCRIPT


def test_the_printed_script_proves_every_entry_of_every_log(tmp_path: Path) -> None:
    held: dict[str, object] = {}
    exec(compile(SCRIPT.read_text(encoding="utf-8"), "check_proof", "exec"), held)
    for size in (1, 2, 3, 7, 8, 9):
        book = Book(tmp_path / str(size), size)
        for number in range(1, size + 1):
            for older in range(1, size + 1):
                steps = held["check"](book.prove(number, older).plain(), [])
                assert [holds for _, holds in steps] == [True, True, True]


def test_the_script_fits_on_a_page() -> None:
    lines = SCRIPT.read_text(encoding="utf-8").splitlines()
    assert len(lines) <= 72
    assert max(map(len, lines)) <= 120
