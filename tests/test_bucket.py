"""A bucket: addresses, conditions of each write, and what a store answers told in plain words."""

from __future__ import annotations

import http.server
import sys
import threading

import pytest

from handouts.bucket import Bucket, ConflictError, is_address
from handouts.errors import OutputError, UsageError
from tests.batch.servers import S3Server


@pytest.fixture(scope="module")
def server():
    running = S3Server()
    running.make("handouts")
    yield running
    running.close()


@pytest.fixture
def bucket(server, monkeypatch, request):
    for name, value in server.environment().items():
        monkeypatch.setenv(name, value)
    return Bucket(f"s3://handouts/{request.node.name[:60].rstrip('_')}")


@pytest.mark.parametrize(
    ("text", "is_one"),
    [("s3://bucket", True), ("file:///tmp", True), ("output", False), ("C:/output", False), ("a/b:c", False)],
)
def test_address_when_given_then_is_told_from_a_folder(text, is_one):
    assert is_address(text) == is_one


@pytest.mark.parametrize(
    ("address", "code"),
    [
        ("s3://", "H600"),
        ("s3://b", "H600"),
        ("s3://bucket/../other", "H600"),
        ("s3://bucket//two", "H600"),
        ("file:///somewhere", "H600"),
        ("https://bucket.s3.amazonaws.com/x", "H600"),
        ("az://container/prefix", "H604"),
        ("s3://me:hunter2@bucket/prefix", "H601"),
        ("az://container/prefix?sig=hunter2", "H601"),
    ],
)
def test_bucket_when_its_address_is_wrong_then_says_so_and_repeats_no_secret(address, code, monkeypatch):
    monkeypatch.delenv("AZURE_STORAGE_ACCOUNT_NAME", raising=False)
    with pytest.raises(UsageError) as raised:
        Bucket(address)
    assert [finding.code for finding in raised.value.findings] == [code]
    assert "hunter2" not in f"{raised.value} {raised.value.findings}"


def test_bucket_when_its_client_is_not_installed_then_says_what_to_install(monkeypatch):
    monkeypatch.setitem(sys.modules, "obstore", None)
    with pytest.raises(UsageError) as raised:
        Bucket("s3://handouts")
    assert raised.value.findings[0].code == "H602"
    assert "handouts[store]" in raised.value.findings[0].hint


def test_put_when_something_is_there_then_replaces_only_the_version_that_was_seen(bucket):
    first = bucket.put("ward/a.pdf", b"one", None, "application/pdf")
    with pytest.raises(ConflictError):
        bucket.put("ward/a.pdf", b"two", None, "application/pdf")
    second = bucket.put("ward/a.pdf", b"two", first, "application/pdf")
    with pytest.raises(ConflictError):
        bucket.put("ward/a.pdf", b"three", first, "application/pdf")
    assert bucket.read("ward/a.pdf") == (b"two", second)
    assert bucket.listed() == {"ward/a.pdf": second}
    assert bucket.look("ward/a.pdf") == second
    bucket.remove("ward/a.pdf")
    assert bucket.look("ward/a.pdf") is None
    assert bucket.read("ward/a.pdf") is None
    with pytest.raises(ConflictError):
        bucket.put("ward/a.pdf", b"four", second, "application/pdf")


def test_listed_when_many_lie_there_then_names_all_of_this_prefix_alone(server, bucket):
    other = Bucket("s3://handouts/test_other")
    other.put("b.pdf", b"x", None, "application/pdf")
    for number in range(5):
        bucket.put(f"ward/{number}.pdf", b"x", None, "application/pdf")
    assert sorted(bucket.listed()) == [f"ward/{number}.pdf" for number in range(5)]


def test_bucket_when_there_is_none_then_every_way_in_says_so(server, bucket):
    absent = Bucket("s3://no-such-bucket/prefix")
    for ask in (absent.listed, lambda: absent.read("a"), lambda: absent.put("a", b"x", None, "text/plain")):
        with pytest.raises(OutputError) as raised:
            ask()
        assert [finding.code for finding in raised.value.findings] == ["H603"]


class _Refusing(http.server.BaseHTTPRequestHandler):
    def do_GET(self):
        self.send_response(403)
        self.end_headers()
        self.wfile.write(b"<Error><Code>AccessDenied</Code><Message>hunter2</Message></Error>")

    def do_PUT(self):
        self.do_GET()

    def log_message(self, *_):
        pass


def test_bucket_when_the_store_refuses_then_repeats_its_code_and_nothing_else(server, monkeypatch):
    refusing = http.server.ThreadingHTTPServer(("127.0.0.1", 0), _Refusing)
    threading.Thread(target=refusing.serve_forever, daemon=True).start()
    for name, value in server.environment(refusing.server_port).items():
        monkeypatch.setenv(name, value)
    bucket = Bucket("s3://handouts/prefix")
    for ask in (bucket.listed, lambda: bucket.put("a.pdf", b"x", None, "application/pdf")):
        with pytest.raises(OutputError) as raised:
            ask()
        finding = raised.value.findings[0]
        assert finding.code == "H604"
        assert "403 Forbidden" in finding.message
        told = f"{finding} {finding.hint}"
        assert not any(secret in told for secret in ("hunter2", "nobody-may-see", str(refusing.server_port)))
    refusing.shutdown()
    refusing.server_close()


@pytest.mark.parametrize(("endpoint", "plain"), [("http://127.0.0.1:1", "true"), ("http://127.0.0.1:1", "false")])
def test_bucket_when_nobody_answers_at_the_endpoint_then_says_so_within_seconds(server, monkeypatch, endpoint, plain):
    for name, value in {**server.environment(), "AWS_ENDPOINT_URL": endpoint, "AWS_ALLOW_HTTP": plain}.items():
        monkeypatch.setenv(name, value)
    with pytest.raises(OutputError) as raised:
        Bucket("s3://handouts/prefix").listed()
    assert raised.value.findings[0].code == "H605"
    assert ("AWS_ALLOW_HTTP" in raised.value.findings[0].hint) == (plain == "false")
