"""Two small databases of addresses for development, in MaxMind's format.

Their networks are those that documents and benchmarks use, and nobody else (RFC 5737, RFC 3849, RFC 2544):
192.0.2.0/24 is in Great Britain, 198.51.100.0/24 in Malta, 203.0.113.0/24 in Curaçao, 2001:db8::/32 in Germany,
198.18.0.0/16 in North Korea, where nobody may play, and 198.19.0.0/16 is a VPN in Germany. A trusted proxy
(``CROUPIER_TRUSTED_PROXIES=127.0.0.1/32``) names one by ``X-Forwarded-For``.
"""

from pathlib import Path

PLACES = Path(__file__).with_name("places.mmdb")
NETWORKS = Path(__file__).with_name("networks.mmdb")
