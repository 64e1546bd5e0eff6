"""What the reader of data files refuses."""

from pathlib import Path

import pytest

from rules.strict_yaml import YamlError, read_mapping


def write(folder: Path, text: str) -> Path:
    path = folder / "file.yaml"
    path.write_text(text, encoding="utf-8")
    return path


def test_a_mapping_with_danish_letters(tmp_path: Path) -> None:
    path = write(tmp_path, 'kr: {low: 1, high: "2/3", ære: [å, true]}')
    assert read_mapping(path) == {"kr": {"low": 1, "high": "2/3", "ære": ["å", True]}}


def test_an_empty_file_is_an_empty_mapping(tmp_path: Path) -> None:
    assert read_mapping(write(tmp_path, "# nothing yet\n")) == {}


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("a: 1\nb: 2\na: 3\n", r"file\.yaml: 'a' is written twice(.|\n)*line 3"),
        ("a:\n  b: 1\n  b: 2\n", r"file\.yaml: 'b' is written twice(.|\n)*line 3"),
        ("a: {b: [{c: 1, c: 1}]}", r"file\.yaml: 'c' is written twice"),
        ("a: 1\nb: 4.5\n", r"file\.yaml: 4\.5 is a binary float: write it in quotes(.|\n)*line 2"),
        ("a: .inf", r"file\.yaml: \.inf is a binary float"),
        ("a: [1, 2", r"file\.yaml: "),
        ("? [a, b]\n: 1\n", r"file\.yaml: "),
        ("- 1\n", r"file\.yaml: expected a mapping with text keys"),
        ("1: a\n", r"file\.yaml: expected a mapping with text keys"),
        ("a: !!python/object:os.system x\n", r"file\.yaml: "),
    ],
)
def test_what_yaml_lets_slip(tmp_path: Path, text: str, message: str) -> None:
    with pytest.raises(YamlError, match=rf"^{message}"):
        read_mapping(write(tmp_path, text))
