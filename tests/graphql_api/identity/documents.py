"""The operations that the tests of identity send."""

ERROR = "... on UserError { __typename code message }"
ME = "{ me { id email } }"
REGISTER = f"""
mutation ($input: RegisterInput!) {{ register(input: $input) {{
    __typename {ERROR}
    ... on RegisterSuccess {{ email challenge expiresAt }}
    ... on InvalidInput {{ fields {{ path code message }} }}
    ... on Underage {{ minimumAgeYears }}
    ... on TermsChanged {{ termsVersion privacyVersion }}
}} }}"""
VERIFY_EMAIL = f"""
mutation ($input: VerifyEmailInput!) {{ verifyEmail(input: $input) {{
    __typename {ERROR}
    ... on VerifyEmailSuccess {{ email }}
    ... on WrongCode {{ attemptsLeft }}
    ... on InvalidInput {{ fields {{ path code }} }}
}} }}"""
RESEND = f"""
mutation ($input: ResendEmailVerificationInput!) {{ resendEmailVerification(input: $input) {{
    __typename {ERROR}
    ... on ResendEmailVerificationSuccess {{ expiresAt }}
    ... on TooManyAttempts {{ retryAfterSeconds }}
}} }}"""
SIGNED_IN = """
    tokens { accessToken accessExpiresAt refreshToken refreshExpiresAt deviceToken }
    session { id current ip userAgent createdAt expiresAt }
    player { id email }
"""
LOGIN = f"""
mutation ($input: LoginInput!) {{ login(input: $input) {{
    __typename {ERROR}
    ... on LoginSuccess {{ {SIGNED_IN} }}
    ... on SecondFactorRequired {{ challenge methods expiresAt }}
    ... on AccountLocked {{ challenge methods expiresAt }}
    ... on TermsChanged {{ termsVersion privacyVersion }}
    ... on TooManyAttempts {{ retryAfterSeconds }}
    ... on NotAllowed {{ reasons }}
    ... on InvalidInput {{ fields {{ path code }} }}
}} }}"""
REFRESH = f"""
mutation ($input: RefreshSessionInput!) {{ refreshSession(input: $input) {{
    __typename {ERROR}
    ... on RefreshSessionSuccess {{ {SIGNED_IN} }}
}} }}"""
LOGOUT = f"""
mutation ($input: LogoutInput!) {{ logout(input: $input) {{
    __typename {ERROR}
    ... on LogoutSuccess {{ endedAt }}
}} }}"""
STEP_UP = f"""
mutation ($input: StepUpInput!) {{ stepUp(input: $input) {{
    __typename {ERROR}
    ... on StepUpSuccess {{ holdsUntil }}
    ... on InvalidInput {{ fields {{ path code }} }}
}} }}"""


def registration(email: str, /, **changes: str) -> dict[str, dict[str, str]]:
    fields = {
        "email": email,
        "password": "correct horse battery",
        "country": "DE",
        "birthDate": "1990-05-04",
        "currency": "EUR",
        "termsVersion": "2026-01",
    }
    return {"input": {**fields, **changes}}


def sign_in(email: str, password: str = "correct horse battery") -> dict[str, dict[str, str]]:
    return {"input": {"email": email, "password": password}}
