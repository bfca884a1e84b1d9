"""status.json: the health of the run and of every source."""

from __future__ import annotations

from datetime import date, timedelta

import orjson

from feeds.published_schemas import schema_problems
from feeds.status_json import RunReport, Seconds, render_status
from tests.published import NIGHT, health
from warehouse.cluster_health import ClusterHealth
from warehouse.night import Night, State


def test_every_source_tells_its_state_when_it_was_last_read_and_what_is_wrong() -> None:
    night = Night(NIGHT, date(2026, 11, 23), date(2026, 10, 24), date(2027, 11, 23))
    run = RunReport(as_of=NIGHT, seconds=Seconds(fetch=1.23456, total=2.0), release="r1")
    never = health("b", State.FAILED, last_success=None, message="HTTP 503\x1b[31m\nDienst gestört")
    status = orjson.loads(render_status(night, run, ClusterHealth(sources=[never, health("a", State.OK)])))
    assert schema_problems("status", status) == []
    assert set(status.pop("figures").values()) == {0}
    assert status == {
        "generated": "2026-11-23T02:15:00Z",
        "window": {"from": "2026-10-24", "to": "2027-11-23"},
        "run": {
            "as_of": "2026-11-23T02:15:00Z",
            "seconds": {"fetch": 1.235, "parse": 0, "load": 0, "match": 0, "publish": 0, "total": 2.0},
            "release": "r1",
        },
        "sources": [
            {
                "id": "a",
                "partner": "sternwarte",
                "state": "ok",
                "events": 3,
                "problems": 0,
                "last_success": "2026-11-23T02:15:00Z",
                "message": "",
            },
            {
                "id": "b",
                "partner": "sternwarte",
                "state": "failed",
                "events": 3,
                "problems": 0,
                "last_success": None,
                "message": "HTTP 503[31m Dienst gestört",
            },
        ],
    }


def test_a_state_that_is_not_promised_does_not_pass() -> None:
    night = Night(NIGHT, date(2026, 11, 23), date(2026, 10, 24), date(2027, 11, 23))
    run = RunReport(as_of=NIGHT + timedelta(microseconds=5), seconds=Seconds(), release="r1")
    status = orjson.loads(render_status(night, run, ClusterHealth(sources=[health("a", State.OK)])))
    status["sources"][0]["state"] = "fine"
    assert schema_problems("status", status) != []
