"""Bodies that nobody should send."""

TEN_MEGABYTES = 10 * 2**20
DEPTH = 10_000
"""As deep as a body within the limit can be."""

NOT_AN_OBJECT: dict[str, bytes] = {
    "nothing": b"",
    "a number": b"1",
    "null": b"null",
    "a string": b'"s"',
    "a list": b"[]",
    "a word": b"hello",
    "NaN": b"NaN",
    "truncated": b'{"query": "{ me { id',
    "invalid UTF-8": b'{"query": "\xff\xfe"}',
    "overlong UTF-8": b'{"query": "\xc0\x80"}',
    "a bare NUL": b"\x00",
    "a NUL in a string": b'{"query": "\x00"}',
    "deep lists": b"[" * DEPTH + b"]" * DEPTH,
    "deep objects": b'{"a":' * DEPTH + b"1" + b"}" * DEPTH,
    "a deep variable": b'{"query": "{ __typename }", "variables": ' + b'{"a":' * DEPTH + b"1" + b"}" * (DEPTH + 1),
    "a giant integer": b"1" + b"0" * 60_000,
    "a giant integer within": b'{"query": "{ __typename }", "variables": {"a": 1' + b"0" * 50_000 + b"}}",
    "a giant exponent": b"[1e999999999]",
    "trailing": b'{"query": "{ __typename }"} x',
}
"""What no edge can read as a message of its own."""

STRANGE_TEXTS: dict[str, str] = {
    "NUL": "a\x00b",
    "a lone surrogate": "a\ud800b",
    "both": "\x00\udfff",
    "very long": "x" * 20_000,
    "right to left": "\u202eevil",
    "emoji": "\U0001f3b0" * 100,
}
ODD_TEXTS = {
    "quotes": "'; drop table wallets; --",
    "markup": "<script>alert(1)</script>",
    "percent": "%s%n%x{0}${7*7}",
}
"""Not forbidden where any text may stand, but nobody's name, token or currency either."""
