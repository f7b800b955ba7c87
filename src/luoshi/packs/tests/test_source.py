"""Reading YAML: nothing guessed, nothing followed, every refusal at its place."""

import pytest

from luoshi.packs.problems import Finding
from luoshi.packs.source import Document, read


def codes(document: Document) -> list[tuple[str, int, int]]:
    """Code, line and column of everything wrong with a document."""
    return [
        (finding.code, place.line, place.column)
        for finding in document.findings
        for place in [document.place(finding)]
    ]


@pytest.mark.parametrize(
    "word", ["no", "off", "yes", "y", "true", "null", "~", "12:30:00", "0o17", "1e3", "2022-03-01", "0123"]
)
def test_a_plain_word_stays_the_text_it_is(word: str) -> None:
    document = read("x.yaml", f"a: {word}\n".encode())
    assert document.value == {"a": word}
    assert document.findings == []


def test_rare_characters_and_full_width_digits_stay_what_they_are() -> None:
    document = read("x.yaml", "a: 䶮𠅤１２\n".encode())
    assert document.value == {"a": "䶮𠅤１２"}


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        (b"\xef\xbb\xbfa: 1\n", ("LS105", 1, 1)),
        ("a: 1\nb: 通辽".encode("gbk"), ("LS104", 2, 5)),
        ("﻿a: 1\n".encode("utf-16"), ("LS104", 1, 1)),
        (b"a: \xed\xa0\x80\n", ("LS104", 1, 4)),
        (b"a: 1\nb: x\x00y\n", ("LS107", 2, 5)),
        (b'a: 1\nb: "x\\0y"\n', ("LS107", 2, 1)),
        (b'a: "\\ud800"\n', ("LS107", 1, 1)),
        (b"a:\n\tb: 1\n", ("LS106", 2, 1)),
        (b"a:\n  b: 1\n  \tc: 2\n", ("LS106", 3, 3)),
        (b"a: {b: 1\nc: 2\n", ("LS108", 2, 2)),
        (b"a: b: c\n", ("LS108", 1, 5)),
        (b"a: 'x\n", ("LS108", 2, 1)),
        (b"? [a, b]\n: c\n", ("LS108", 1, 3)),
        (b"a: 1\nb: 2\na: 3\n", ("LS109", 3, 1)),
        (b"a: &x 1\nb: *x\n", ("LS110", 1, 4)),
        (b"<<: {a: 1}\n", ("LS110", 1, 1)),
        (b"a: *x\n", ("LS110", 1, 4)),
        (b"a: !!python/object/apply:os.system [ls]\n", ("LS111", 1, 4)),
        (b"%YAML 1.1\n---\na: no\n", ("LS111", 2, 1)),
        (b"a:\nb: 1\n", ("LS113", 1, 1)),
        (b"", ("LS113", 1, 1)),
        (b"# only a comment\n", ("LS113", 1, 1)),
        (b"a: 1\n---\nb: 2\n", ("LS114", 2, 1)),
        (b"a: {b: one, two}\n", ("LS116", 1, 13)),
    ],
)
def test_what_is_refused_has_its_place(content: bytes, expected: tuple[str, int, int]) -> None:
    assert codes(read("x.yaml", content)) == [expected]


def test_a_bomb_of_aliases_is_refused_before_it_unfolds() -> None:
    levels = "\n".join(f"l{n}: &l{n} [{', '.join([f'*l{n - 1}'] * 9)}]" for n in range(1, 12))
    assert codes(read("x.yaml", f"l0: &l0 [lol]\n{levels}\n".encode()))[0][0] == "LS110"


@pytest.mark.parametrize("bracket", [b"[", b"{a: ", b"- "])
def test_deep_nesting_is_refused_without_recursion(bracket: bytes) -> None:
    assert codes(read("x.yaml", bracket * 100_000))[0][0] == "LS112"


def test_ten_megabytes_are_refused_unread() -> None:
    assert codes(read("x.yaml", b"a: " + b"x" * 10_000_000)) == [("LS103", 1, 1)]


def test_a_repeated_key_keeps_its_first_value_and_the_reading_goes_on() -> None:
    document = read("x.yaml", b"a: {b: 1}\na: {b: 2, c: [3]}\nd: 4\n")
    assert document.value == {"a": {"b": "1"}, "d": "4"}
    assert codes(document) == [("LS109", 2, 1)]


@pytest.mark.parametrize(
    ("content", "column"),
    [(b"a: one two\n", 8), (b'a: "one two"\n', 9), (b"a: |\n  one two\n", 4), (b"a: one\n  two\n", 4)],
)
def test_a_place_inside_a_value_counts_where_the_value_stands_on_one_line(content: bytes, column: int) -> None:
    document = read("x.yaml", content)
    assert document.place(Finding("LS401", "x.yaml", ("a",), offset=4)).column == column


def test_line_ends_of_other_systems_change_nothing() -> None:
    document = read("x.yaml", b"a: 1\r\nb:\r\n  c: 2\r\n")
    assert (document.value, document.findings) == ({"a": "1", "b": {"c": "2"}}, [])
