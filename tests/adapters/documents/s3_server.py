"""A small S3 on this machine: it believes nothing but AWS Signature Version 4, which it works out by itself."""

import hashlib
import hmac
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qsl, quote, urlsplit


def signature(secret: str, method: str, target: str, headers: dict[str, str], signed: str, payload_hash: str) -> str:
    """Of a request, by "Signature Calculations for the Authorization Header" (Amazon S3 API Reference).

    ``headers`` by lower-case names; ``signed`` as in the Authorization header: ``host;x-amz-date``.
    """
    url = urlsplit(target)
    pairs = sorted((quote(name, "-_.~"), quote(value, "-_.~")) for name, value in parse_qsl(url.query, True))
    query = "&".join(f"{name}={value}" for name, value in pairs)
    lines = "".join(f"{name}:{headers[name].strip()}\n" for name in signed.split(";"))
    canonical = f"{method}\n{url.path}\n{query}\n{lines}\n{signed}\n{payload_hash}"
    moment = headers["x-amz-date"]
    day, region, service = headers["scope"].split("/")[:3]
    text = f"AWS4-HMAC-SHA256\n{moment}\n{headers['scope']}\n{hashlib.sha256(canonical.encode()).hexdigest()}"
    key = f"AWS4{secret}".encode()
    for step in (day, region, service, "aws4_request"):
        key = hmac.digest(key, step.encode(), "sha256")
    return hmac.new(key, text.encode(), "sha256").hexdigest()


class S3(ThreadingHTTPServer):
    def __init__(self, access_key: str, secret_key: str, bucket: str, region: str) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.access_key, self.secret_key, self.bucket, self.region = access_key, secret_key, bucket, region
        self.objects: dict[str, bytes] = {}
        self.refused = 0
        self.broken = False

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.server_port}"


class _Handler(BaseHTTPRequestHandler):
    server: S3

    def do_PUT(self) -> None:
        if (name := self._name()) is not None:
            self.server.objects[name] = self._body
            self._answer(200, headers={"ETag": '"x"'})

    def do_GET(self) -> None:
        if (name := self._name()) is not None:
            found = self.server.objects.get(name)
            if found is None:
                self._error(404, "NoSuchKey")
            else:
                self._answer(200, found)

    def do_DELETE(self) -> None:
        if (name := self._name()) is not None:
            self.server.objects.pop(name, None)
            self._answer(204)

    def _name(self) -> str | None:
        """The object that a genuine request means; anything else is answered here."""
        self._body = self.rfile.read(int(self.headers.get("content-length", 0)))
        if self.server.broken:
            self._error(503, "SlowDown")
        elif not self._genuine():
            self.server.refused += 1
            self._error(403, "SignatureDoesNotMatch")
        elif not self.path.startswith(f"/{self.server.bucket}/"):
            self._error(404, "NoSuchBucket")
        else:
            return self.path.removeprefix(f"/{self.server.bucket}/")
        return None

    def _genuine(self) -> bool:
        kind, _, rest = self.headers.get("authorization", "").partition(" ")
        given = dict(each.strip().split("=", 1) for each in rest.split(",") if "=" in each)
        access_key, _, scope = given.get("Credential", "").partition("/")
        payload_hash = self.headers.get("x-amz-content-sha256", "")
        headers = {name.lower(): value for name, value in self.headers.items()} | {"scope": scope}
        if kind != "AWS4-HMAC-SHA256" or access_key != self.server.access_key:
            return False
        if scope.split("/")[1:] != [self.server.region, "s3", "aws4_request"]:
            return False
        if payload_hash != hashlib.sha256(self._body).hexdigest():
            return False
        signed = given["SignedHeaders"]
        expected = signature(self.server.secret_key, self.command, self.path, headers, signed, payload_hash)
        return hmac.compare_digest(expected, given["Signature"])

    def _error(self, status: int, code: str) -> None:
        body = f"<?xml version='1.0'?><Error><Code>{code}</Code><Message>no</Message></Error>".encode()
        self._answer(status, body, {"Content-Type": "application/xml"})

    def _answer(self, status: int, body: bytes = b"", headers: dict[str, str] | None = None) -> None:
        self.send_response(status)
        for name, value in (headers or {}).items():
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:
        del format, args


@contextmanager
def s3_server(access_key: str, secret_key: str, bucket: str, region: str) -> Iterator[S3]:
    server = S3(access_key, secret_key, bucket, region)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    try:
        yield server
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
