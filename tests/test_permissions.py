"""What a partner has not allowed is not passed on."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from connectors.declared.cluster_folder import load_cluster
from connectors.declared.permissions import SUMMARY, Permission, permitted, summary
from connectors.errors import ConfigurationError

LONG = "Wir bauen Raketen aus Papier. " * 10


def test_without_a_permission_nothing_is_cut() -> None:
    assert permitted(LONG, None) == LONG


@pytest.mark.parametrize(
    ("scope", "length"), [(("facts", "fulltext"), len(LONG)), (("facts", "summary"), 179), (("facts",), 0)]
)
def test_a_text_goes_as_far_as_its_scope(scope: tuple[str, ...], length: int) -> None:
    assert len(permitted(LONG, Permission(basis="agreement", scope=scope))) == length


def test_a_summary_ends_with_a_sentence() -> None:
    assert summary(LONG) == ("Wir bauen Raketen aus Papier. " * 6).strip()


def test_a_summary_of_one_long_sentence_ends_with_a_word() -> None:
    cut = summary("Raketen und " * 40)
    assert cut.endswith(("und…", "Raketen…"))
    assert len(cut) <= SUMMARY


@pytest.mark.parametrize("abbreviated", ["am 14. März", "ca. 40 Minuten", "mit Dr. Muster", "z. B. Raketen"])
def test_an_abbreviation_ends_no_sentence(abbreviated: str) -> None:
    text = f"{'Wort ' * 30}{abbreviated} und danach noch vieles mehr{' mehr' * 20}."
    assert summary(text).endswith("…")


@given(st.text(max_size=600), st.integers(10, 300))
def test_a_summary_is_never_longer_and_never_invents(text: str, limit: int) -> None:
    cut = summary(text, limit)
    assert len(cut) <= max(limit, 0)
    assert text.startswith(cut.removesuffix("…"))


BASE = 'name = "Programm"\npartner = "museum"\nkind = "ics"\nurl = "https://museum.example/termine.ics"\n'
AGREED = '[permission]\nbasis = "agreement"\nsince = "2026-12-01"\n'


def loaded(tmp_path: Path, text: str) -> Permission | None:
    (tmp_path / "sources").mkdir()
    (tmp_path / "cluster.toml").write_text('id = "p"\nname = "P"\nbase_url = "https://feed.example"\n')
    (tmp_path / "partners.toml").write_text('[museum]\nname = "Museum"\ncategory = "lernort"\n')
    (tmp_path / "sources" / "programm.toml").write_text(text)
    return load_cluster(tmp_path).sources[0].permission


def test_an_agreement_without_a_scope_allows_facts_and_a_summary(tmp_path: Path) -> None:
    permission = loaded(tmp_path, BASE + AGREED)
    assert permission is not None and permission.scope == ("facts", "summary")


def test_no_table_means_no_restriction(tmp_path: Path) -> None:
    assert loaded(tmp_path, BASE + 'verified = "2026-11-23"\n') is None


@pytest.mark.parametrize(
    ("text", "key"),
    [
        (BASE + 'verified = "yesterday"\n', "verified"),
        (BASE + 'verified = "20261123"\n', "verified"),
        (BASE + "[permission]\n", "permission.basis"),
        (BASE + '[permission]\nbasis = "hearsay"\n', "permission.basis"),
        (BASE + '[permission]\nbasis = "agreement"\n', "permission.since"),
        (BASE + AGREED + 'scope = ["everything"]\n', "permission.scope"),
        (BASE + AGREED.replace("12-01", "13-01"), "permission.since"),
        (BASE + AGREED + 'contact = "x"\n', "permission.contact"),
    ],
)
def test_a_mistake_names_the_key(tmp_path: Path, text: str, key: str) -> None:
    with pytest.raises(ConfigurationError, match=rf"programm\.toml: {key}:"):
        loaded(tmp_path, text)
