"""Why the embedded server cannot run, in words for the person at the terminal."""


class EmbeddedPostgresError(Exception):
    """Something about this machine; ``remedy`` says what the person can do about it."""

    def __init__(self, problem: str, remedy: str = "") -> None:
        super().__init__(f"{problem}\n{remedy}" if remedy else problem)
        self.problem = problem
        self.remedy = remedy


class DataFolderInUse(EmbeddedPostgresError):
    """Another process of ours holds the lock of this data folder."""
