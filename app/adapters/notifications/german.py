"""Deutsch."""

from datetime import datetime

from app.adapters.notifications.language import Language, Words
from domain.identity.messages import Template

_NEVER_TELL = (
    "Geben Sie ihn an niemanden weiter: Bei $brand fragt Sie niemand danach. "
    "Wenn Sie ihn nicht angefordert haben, müssen Sie nichts tun."
)
_NOT_YOU = (
    "Wenn Sie das nicht waren, setzen Sie bitte sofort Ihr Passwort zurück und schreiben Sie unserem Kundendienst."
)
_MONTHS = (
    *("Januar", "Februar", "März", "April", "Mai", "Juni"),
    *("Juli", "August", "September", "Oktober", "November", "Dezember"),
)


def _instant(at: datetime) -> str:
    return f"{at.day}. {_MONTHS[at.month - 1]} {at:%Y, %H:%M} Uhr UTC"


GERMAN = Language(
    words={
        Template.REGISTRATION_CODE: Words(
            "Ihr Registrierungscode für $brand",
            "$code ist Ihr Code, um die Registrierung abzuschließen.",
            _NEVER_TELL,
        ),
        Template.ALREADY_REGISTERED: Words(
            "Sie haben schon ein Konto bei $brand",
            "Jemand wollte sich mit Ihren Angaben registrieren, für die es schon ein Konto gibt.",
            "Wenn Sie das waren, melden Sie sich wie gewohnt an oder setzen Sie Ihr Passwort zurück. "
            "Wenn nicht, hat sich nichts geändert, und Sie müssen nichts tun.",
        ),
        Template.SIGN_IN_CODE: Words("Ihr Anmeldecode für $brand", "$code ist Ihr Code zum Anmelden.", _NEVER_TELL),
        Template.CONFIRMATION_CODE: Words(
            "Ihr Bestätigungscode für $brand", "$code ist Ihr Bestätigungscode.", _NEVER_TELL
        ),
        Template.PASSWORD_RESET_CODE: Words(
            "Ihr Code für ein neues Passwort bei $brand",
            "$code ist Ihr Code, um ein neues Passwort zu wählen.",
            _NEVER_TELL,
        ),
        Template.NEW_SIGN_IN: Words(
            "Neue Anmeldung bei Ihrem Konto bei $brand",
            "Neue Anmeldung am $at von $ip mit $device.",
            _NOT_YOU,
        ),
        Template.ACCOUNT_LOCKED: Words(
            "Ihr Konto bei $brand ist gesperrt",
            "Ihr Konto ist nach mehreren falschen Anmeldungen gesperrt.",
            "Melden Sie sich mit Ihrem Passwort an und bestätigen Sie mit einem Code, oder setzen Sie Ihr Passwort "
            "zurück: Dann ist es wieder frei. Wenn nicht Sie es versucht haben: Es ist niemand hineingekommen.",
        ),
        Template.PASSWORD_CHANGED: Words(
            "Ihr Passwort bei $brand wurde geändert", "Das Passwort Ihres Kontos wurde geändert.", _NOT_YOU
        ),
        Template.DETAILS_CHANGED: Words(
            "Ihre Angaben bei $brand wurden geändert", "Name oder Adresse Ihres Kontos wurde geändert.", _NOT_YOU
        ),
        Template.EMAIL_CHANGED: Words(
            "Ihre E-Mail-Adresse bei $brand wurde geändert",
            "Ihr Konto hat jetzt eine andere E-Mail-Adresse. Mit diesem Code holen Sie diese zurück: $code",
            "Wenn Sie die Adresse selbst geändert haben, müssen Sie nichts tun.",
        ),
        Template.EMAIL_CHANGE_REVERTED: Words(
            "Ihre E-Mail-Adresse bei $brand wurde zurückgeändert",
            "Eine Änderung Ihrer E-Mail-Adresse wurde vom alten Postfach aus zurückgenommen.",
            "Alle Sitzungen sind beendet. Ihr Konto ist gesperrt, bis Sie sich anmelden und mit einem Code "
            "bestätigen. Wählen Sie dann ein neues Passwort.",
        ),
        Template.PHONE_CHANGED: Words(
            "Ihre Telefonnummer bei $brand wurde geändert",
            "Die Telefonnummer Ihres Kontos wurde geändert.",
            _NOT_YOU,
        ),
        Template.TWO_FACTOR_ENABLED: Words(
            "Die Anmeldung in zwei Schritten ist eingeschaltet",
            "Ihr Konto fragt jetzt nach einem Code aus Ihrer Authenticator-App.",
            "Bewahren Sie Ihre Wiederherstellungscodes so auf, dass Sie sie auch ohne Telefon finden. " + _NOT_YOU,
        ),
        Template.TWO_FACTOR_DISABLED: Words(
            "Die Anmeldung in zwei Schritten ist ausgeschaltet",
            "Ihr Konto fragt nicht mehr nach einem Code aus Ihrer Authenticator-App.",
            _NOT_YOU,
        ),
        Template.RECOVERY_ASKED: Words(
            "Ihr Konto bei $brand: Bitte um Anmeldung ohne zweiten Schritt",
            "Jemand, der Ihr Passwort kennt, hat die Authenticator-App verloren und uns um Hilfe gebeten.",
            "Wenn Sie das waren, kümmern wir uns darum. Wenn nicht, melden Sie sich mit Ihrer App an und wählen Sie "
            "sofort ein anderes Passwort.",
        ),
        Template.RECOVERY_APPROVED: Words(
            "Ihr Konto bei $brand: Der zweite Schritt der Anmeldung wird ausgeschaltet",
            "Ab $at fragt Ihr Konto nicht mehr nach Codes aus der App, wie erbeten.",
            "Wenn Sie nicht darum gebeten haben, melden Sie sich vorher mit Ihrer App an: Damit ist es gestoppt. "
            "Wählen Sie dann ein anderes Passwort.",
        ),
        Template.RECOVERY_REJECTED: Words(
            "Ihr Konto bei $brand: Der zweite Schritt der Anmeldung bleibt",
            "Die Bitte, den zweiten Schritt der Anmeldung auszuschalten, konnten wir nicht bestätigen.",
            "Wenn Sie darum gebeten haben, schreiben Sie bitte unserem Kundendienst. Wenn nicht, wählen Sie ein "
            "anderes Passwort.",
        ),
        Template.RECOVERY_CODE_USED: Words(
            "Ein Wiederherstellungscode Ihres Kontos bei $brand wurde benutzt",
            "Einer Ihrer Wiederherstellungscodes wurde benutzt. Übrig: $left.",
            "Erzeugen Sie in den Einstellungen neue, bevor sie ausgehen. " + _NOT_YOU,
        ),
        Template.SIGN_IN_METHOD_LINKED: Words(
            "Ein neuer Weg, sich bei $brand anzumelden",
            "Sie können sich bei Ihrem Konto jetzt auch so anmelden: $method.",
            _NOT_YOU,
        ),
        Template.SIGN_IN_METHOD_UNLINKED: Words(
            "Ein Weg, sich bei $brand anzumelden, wurde entfernt",
            "Bei Ihrem Konto kann man sich so nicht mehr anmelden: $method.",
            _NOT_YOU,
        ),
        Template.ACCOUNT_CLOSED: Words(
            "Ihr Konto bei $brand ist geschlossen",
            "Ihr Konto ist geschlossen, wie Sie es wollten.",
            "Wir behalten, was das Gesetz verlangt und solange es das verlangt, und sonst nichts.",
        ),
        Template.TIME_OUT_BEGUN: Words(
            "Ihre Auszeit bei $brand hat begonnen",
            "Bis $at können Sie weder einzahlen noch spielen, und Sie erhalten keine Werbung von uns.",
            "Offene Runden werden abgerechnet, und auszahlen können Sie jederzeit. Die Auszeit endet von selbst und "
            "nicht früher. Eine längere oder eine Selbstsperre finden Sie in Ihrem Konto.",
        ),
        Template.SELF_EXCLUSION_BEGUN: Words(
            "Ihre Selbstsperre bei $brand hat begonnen",
            "Sie können weder einzahlen noch spielen und erhalten keine Werbung, mindestens bis $at.",
            "Offene Runden werden abgerechnet, und auszahlen können Sie jederzeit. "
            "Sie endet nicht von selbst: Nach diesem Tag können Sie in Ihrem Konto darum bitten.",
        ),
        Template.PERMANENT_EXCLUSION_BEGUN: Words(
            "Ihre Selbstsperre bei $brand hat begonnen",
            "Sie können auf Dauer weder einzahlen noch spielen und erhalten keine Werbung.",
            "Offene Runden werden abgerechnet, und auszahlen können Sie jederzeit.",
        ),
        Template.OPERATOR_EXCLUSION_BEGUN: Words(
            "Wir haben Sie bei $brand vom Spiel ausgeschlossen",
            "Sie können weder einzahlen noch spielen und erhalten keine Werbung, mindestens bis $at.",
            "Wir haben das zu Ihrem Schutz entschieden. Offene Runden werden abgerechnet, und auszahlen können Sie "
            "jederzeit. Halten Sie das für falsch, sagen Sie in Ihrem Konto, warum; wir antworten.",
        ),
        Template.OPERATOR_EXCLUSION_FOR_GOOD: Words(
            "Wir haben Sie bei $brand vom Spiel ausgeschlossen",
            "Sie können auf Dauer weder einzahlen noch spielen und erhalten keine Werbung.",
            "Wir haben das zu Ihrem Schutz entschieden. Offene Runden werden abgerechnet, und auszahlen können Sie "
            "jederzeit. Halten Sie das für falsch, sagen Sie in Ihrem Konto, warum; wir antworten.",
        ),
        Template.EXCLUSION_END_ASKED: Words(
            "Ihre Sperre bei $brand: Ihre Anfrage",
            "Sie möchten Ihre Sperre beenden. Wir antworten bis $at. Bis dahin ändert sich nichts.",
            "Wenn Sie das nicht waren, schreiben Sie bitte unserem Kundendienst.",
        ),
        Template.EXCLUSION_ENDS: Words(
            "Ihre Sperre bei $brand endet",
            "Ab $at können Sie wieder einzahlen und spielen, wie gewünscht.",
            "Ihre Limits sind, wie sie waren. Möchten Sie lieber fernbleiben, sperren Sie sich in Ihrem Konto.",
        ),
        Template.EXCLUSION_STAYS: Words(
            "Ihre Sperre bei $brand bleibt bestehen",
            "Wir beenden Ihre Sperre nicht vor ihrer Zeit.",
            "Auszahlen können Sie jederzeit. Unser Kundendienst nennt Ihnen, wer helfen kann.",
        ),
        Template.DATA_EXPORTED: Words(
            "Ihre Daten bei $brand wurden ausgegeben",
            "In Ihrem Konto wurde eine Kopie aller Daten ausgegeben, die wir über Sie haben.",
            _NOT_YOU,
        ),
        Template.COMPLAINT_ANSWERED: Words(
            "Ihre Beschwerde bei $brand: unsere Antwort",
            "Wir haben auf Ihre Beschwerde geantwortet. Die Antwort lesen Sie in Ihrem Konto.",
            "Dort können Sie auch erwidern. Ihr Konto sagt Ihnen, ab wann eine unabhängige Stelle entscheiden kann.",
        ),
        Template.COMPLAINT_CLOSED: Words(
            "Ihre Beschwerde bei $brand ist geschlossen",
            "Wir haben Ihre Beschwerde geschlossen. Was geschrieben wurde, bleibt in Ihrem Konto.",
            "Bleibt etwas offen, beginnen Sie zu jeder Stunde eine neue.",
        ),
    },
    signature="$brand\nDiese Nachricht wurde automatisch verschickt; Antworten darauf werden nicht gelesen.",
    methods={
        "PASSWORD": "Ihr Passwort",
        "EMAIL_CODE": "Code per E-Mail",
        "SMS_CODE": "Code per SMS",
        "TELEGRAM": "Telegram",
        "ETHEREUM": "Ethereum-Wallet",
        "TON": "TON-Wallet",
        "PASSKEY": "Passkey",
        "OPENID_CONNECT": "Konto bei einer anderen Firma",
    },
    device="$browser unter $system",
    unknown_device="einem unbekannten Gerät",
    unknown_address="einer unbekannten Adresse",
    write_instant=_instant,
)
