"""``python -m tests.compliance``: write ``docs/compliance.md``."""

from tests.compliance.matrix import PAGE, page, proofs

PAGE.write_text(page(proofs()))
