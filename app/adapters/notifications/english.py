"""English."""

from datetime import datetime

from app.adapters.notifications.language import Language, Words
from domain.identity.messages import Template

_NEVER_TELL = "Never tell it to anyone: nobody at $brand will ask you for it. If you did not ask for it, do nothing."
_NOT_YOU = "If this was not you, reset your password now and write to our support."


def _instant(at: datetime) -> str:
    return f"{at.day} {at:%B %Y, %H:%M} UTC"


ENGLISH = Language(
    words={
        Template.REGISTRATION_CODE: Words(
            "Your $brand registration code", "$code is your code to finish registering.", _NEVER_TELL
        ),
        Template.ALREADY_REGISTERED: Words(
            "You have a $brand account already",
            "Somebody tried to register with your details, for which there is an account already.",
            "If it was you, sign in as usual, or reset your password if you have forgotten it. "
            "If it was not, nothing has changed and you need not do anything.",
        ),
        Template.SIGN_IN_CODE: Words("Your $brand sign-in code", "$code is your code to sign in.", _NEVER_TELL),
        Template.CONFIRMATION_CODE: Words(
            "Your $brand confirmation code", "$code is your confirmation code.", _NEVER_TELL
        ),
        Template.PASSWORD_RESET_CODE: Words(
            "Your $brand password reset code", "$code is your code to choose a new password.", _NEVER_TELL
        ),
        Template.NEW_SIGN_IN: Words(
            "New sign-in to your $brand account",
            "New sign-in on $at from $ip with $device.",
            _NOT_YOU,
        ),
        Template.ACCOUNT_LOCKED: Words(
            "Your $brand account is locked",
            "Your account is locked after several failed sign-ins.",
            "Sign in with your password and confirm with a code, or reset your password, to unlock it. "
            "If it was not you who tried, nobody got in.",
        ),
        Template.PASSWORD_CHANGED: Words(
            "Your $brand password was changed", "The password of your account was changed.", _NOT_YOU
        ),
        Template.DETAILS_CHANGED: Words(
            "Your $brand details were changed", "The name or address of your account was changed.", _NOT_YOU
        ),
        Template.EMAIL_CHANGED: Words(
            "Your $brand e-mail address was changed",
            "Your account has another e-mail address now. This code brings this one back: $code",
            "If you changed it yourself, you need not do anything.",
        ),
        Template.EMAIL_CHANGE_REVERTED: Words(
            "Your $brand e-mail address was changed back",
            "A change of your e-mail address was taken back from the old mailbox. Every session has ended.",
            "Your account is locked until you sign in and confirm with a code. Choose a new password then.",
        ),
        Template.PHONE_CHANGED: Words(
            "Your $brand phone number was changed", "The phone number of your account was changed.", _NOT_YOU
        ),
        Template.TWO_FACTOR_ENABLED: Words(
            "Two-factor authentication is on",
            "Your account now asks for a code from your authenticator app.",
            "Keep your recovery codes where you can find them without your phone. " + _NOT_YOU,
        ),
        Template.TWO_FACTOR_DISABLED: Words(
            "Two-factor authentication is off",
            "Your account no longer asks for a code from your authenticator app.",
            _NOT_YOU,
        ),
        Template.RECOVERY_ASKED: Words(
            "Your $brand account: a request to turn two-factor authentication off",
            "Somebody who knows your password has lost the authenticator app and asked us for help.",
            "If it was you, we will look into it. If it was not, sign in with your app and choose another password.",
        ),
        Template.RECOVERY_APPROVED: Words(
            "Your $brand account: two-factor authentication will be turned off",
            "Your account will stop asking for codes of your authenticator app on $at, as was asked.",
            "If you did not ask for that, sign in with your app before then to stop it, and choose another password.",
        ),
        Template.RECOVERY_REJECTED: Words(
            "Your $brand account: two-factor authentication stays on",
            "We could not confirm the request to turn two-factor authentication off.",
            "Please write to our support if you asked for it. If you did not, choose another password.",
        ),
        Template.RECOVERY_CODE_USED: Words(
            "A recovery code of your $brand account was used",
            "One of your recovery codes was used. Left: $left.",
            "Make new ones in your account's settings before they run out. " + _NOT_YOU,
        ),
        Template.SIGN_IN_METHOD_LINKED: Words(
            "A new way to sign in to your $brand account",
            "$method was added as a way to sign in to your account.",
            _NOT_YOU,
        ),
        Template.SIGN_IN_METHOD_UNLINKED: Words(
            "A way to sign in to your $brand account was removed",
            "$method was removed as a way to sign in to your account.",
            _NOT_YOU,
        ),
        Template.ACCOUNT_CLOSED: Words(
            "Your $brand account is closed",
            "Your account is closed, as you asked.",
            "We keep what the law tells us to keep, for as long as it does, and nothing else.",
        ),
        Template.TIME_OUT_BEGUN: Words(
            "Your $brand time-out has begun",
            "Until $at you can neither deposit nor play, and we send you no advertising.",
            "Open rounds are settled, and you can withdraw your money at any time. "
            "The time-out ends by itself, and not earlier. A longer one, or a self-exclusion, is in your account.",
        ),
        Template.SELF_EXCLUSION_BEGUN: Words(
            "Your $brand self-exclusion has begun",
            "You can neither deposit nor play, and we send you no advertising. This holds until $at at least.",
            "Open rounds are settled, and you can withdraw your money at any time. "
            "It does not end by itself: after that day you may ask for it in your account.",
        ),
        Template.PERMANENT_EXCLUSION_BEGUN: Words(
            "Your $brand self-exclusion has begun",
            "You can neither deposit nor play, for good, and we send you no advertising.",
            "Open rounds are settled, and you can withdraw your money at any time.",
        ),
        Template.OPERATOR_EXCLUSION_BEGUN: Words(
            "We have excluded you from play at $brand",
            "You can neither deposit nor play, until $at at least, and we send you no advertising.",
            "We decided this to protect you. Open rounds are settled, and you can withdraw your money at any time. "
            "If you think that we are wrong, say why in your account; we answer.",
        ),
        Template.OPERATOR_EXCLUSION_FOR_GOOD: Words(
            "We have excluded you from play at $brand",
            "You can neither deposit nor play, for good, and we send you no advertising.",
            "We decided this to protect you. Open rounds are settled, and you can withdraw your money at any time. "
            "If you think that we are wrong, say why in your account; we answer.",
        ),
        Template.EXCLUSION_END_ASKED: Words(
            "Your $brand exclusion: your request",
            "You asked to end your exclusion. We answer by $at. Until then nothing changes.",
            "If you did not ask for that, write to our support.",
        ),
        Template.EXCLUSION_ENDS: Words(
            "Your $brand exclusion ends",
            "From $at on you can deposit and play again, as was asked.",
            "Your limits are what they were. If you would rather stay away, exclude yourself in your account.",
        ),
        Template.EXCLUSION_STAYS: Words(
            "Your $brand exclusion goes on",
            "We do not end your exclusion before its time.",
            "You can withdraw your money at any time. Our support tells you who can help.",
        ),
        Template.DATA_EXPORTED: Words(
            "Your $brand data was exported",
            "A copy of all data that we hold about you was handed out in your account.",
            _NOT_YOU,
        ),
        Template.COMPLAINT_ANSWERED: Words(
            "Your complaint to $brand: our answer",
            "We have answered your complaint. Sign in to read the answer.",
            "You can write back there. Your account says from when on a third party may decide.",
        ),
        Template.COMPLAINT_CLOSED: Words(
            "Your complaint to $brand is closed",
            "We have closed your complaint. What was written stays in your account.",
            "If something is left, open another one; it is open at any hour.",
        ),
    },
    signature="$brand\nThis message was sent automatically; answers to it are not read.",
    methods={
        "PASSWORD": "your password",
        "EMAIL_CODE": "a code by e-mail",
        "SMS_CODE": "a code by SMS",
        "TELEGRAM": "Telegram",
        "ETHEREUM": "an Ethereum wallet",
        "TON": "a TON wallet",
        "PASSKEY": "a passkey",
        "OPENID_CONNECT": "an account of another company",
    },
    device="$browser on $system",
    unknown_device="an unknown device",
    unknown_address="an unknown address",
    write_instant=_instant,
)
