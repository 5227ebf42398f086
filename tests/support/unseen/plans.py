"""Made-up plans: what a document shows, as the tables of a register."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from random import Random
from typing import NamedTuple

Row = dict[str, str]

_VERBS = ("Recruit", "Review", "Publish", "Audit", "Train", "Agree", "Redesign", "Launch", "Commission", "Map", "Embed")
_THINGS = (
    "a team of supervising social workers", "the threshold document with partners", "all plans over two years old",
    "the practice framework across every team", "a sufficiency strategy for placements", "the offer for care leavers",
    "the front door's handling of contacts", "a joint protocol with the health trust", "supervision records each month",
    "the induction of newly qualified staff", "an edge of care service", "chronologies in every case",
)  # fmt: skip
_ENDS = (
    "", "", " by moderating forty cases", " and report it to the board", " with children and families",
    " in line with the inspection's findings", " so that visits are on time", " for the three localities",
)  # fmt: skip
_TITLES = (
    "Stronger management oversight", "Timely help for families", "A stable and skilled workforce",
    "Planning for permanence without drift", "The voice of children in decisions", "Better outcomes for care leavers",
    "Effective quality assurance", "Partnership at the front door", "Safe and suitable placements",
)  # fmt: skip
_MEASURES = (
    "Referrals that are repeats within 12 months", "Assessments completed within 45 days",
    "Children seen within ten days", "Care leavers in suitable homes", "Caseloads above twenty",
    "Supervision held on time", "Agency staff as a share of posts", "Plans reviewed in time",
    "Children with three or more placements", "Visits recorded within two days",
)  # fmt: skip
_FIRST = ("Amara", "Ben", "Chloe", "Dev", "Ellen", "Farah", "Gareth", "Helen", "Imran", "Joan", "Kofi", "Lena", "Moira")
_LAST = ("Okafor", "Hughes", "Sandhu", "Pritchard", "Lawson", "Begum", "O'Neill", "Carver", "Tran", "Whitby", "Ashdown")
_POSTS = (
    "Head of Service",
    "Service Manager North",
    "Principal Social Worker",
    "Quality Assurance Manager",
    "MASH Manager",
)
_REMARKS = (
    "Two of the three posts are filled and the third is being advertised.", "The draft went to the board in May.",
    "Waiting for the trust to confirm its share of the budget.", "All teams have now had the training.",
    "Slower than planned because of sickness in the team.", "The first audit shows that the change is taking hold.",
)  # fmt: skip
_PROOFS = (
    "Audit report",
    "Training log and feedback",
    "Minutes of the board",
    "Monthly dashboard",
    "Survey of families",
)


_DONE_THINGS = (
    "Sufficiency strategy refreshed and signed off", "Weekly dip sampling of visits by managers.",
    "A single front door for early help and social care", "An offer to newly qualified staff, with a mentor each",
    "Monthly data clinics in all localities.", "Joint panel for children on the edge of care in place",
    "Better recording of the voice of the child", "Multi-agency training programme on neglect.",
    "New quality assurance framework across the service", "Family group conferences for all pre-proceedings work",
    "Exit interviews for every leaver, reported each quarter", "Pathway plans co-written with care leavers.",
    "Fortnightly tracking of unallocated work", "Refreshed terms of reference of the improvement board",
    "Housing protocol with the districts", "Peer challenge of decisions at the threshold.",
    "Clear step-down routes out of child protection", "One assessment template, without duplicated questions",
    "Supervision policy relaunched, including group supervision", "Caseload weighting tool in daily use.",
)  # fmt: skip
_OTHER_LEADS = (
    "DCS",
    "AD Safeguarding",
    "JB",
    "KT / MH",
    "Team managers",
    "HoS QA",
    "Virtual School Head",
    "All leads",
)
_OTHER_DATES = ("Mar 2024", "31st May 2024", "Ongoing", "June 2024", "Dec 2023", "30.09.24", "Spring 2024")
_OTHER_REMARKS = (
    "On agenda for May", "70 per cent of staff trained so far, the rest by the summer", "Panel meets every two weeks",
    "No movement", "Draft with partners for comment until the end of the month", "Complete and reported to scrutiny",
    "Waiting on IT to release the new form, expected in three weeks",
)  # fmt: skip


class Plan(NamedTuple):
    """A plan as the tables of a register."""

    recommendations: list[Row]
    actions: list[Row]
    indicators: list[Row]

    def items(self) -> Iterator[tuple[Row, list[Row], list[Row]]]:
        """Yield each recommendation with its actions and its indicators."""
        for item in self.recommendations:
            its = [[row for row in rows if row["Recommendation"] == item["Recommendation"]]
                   for rows in (self.actions, self.indicators)]  # fmt: skip
            yield item, its[0], its[1]


def terse(rng: Random) -> Plan:
    """Return a plan with actions as what will be there, leads as posts and initials, and dates in words."""
    made = plan(rng)
    things = rng.sample(_DONE_THINGS, len(_DONE_THINGS))
    for at, action in enumerate(made.actions):
        number = sum(each["Recommendation"] == action["Recommendation"] for each in made.actions[:at])
        action |= {
            "Ref": "abcdefgh"[number],
            "Action": things[at % len(things)] if at < len(things) else f"{things[at % len(things)].rstrip('.')} again",
            "Task Lead": rng.choice(_OTHER_LEADS),
            "Start Date": rng.choice(("Sep 2023", "Oct 2023", "Nov 2023", "1 September 2023")),
            "Completion Date": rng.choice(_OTHER_DATES),
            "Comment": rng.choice(_OTHER_REMARKS),
        }
    for indicator in made.indicators:
        indicator["Lead Officer"] = rng.choice(_OTHER_LEADS)
    return made


def plan(rng: Random) -> Plan:
    """Return a plan of a few recommendations, each with a few actions and indicators."""
    names = [f"{rng.choice(_FIRST)} {last}" for last in rng.sample(_LAST, 6)]
    leads = names if rng.random() < 0.7 else [*names[:3], *rng.sample(_POSTS, 3)]
    titles = rng.sample(_TITLES, rng.randint(3, 5))
    measures = rng.sample(_MEASURES, len(_MEASURES))
    texts = [f"{verb} {thing}{rng.choice(_ENDS)}" for verb in _VERBS for thing in _THINGS]
    texts = rng.sample(texts, 40)
    made = Plan([], [], [])
    for number, title in enumerate(titles, 1):
        item = {"Recommendation": str(number), "Title": title, "Lead": rng.choice(names), "RAG": rng.choice("RAG")}
        made.recommendations.append({**item, "Status": ""})
        for at in range(rng.randint(2, 5)):
            made.actions.append(_action(rng, str(number), at, texts.pop(), leads))
        for _ in range(rng.randint(1, 3) if measures else 0):
            if measures:
                made.indicators.append(_indicator(rng, str(number), len(made.indicators), measures.pop(), leads))
    return made


def _action(rng: Random, number: str, at: int, text: str, leads: Sequence[str]) -> Row:
    start = date(2023, 1, 9) + timedelta(days=rng.randint(0, 200))
    due = start + timedelta(days=rng.randint(40, 300))
    return {
        "Recommendation": number,
        "Ref": f"{number}.{at + 1}",
        "Action": text,
        "Task Lead": rng.choice(leads),
        "Start Date": f"{start:%d/%m/%Y}",
        "Completion Date": f"{due:%d/%m/%Y}",
        "RAG": rng.choice("RAGGC"),
        "Comment": rng.choice(_REMARKS),
        "Evidence": rng.choice(_PROOFS),
    }


def _indicator(rng: Random, number: str, at: int, text: str, leads: Sequence[str]) -> Row:
    months = [rng.randint(40, 97) for _ in range(6)]
    return {
        "Recommendation": number,
        "PI Number": f"KPI {at + 1:02}",
        "Description": text,
        "Lead Officer": rng.choice(leads),
        "Target": f"{rng.randint(70, 99)}%",
        "Actual": f"{months[-1]}%",
        "Previous": f"{months[-2]}%",
        "Months": " ".join(map(str, months)),
    }
