"""The clauses that an examiner asks about: GLI-19 v3.0, and the numbers of other regulators.

A clause that no test proves says why in ``missing``; one that a test proves has nothing there.
"""

from dataclasses import dataclass

OPERATOR = "The operator's to do, outside this software."
BACK_OFFICE = "There is no back office yet: staff work on the server's own command line."
BONUSES = "Bonuses are not offered yet."
PAYMENTS = "Payment companies are not connected yet; the sandbox's money is nobody's."
REPORTS = "Reports are not built yet."
WATCH = "The watch for fraud, laundering and harm is not built yet."


@dataclass(frozen=True, slots=True)
class Clause:
    name: str
    asks: str
    missing: str = ""


@dataclass(frozen=True, slots=True)
class Part:
    title: str
    clauses: tuple[Clause, ...]


PARTS = (
    Part(
        "Registration, identity, age",
        (
            Clause("GLI-19 2.5.2(a)(i)", "The underage are refused at the form."),
            Clause("GLI-19 2.5.2(a)", "Terms are agreed to at sign-up; required and optional fields are marked."),
            Clause("GLI-19 2.5.2(b)", "Name, address, birth date and exclusion lists are verified before play."),
            Clause("UK LCCP 17.1.1", "Age and identity are verified before deposit, free play and gambling (0 hours)."),
            Clause("GLI-19 2.5.2(c)", "The account is active once age, identity, exclusion and terms all pass."),
            Clause("GLI-19 2.5.2(d)", "One active account per player (also NJ 13:69O-1.3(c))."),
            Clause("GLI-19 2.5.2(e)", "Credentials and registration data change after strong authentication."),
            Clause("UK LCCP 17.1.1(2)", "A withdrawal triggers no request that could have come earlier."),
            Clause("UK LCCP 17.1.1(3)", "Before a deposit the player is told what may be asked."),
            Clause(
                "UK fair terms", "A deposit is not confiscated for a failed check; 12 months until a charge.", OPERATOR
            ),
            Clause("GLI-19 2.8.5", "Method, date, document type and expiry of a verification are kept."),
            Clause("GLI-19 A.3.3", "Terms that change materially are agreed to again."),
            Clause("NJ 13:69O-1.3(b)", "Manual verifications are logged."),
            Clause("MGA AML", "Due diligence at 2,000 euros of deposits in a rolling 180 days."),
            Clause("UK AML", "Due diligence at 2,000 euros in 24 hours (the older approach)."),
        ),
    ),
    Part(
        "Sign-in, second factors, sessions",
        (
            Clause("GLI-19 2.5.3(a)", "The same words whichever credential is wrong."),
            Clause("GLI-19 2.5.3(d)", "3 consecutive failures in 30 minutes lock; a second proof unlocks."),
            Clause(
                "NJ 13:69O-1.4",
                "A message at each sign-in; one terminal per session.",
                "A sign-in from a new place or device is told, not each one; no profile of this state.",
            ),
            Clause("GLI-19 2.5.3(b)", "Credentials are recovered with more than one factor."),
            Clause("GLI-19 2.5.4", "30 minutes without a sign of the player lock; full sign-in every 30 days."),
            Clause("PA 58 812a.9", "Date and time of the previous login are shown."),
            Clause("GLI-19 2.8.5(h)", "Every access to an account is logged, with its address."),
            Clause("GLI-19 B.2.3", "Staff: locked after 3 bad attempts; hashed credentials.", BACK_OFFICE),
        ),
    ),
    Part(
        "Limits",
        (
            Clause("GLI-19 A.3.7", "Limits on deposits and wagers; the operator can impose them too."),
            Clause("GLI-19 A.3.7(a)", "A stricter limit holds at once."),
            Clause("GLI-19 A.3.7(c)", "A looser limit waits 24 hours."),
            Clause("GLI-19 2.5.5", "The stricter of player's and operator's limit wins."),
            Clause("UK RTS 12A", "A prompt at registration or first deposit; asked again after 12 months."),
            Clause("UK RTS 12B", "A gross deposit limit, of any amount."),
            Clause("UK RTS 12 annex", "24 hours, 7 days and one month."),
            Clause("UK RTS 12D", "An increase after 24 hours, confirmed by the player."),
            Clause("UK RTS 12E", "A reminder at least every 6 months to review limits and transactions."),
            Clause("MGA limits", "A deposit or wagering limit is mandatory; loss and time limits are offered."),
            Clause("Curacao limits", "A waiting period before a limit rises; its length is not published."),
            Clause(
                "SE, DE, ES limits",
                "Limits by law: 1,000 euros a month across operators (DE), 700 a day (ES), a limit of one's own (SE).",
                "No profile of these countries.",
            ),
            Clause("GLI-19 2.5.6(e)", "A transaction over a limit is not partly processed without notice."),
            Clause("GLI-19 2.8.5(i)", "Of each limit and exclusion: request, reason, type, start, end."),
        ),
    ),
    Part(
        "Time-out, self-exclusion, closing",
        (
            Clause("GLI-19 A.3.8", "At once no wagers, deposits or marketing; withdrawals stay open."),
            Clause("UK self-exclusion", "Six months at least; no return without asking, and a day's wait."),
            Clause("UK SR 3.5", "Marketing stops within two days."),
            Clause("UK time-out", "24 hours, one week, one month, up to six weeks."),
            Clause("MGA exclusion", "A definite or an indefinite self-exclusion; time-outs of up to 30 days."),
            Clause("MGA early end", "A stated reason, an answer in 7 days, 24 hours or 7 days of cooling off."),
            Clause(
                "MGA brands", "One exclusion covers all brands of a registration.", "One installation is one brand."
            ),
            Clause("Curacao exclusion", "1, 3, 5 years or for good, at once and online."),
            Clause("BR exclusion", "A national register at login and wager.", "No profile of this country."),
            Clause("GLI-19 A.3.8(e)", "Third parties' requests to exclude somebody can be assessed."),
            Clause("GLI-19 A.3.10", "An account is closed at any time, its balance paid out."),
            Clause("GLI-19 A.3.3(e)", "The terms say what happens to open bets at exclusion.", OPERATOR),
            Clause("National registers", "GAMSTOP, and others by the same port."),
        ),
    ),
    Part(
        "Reality check, session, product rules",
        (
            Clause("UK RTS 13B", "The reality check blocks play until it is acknowledged."),
            Clause("UK RTS 13C, 2E", "Elapsed time and net position of the session."),
            Clause("PA 58 814a.1", "A pop-up each hour; 15 or 30 minutes by choice."),
            Clause("ES session", "Time and money are set before each slot session.", "No profile of this country."),
            Clause("UK RTS 14D, 14G", "2.5 seconds per slot cycle, 5 for other casino games."),
            Clause("UK RTS 14C", "No simultaneous slots."),
            Clause(
                "UK RTS 8A, 14E, 14F",
                "No autoplay, no turbo, no false wins.",
                "Within the games' own pages; clients are told (`play.autoplay`).",
            ),
            Clause("UK slot stake cap", "5 pounds from 25 years on, 2 pounds from 18 to 24."),
            Clause("SE, DE product", "3 and 5 seconds per cycle.", "No profile of these countries."),
            Clause("UK RTS 1", "3 months of history at once, 12 on request."),
            Clause("UK RTS 1 totals", "Won or lost in a period of choice; net deposits of a lifetime.", REPORTS),
            Clause("GLI-19 2.5.7", "A statement of the past year: deposits, withdrawals, adjustments."),
            Clause("GLI-19 2.5.7 games", "The statement's totals by game: wagered and won.", REPORTS),
            Clause(
                "GLI-19 4.14",
                "Last-game recall: the whole game, the last 50 events.",
                "Held by the games' providers; rounds show stakes and wins.",
            ),
            Clause(
                "GLI-19 4.9.1", "A demonstration touches no balance (that it behaves as paid play is its provider's)."
            ),
        ),
    ),
    Part(
        "Incomplete games, money, withdrawals",
        (
            Clause("GLI-19 4.16", "The stake of an interrupted game is held and shown."),
            Clause("GLI-19 4.3.3(b)", "No bet takes the balance below zero."),
            Clause("GLI-19 2.5.6(a)", "Every money request is answered, and if denied, why."),
            Clause("GLI-19 2.5.6(c)", "Funds are playable once received."),
            Clause("GLI-19 2.5.6(d)", "Paid out only to an instrument in the player's name.", PAYMENTS),
            Clause("GLI-19 2.5.6(f)", "No transfer between players (also NJ 13:69O-1.3(h))."),
            Clause("GLI-19 A.3.6(c)", "The player is authenticated before a withdrawal."),
            Clause("GLI-19 A.3.6(b)", "5 failed deposits in 10 minutes block.", WATCH),
            Clause("UK RTS 14B", "A player cannot cancel a withdrawal."),
            Clause(
                "GLI-19 A.3.6(f)",
                "Manual adjustments are authorised; NJ: above 500 dollars by a second.",
                "Staff have no command that changes a balance; it comes with the back office.",
            ),
            Clause("GLI-19 B.3.5", "Recovery loses and doubles no transaction."),
            Clause("GLI-19 A.4.2", "A daily report of what is held for players.", REPORTS),
            Clause("NJ 13:69O-1.3(f)", "Card deposits are refunded to the card first.", PAYMENTS),
        ),
    ),
    Part(
        "Bonuses",
        (
            Clause("UK SR 5.1.1", "Wagering at most 10 times; no mixed products.", BONUSES),
            Clause("GLI-19 A.5.3", "Terms, cancelling, and winnings that are not limited.", BONUSES),
            Clause("GLI-19 4.3.5(d)", "Restricted credits are wagered first.", BONUSES),
            Clause("GLI-19 2.5.3(c)", "Restricted and expiring credits are shown apart.", BONUSES),
            Clause("GLI-19 2.8.6, 2.8.8(m)", "Records of incentives and of changed parameters.", BONUSES),
            Clause("GLI-19 2.5.8", "Loyalty is equal for all who qualify.", BONUSES),
            Clause("SE bonus", "One welcome bonus ever.", "No profile of this country."),
            Clause("UK SR 5.1.12", "Marketing by opt-in, per product and channel."),
        ),
    ),
    Part(
        "Money laundering, harm, dormant accounts",
        (
            Clause("GLI-19 A.8.2", "Deposits and withdrawals without play are watched.", WATCH),
            Clause("UK LCCP 3.4.4", "Checks above 150 pounds of net deposits in 30 days."),
            Clause("UK LCCP 3.4.3", "Markers of harm, and acting on them (MGA: five markers).", WATCH),
            Clause("Anjouan", "Records of reports are kept 6 years.", "No profile of this place."),
            Clause("GLI-19 A.8.1", "Collusion between players.", "No game here is played between players."),
            Clause(
                "GLI-19 A.3.9",
                "Dormant accounts: protected, checked anew (NJ: 1 year; MT: 12 months).",
                "Accounts do not fall dormant: nothing is charged, and nothing taken, however long nobody comes.",
            ),
            Clause("AML records", "Records of due diligence stay five years (directive (EU) 2015/849, article 40)."),
        ),
    ),
    Part(
        "Records, audit, randomness, places",
        (
            Clause(
                "GLI-19 2.8.2",
                "18 facts of each game round.",
                "Money, times, ids and state are kept; what was played is the provider's to tell.",
            ),
            Clause("GLI-19 2.8.8", "17 kinds of significant events.", REPORTS),
            Clause(
                "GLI-19 B.3.2",
                "Every alteration of data: before, after, time, person.",
                "Limits and money keep both values; personal data keep who, when and which field.",
            ),
            Clause("GLI-19 2.9", "Reports on demand, daily, to date.", REPORTS),
            Clause("GLI-19 A.4.4", "Complaints at any hour; their records stay five years."),
            Clause("GLI-19 A.4.7", "Chat logs stay 90 days.", "There is no chat."),
            Clause("NJ 13:69O-1.4(l)", "Records stay 10 years.", "Books are never deleted; no profile of this state."),
            Clause("GLI-19 B.3.3", "A daily backup, moved off site: made and brought back here, scheduled outside."),
            Clause("GLI-19 ch. 3", "Random numbers: cryptographic, unbiased, tested at 99 %.", "No game of ours yet."),
            Clause("GLI-19 2.6.5", "No outcome is decided, and no secret stored, on the client.", "Within the games."),
            Clause("GLI-19 2.7", "Places: checked before play, at each change of address, every 30 minutes."),
            Clause(
                "GLI-19 2.7 devices",
                "Rooted devices and remote desktops are refused.",
                "A browser does not tell; it takes an app of the operator's own.",
            ),
            Clause("GLI-19 A.3.4", "Data rights: copy, correct, erase, portable export."),
            Clause(
                "GLI-19 A.3.5",
                "Objecting to profiling; a person looks at what was decided automatically.",
                "Nobody is profiled; a company's verdict on a document can be overruled by staff.",
            ),
            Clause(
                "GLI-19 A.2.5",
                "Test accounts are funded and reported apart.",
                "Production refuses trial players; test accounts come with reports.",
            ),
        ),
    ),
)
