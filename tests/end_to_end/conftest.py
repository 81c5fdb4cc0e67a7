"""A browser, where there is one."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from tests.end_to_end.browser import PROGRAMS, Browser, chromium, chromium_program
from tests.live.conftest import redis_server

__all__ = ["redis_server"]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    if chromium_program() is not None:
        return
    for item in items:
        if item.get_closest_marker("browser"):
            item.add_marker(pytest.mark.skip(reason=f"needs a Chromium on the PATH ({', '.join(PROGRAMS)})"))


@pytest.fixture
async def browser(tmp_path: Path) -> AsyncIterator[Browser]:
    async with chromium(tmp_path / "profile") as opened:
        yield opened
