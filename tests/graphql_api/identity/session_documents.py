"""The operations about sessions that tests send."""

REVOKE = """
mutation ($input: RevokeSessionInput!) { revokeSession(input: $input) {
    __typename ... on UserError { code message }
    ... on RevokeSessionSuccess { sessionId endedAt }
    ... on NotAllowed { reasons } ... on InvalidInput { fields { path code } }
} }"""
REVOKE_OTHERS = """
mutation ($input: RevokeOtherSessionsInput!) { revokeOtherSessions(input: $input) {
    __typename ... on UserError { code message }
    ... on RevokeOtherSessionsSuccess { sessionIds }
    ... on NotAllowed { reasons }
} }"""
SESSIONS = """
query ($first: Int, $after: String) { me { sessions(first: $first, after: $after) {
    edges { node { id current locked device method ip country lastSeenAt createdAt userAgent } }
    pageInfo { hasNextPage endCursor }
} } }"""
HISTORY = """
query ($first: Int, $after: String, $last: Int, $before: String) { me {
    loginHistory(first: $first, after: $after, last: $last, before: $before) {
        edges { node { at event ip country userAgent device } } pageInfo { hasNextPage hasPreviousPage endCursor }
    }
    lastLogin { at ip country }
} }"""
