"""The matcher that is kept on disk between two starts."""

import os
from pathlib import Path

import pytest

from portal.matching import kept, prepared
from portal.matching.matcher import Matcher

QUESTION = "kan jeg sige nej til den bolig, jeg får tilbudt"


@pytest.fixture(scope="module")
def built() -> Matcher:
    return prepared.matcher()


def _never() -> Matcher:
    raise AssertionError("built although it was kept")


def test_what_is_kept_answers_as_what_was_built(tmp_path: Path, built: Matcher) -> None:
    assert kept.load(tmp_path, lambda: built) is built
    (path,) = tmp_path.iterdir()
    assert path.stat().st_mode & 0o777 == 0o600
    again = kept.load(tmp_path, _never)
    assert again is not built
    assert again.match(QUESTION, "da") == built.match(QUESTION, "da")


@pytest.mark.parametrize("broken", [b"", b"nonsense", b"\x80\x05}.", b"cno.such\nthing\n."])
def test_a_broken_file_is_built_anew(tmp_path: Path, built: Matcher, broken: bytes) -> None:
    path = tmp_path / f"matcher-{kept.made_from()}"
    path.write_bytes(broken)
    assert kept.load(tmp_path, lambda: built) is built
    assert path.read_bytes() != broken


def test_a_changed_file_has_another_name_and_the_old_one_goes(
    tmp_path: Path, built: Matcher, monkeypatch: pytest.MonkeyPatch
) -> None:
    kept.load(tmp_path, lambda: built)
    (old,) = tmp_path.iterdir()
    monkeypatch.setattr(kept, "_MADE_FROM", ("content/terms.yaml",))
    kept.load(tmp_path, lambda: built)
    (new,) = tmp_path.iterdir()
    assert new.name != old.name


def test_a_folder_that_cannot_be_written_does_no_harm(tmp_path: Path, built: Matcher) -> None:
    assert kept.load(tmp_path / "not-there", lambda: built) is built
    assert not list(tmp_path.iterdir())


def test_a_file_that_others_can_write_is_not_read(tmp_path: Path, built: Matcher) -> None:
    kept.load(tmp_path, lambda: built)
    (path,) = tmp_path.iterdir()
    for mode in (0o620, 0o602):
        path.chmod(mode)
        assert kept.load(tmp_path, lambda: built) is built
        assert path.stat().st_mode & 0o777 == 0o600, "it is written anew"
    assert kept.load(tmp_path, _never)


def test_a_link_to_a_file_elsewhere_is_not_followed(tmp_path: Path, built: Matcher) -> None:
    kept.load(tmp_path, lambda: built)
    (path,) = tmp_path.iterdir()
    elsewhere = tmp_path / "elsewhere"
    path.rename(elsewhere)
    path.symlink_to(elsewhere)
    assert kept.load(tmp_path, lambda: built) is built
    assert not path.is_symlink()


@pytest.mark.parametrize("mode", [0o770, 0o707, 0o1777])
def test_a_directory_that_others_can_write_is_neither_read_nor_written(
    tmp_path: Path, built: Matcher, mode: int
) -> None:
    kept.load(tmp_path, lambda: built)
    (path,) = tmp_path.iterdir()
    before = path.stat().st_mtime_ns
    tmp_path.chmod(mode)
    assert kept.load(tmp_path, lambda: built) is built
    assert path.stat().st_mtime_ns == before
    tmp_path.chmod(0o700)
    assert kept.load(tmp_path, _never)


def test_what_somebody_else_owns_is_not_read(
    tmp_path: Path, built: Matcher, monkeypatch: pytest.MonkeyPatch
) -> None:
    kept.load(tmp_path, lambda: built)
    (path,) = tmp_path.iterdir()
    if os.getuid() == 0:
        os.chown(path, 65534, 65534)
    else:
        monkeypatch.setattr(os, "geteuid", lambda: os.getuid() + 1)
    assert kept.load(tmp_path, lambda: built) is built
