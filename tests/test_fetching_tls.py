"""Certificates are verified, for the name that was asked for."""

from __future__ import annotations

import ssl
import time
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path

import httpx
import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from connectors.errors import FetchFailed
from connectors.fetching import Fetcher, FetchSettings
from connectors.fetching.exchange import Wire, read_whole
from tests.loopback import HOST, partner, resolver

SETTINGS = FetchSettings(user_agent="mintfeed/0", delay_seconds=0, allow_hosts=("partner.example",), tries=1)


@pytest.fixture(scope="module")
def unknown_certificate(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A certificate for partner.example that nobody has signed, with its key."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "partner.example")])
    start = datetime.now(UTC) - timedelta(days=1)
    certificate = (
        x509.CertificateBuilder(name, name, key.public_key(), x509.random_serial_number())
        .not_valid_before(start)
        .not_valid_after(start + timedelta(days=9))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName("partner.example")]), critical=False)
        .sign(key, hashes.SHA256())
    )
    path = tmp_path_factory.mktemp("tls") / "partner.pem"
    pem = serialization.Encoding.PEM
    path.write_bytes(
        key.private_bytes(pem, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
        + certificate.public_bytes(pem)
    )
    return path


def test_a_certificate_nobody_signed_is_not_believed_though_the_name_is_asked_for(
    unknown_certificate: Path,
) -> None:
    asked: list[str | None] = []
    tls = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    tls.load_cert_chain(unknown_certificate)
    tls.sni_callback = lambda _, name, __: asked.append(name)

    with (
        partner({"/": b"x"}, tls) as site,
        Fetcher(SETTINGS, resolve=resolver({"partner.example": [HOST]})) as fetcher,
        pytest.raises(FetchFailed, match="Zertifikat"),
    ):
        fetcher.fetch(site.url("/", "partner.example"))

    assert asked == ["partner.example"]
    assert site.requests == []


def test_a_certificate_that_is_believed_gives_an_encrypted_page(unknown_certificate: Path) -> None:
    tls = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    tls.load_cert_chain(unknown_certificate)
    wire = Wire(
        user_agent="mintfeed/0",
        resolve=resolver({"partner.example": [HOST], "other.example": [HOST]}),
        allow_hosts=frozenset({"partner.example", "other.example"}),
        monotonic=time.monotonic,
        tls=ssl.create_default_context(cafile=str(unknown_certificate)),
    )
    with partner({"/": b"x" * 100_000}, tls) as site:
        read = partial(read_whole, max_bytes=100_000)
        answer = wire.ask(httpx.URL(site.url("/", "partner.example")), {}, read, 5)
        with pytest.raises(FetchFailed, match="Zertifikat"):  # it is for another name
            wire.ask(httpx.URL(site.url("/", "other.example")), {}, read, 5)

    assert answer.body == b"x" * 100_000
    assert site.requests[0].headers["host"] == f"partner.example:{site.port}"
