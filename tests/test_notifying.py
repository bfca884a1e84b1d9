"""People are told of a trouble once when it begins, and once when it is over."""

from __future__ import annotations

import json
import logging
from datetime import date
from pathlib import Path

import pytest

from connectors.declared.cluster_folder import load_cluster
from connectors.declared.notifying import Notify
from connectors.errors import AlreadyRunning, CheckFailed, ConfigurationError
from flows.errand import Errand, errand
from flows.notifying import send, tell_failure, tell_published
from flows.steps import Published
from flows.telling import Message, Told, after_failure, after_published, read_told, write_told
from tests.loopback import partner
from tests.mail_on_loopback import mail_server
from tests.nights import ClusterOnDisk
from warehouse.published import SourceHealth

pytestmark = pytest.mark.filterwarnings("ignore:'imghdr' is deprecated")  # which Apprise imports

TODAY, LATER = date(2026, 11, 2), date(2026, 11, 3)
KNOWN = date(2029, 8, 1)
LINK = "https://feed.probe.example/status/"


def source(id_: str, state: str, message: str = "") -> SourceHealth:
    return SourceHealth(
        source_id=id_, partner_id="museum", state=state, message=message, events=1, problems=0, dropped=0,
        last_success=None, stale_since=None,
    )  # fmt: skip


def night(
    told: Told, *health: SourceHealth, today: date = TODAY, known: date = KNOWN
) -> tuple[Message | None, Told]:
    return after_published(told, "Probe", health, today, known, LINK)


def test_a_source_that_turns_red_is_told_once_and_again_when_it_is_well() -> None:
    message, told = night(Told(), source("museum", "failed", "HTTP 503"), source("halle", "ok"))
    assert message is not None and message.title == "Probe: 1 Quelle in Not (in trouble)"
    assert message.body == f"In Not (in trouble): museum (failed): HTTP 503\n{LINK}"
    silence, told = night(told, source("museum", "held"), source("halle", "ok"), today=LATER)
    assert silence is None
    over, told = night(told, source("museum", "unchanged"), source("halle", "ok"), today=LATER)
    assert over is not None and "Wieder gut (well again): museum, seit (since) 2026-11-02" in over.body
    assert told == Told()


def test_a_source_taken_out_of_the_folder_is_no_news() -> None:
    _, told = night(Told(), source("museum", "failed"))
    assert night(told, source("halle", "ok")) == (None, Told())


def test_nights_without_a_release_are_told_once_and_the_next_release_too() -> None:
    message, told = after_failure(Told(), "Probe", "kein Platz", TODAY)
    assert message is not None and "nothing was published" in message.title and "kein Platz" in message.body
    silence, told = after_failure(told, "Probe", "kein Platz", LATER)
    assert silence is None
    over, told = night(told, source("halle", "ok"), today=LATER)
    assert over is not None and "published again" in over.body and told == Told()


def test_missing_holidays_are_told_once_for_each_table() -> None:
    message, told = night(Told(), known=date(2026, 12, 31))
    assert message is not None and "nrw_school_holidays.toml" in message.body
    assert night(told, known=date(2026, 12, 31), today=LATER)[0] is None
    assert night(told, known=KNOWN) == (None, Told())


def test_what_a_source_says_cannot_steer_a_terminal_or_add_lines() -> None:
    message, _ = night(Told(), source("museum", "failed", "a\x1b[31m\r\nBcc: x@y.example"))
    assert message is not None and "\x1b" not in message.body and "\nBcc" not in message.body


@pytest.mark.parametrize("text", ["", "{", "[]", '{"red": 3}', '{"other": 1}'])
def test_a_spoilt_memory_means_that_nobody_was_told(tmp_path: Path, text: str) -> None:
    (tmp_path / "told.json").write_text(text)
    assert read_told(tmp_path / "told.json") == Told()


def test_what_was_told_is_remembered(tmp_path: Path) -> None:
    told = Told(red={"museum": "2026-11-02"}, unpublished="2026-11-01", holidays="2026-12-31")
    write_told(tmp_path / "told.json", told)
    assert read_told(tmp_path / "told.json") == told


# ---------------------------------------------------------------- over the wire


