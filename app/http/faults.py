"""Exceptions that nobody foresaw: masked from callers, logged once without personal data, counted."""

from prometheus_client import Counter

from graphql_api.execution import Faults

COUNTED = Counter("croupier_faults", "Exceptions masked from callers", ["kind"])

faults = Faults(lambda kind: COUNTED.labels(kind).inc())
