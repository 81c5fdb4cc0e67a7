"""How clients name a challenge: by its plain UUID, which is its secret too."""

from uuid import UUID

from domain.identity import ChallengeExpired, ChallengeId


def challenge_id(text: str) -> ChallengeId:
    """Raises ChallengeExpired for anything that cannot be one: there is nothing to tell them apart by."""
    try:
        return ChallengeId(UUID(text))
    except ValueError:
        raise ChallengeExpired from None