@pytest.fixture
def cluster(tmp_path: Path) -> ClusterOnDisk:
    cluster = ClusterOnDisk.made(tmp_path)
    with (cluster.folder / "cluster.toml").open("a") as toml:
        toml.write('[notify]\nvariables = ["PROBE_NOTIFY"]\n')
    (tmp_path / "data").mkdir()
    return cluster


def task(cluster: ClusterOnDisk) -> Errand:
    return errand(str(cluster.folder), str(cluster.root / "data"), None, "2026-11-02T03:15:00+01:00")


def published(*health: SourceHealth) -> Published:
    return Published(Path("release"), 1, health)


def test_a_webhook_hears_of_a_trouble_once(cluster: ClusterOnDisk, monkeypatch: pytest.MonkeyPatch) -> None:
    with partner({"/hook": "danke"}) as site:
        monkeypatch.setenv("PROBE_NOTIFY", f"json://127.0.0.1:{site.port}/hook?:from=mintfeed")
        tell_published(task(cluster), published(source("museum", "failed", "HTTP 503")))
        tell_published(task(cluster), published(source("museum", "failed", "HTTP 503")))
        assert [path for path in site.paths() if path.startswith("/hook")] == ["/hook"]


def test_a_mail_arrives_with_the_trouble_in_it(
    cluster: ClusterOnDisk, monkeypatch: pytest.MonkeyPatch
) -> None:
    with mail_server() as mailbox:
        addresses = "from=feed@probe.example&to=buero@probe.example&mode=insecure&format=text"
        monkeypatch.setenv("PROBE_NOTIFY", f"mailto://127.0.0.1:{mailbox.port}/?{addresses}")
        tell_failure(task(cluster), CheckFailed("die Prüfung sagt nein"))
    (mail,) = mailbox.mails
    text = "".join(part.get_payload(decode=True).decode() for part in mail.walk() if not part.is_multipart())  # type: ignore[union-attr]
    assert "buero@probe.example" in str(mail["To"]) and "die Prüfung sagt nein" in text


def test_what_reached_nobody_is_said_again(
    cluster: ClusterOnDisk, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setenv("PROBE_NOTIFY", "json://127.0.0.1:9/geheim")
    with caplog.at_level(logging.WARNING, "mintfeed.notify"):
        tell_published(task(cluster), published(source("museum", "failed")))
    assert "PROBE_NOTIFY" in caplog.text and "geheim" not in "".join(
        record.getMessage() for record in caplog.records if record.name == "mintfeed.notify"
    )
    assert not (cluster.root / "data" / "told.json").exists()


@pytest.mark.parametrize("value", ["", "unfug", "quatsch://x"])
def test_a_variable_without_usable_addresses_is_named(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture, value: str
) -> None:
    monkeypatch.setenv("PROBE_NOTIFY", value)
    assert not send(Message("t", "b"), Notify(variables=("PROBE_NOTIFY",)))
    assert "PROBE_NOTIFY" in caplog.text


def test_a_second_run_beside_another_is_no_trouble(cluster: ClusterOnDisk) -> None:
    tell_failure(task(cluster), AlreadyRunning("ein anderer Lauf ist am Werk"))
    assert not (cluster.root / "data" / "told.json").exists()


def test_where_nobody_is_named_nothing_is_kept(tmp_path: Path) -> None:
    cluster = ClusterOnDisk.made(tmp_path)
    (tmp_path / "data").mkdir()
    tell_published(task(cluster), published(source("museum", "failed")))
    assert not (tmp_path / "data" / "told.json").exists()


@pytest.mark.parametrize("line", ['variables = ["mailto://user:pass@host"]', 'blocks = ["a b"]', "to = []"])
def test_an_address_in_the_folder_is_refused_by_name(tmp_path: Path, line: str) -> None:
    cluster = ClusterOnDisk.made(tmp_path)
    with (cluster.folder / "cluster.toml").open("a") as toml:
        toml.write(f"[notify]\n{line}\n")
    with pytest.raises(ConfigurationError, match=r"cluster\.toml: notify\."):
        load_cluster(cluster.folder)


def test_the_memory_is_readable_by_people(cluster: ClusterOnDisk, tmp_path: Path) -> None:
    write_told(tmp_path / "told.json", Told(red={"museum": "2026-11-02"}))
    assert json.loads((tmp_path / "told.json").read_text())["red"] == {"museum": "2026-11-02"}
