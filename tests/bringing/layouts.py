# ruff: noqa: E501 - a row of a table is one line
"""Tables of made-up councils, in the words and layouts that councils use, and what a person would say they are."""

from __future__ import annotations

from typing import NamedTuple


class Layout(NamedTuple):
    """A table, what it is, and what its columns are: `of the item` after a field of a recommendation."""

    name: str
    kind: str
    drawn: str
    fields: tuple[str, ...]
    before: tuple[str, ...] = ()


def layout(name: str, kind: str, drawn: str, fields: str, *before: str) -> Layout:
    return Layout(name, kind, drawn, tuple(each.strip() for each in fields.split(",")), before)


LAYOUTS = (
    layout(
        "an action plan after an inspection",
        "actions",
        """
        Action | By whom | By when | RAG | Progress update
        Recruit a permanent head of the front door | Priya Anand | 31/10/2023 | A | Two candidates were interviewed in July
        Audit forty cases a month with a moderated tool | Tom Fell | 30/09/2023 | G | June and July audits are done
        """,
        "Action, Task Lead, Completion Date, RAG, Comment",
    ),
    layout(
        "an ILACS plan in questions",
        "actions",
        """
        What will we do? | Who will do it? | When will it be done? | How will we know? | BRAG
        Launch the practice model to all teams | Head of Quality | December 2023 | Audits show the model in use | Green
        Train every supervisor in reflective supervision | Principal Social Worker | March 2024 | Records of training | Amber
        """,
        "Action, Task Lead, Completion Date, Evidence, RAG",
    ),
    layout(
        "a tracker with the priority merged over its actions",
        "actions",
        """
        Priority | Priority lead | Ref | Action | Owner | Target date | Status
        1. Strong leadership | Chloe Marsh | 1.1 | Hold a monthly performance board | Amir Khan | 30/06/2022 | Complete
        ^ | ^ | 1.2 | Publish the scorecard to members | Ruth Hale | 31/07/2022 | On track
        2. Effective help at the right time | Ben Oduya | 2.1 | Move the early help hub | Sam Price | 31/08/2022 | Delayed
        ^ | ^ | 2.2 | Agree thresholds with schools | Amir Khan | 30/09/2022 | On track
        """,
        "Title of the item, Lead of the item, Ref, Action, Task Lead, Completion Date, RAG",
    ),
    layout(
        "a tracker whose theme is only in the first row of its actions",
        "actions",
        """
        Theme | No. | Activity | Responsible officer | Start date | End date | BRAG rating | Latest update
        Workforce | 1 | Publish a recruitment offer | Jo Bright | 01/04/2023 | 30/06/2023 | B | The offer is on the website
          | 2 | Cut agency posts to a tenth | Lee Ward | 01/04/2023 | 31/03/2024 | A | Eighteen agency posts remain
        Practice | 3 | Roll out chronology guidance | Mina Shah | 01/05/2023 | 31/07/2023 | G | Guidance went out in May
          | 4 | Review every plan over two years | Lee Ward | 01/05/2023 | 30/09/2023 | R | Forty plans are still to do
        """,
        "Title of the item, Ref, Action, Task Lead, Start Date, Completion Date, RAG, Comment",
    ),
    layout(
        "a SEND plan with areas of weakness",
        "actions",
        """
        Area of significant weakness | Action | Accountable officer | Timescale | Impact measure | RAG rating
        The quality of education, health and care plans | Moderate every draft plan before it is issued | SEND Service Manager | By July 2022 | All drafts are moderated | Amber
        The quality of education, health and care plans | Train advice givers | Designated Clinical Officer | By Easter 2022 | Advice is on time | Green
        Joint commissioning | Agree a joint budget for therapies | Head of Commissioning | September 2022 | The budget is signed | Red
        """,
        "Title of the item, Action, Task Lead, Completion Date, Evidence?, RAG",
    ),
    layout(
        "a best value plan with milestones",
        "actions",
        """
        Milestone | SRO | Due | Delivery RAG | Commentary
        Balanced budget set for 2024/25 | Director of Finance | 28/02/2024 | Green | Budget options went to cabinet in November
        Asset review finished | Director of Place | 31/05/2024 | Amber | Valuations of two sites are late
        """,
        "Action, Task Lead, Completion Date, RAG, Comment",
    ),
    layout(
        "a scrutiny tracker",
        "actions",
        """
        Rec No | Recommendation | Agreed action | Lead officer | Deadline | Progress to date | Status
        1 | That the strategy is refreshed with young people | Hold three design sessions | Asha Bell | June 2023 | Two sessions were held | In progress
        2 | That waiting times are reported quarterly | Add waiting times to the dashboard | Neil Grant | May 2023 | Done in April | Complete
        """,
        "Recommendation, Title of the item, Action, Task Lead, Completion Date, Comment, RAG",
    ),
    layout(
        "an audit tracker",
        "actions",
        """
        Finding ref | Finding | Management action | Responsible manager | Original due date | Revised due date | Date closed
        F1 | Case records are not signed off by managers | Managers sign off all records weekly | Team Manager East | 31/01/2023 | 31/03/2023 | 12/03/2023
        F2 | Visits are recorded late | A daily list of late visits goes to teams | Service Manager | 28/02/2023 | 30/04/2023 |
        """,
        "Recommendation, Title of the item, Action, Task Lead, Original Completion Date, Completion Date, Date Completed",
    ),
    layout(
        "headings in two rows, the group merged",
        "actions",
        """
        Ref | Action | Responsibility | < | Timescale | < | Assurance | <
        ^ | ^ | Lead | Signed off by | Start | Finish | RAG | Comments
        a | Write a recruitment strategy | Joan Ives | Paul Dyer | Apr 2021 | Sep 2021 | G | The draft is with staff
        b | Set up an academy for new staff | Paul Dyer | Joan Ives | May 2021 | Dec 2021 | A | A provider is not yet chosen
        """,
        "Ref, Action, Task Lead, Signed Off By, Start Date, Completion Date, RAG, Comment",
    ),
    layout(
        "actions below an objective that spans the row",
        "actions",
        """
        Task | Lead | By when | RAG
        Children are seen on time | < | < | <
        a. Report visits every week | Dee Long | Nov 2019 | G
        b. Escalate late visits to the head of service | Carl Moss | Dec 2019 | A
        """,
        "Action, Task Lead, Completion Date, RAG",
    ),
    layout(
        "ratings that are only colours",
        "actions",
        """
        Action | Owner(s) | Due date | RAG
        Appoint two advanced practitioners | Head of Safeguarding | 30/11/2022 | [92D050]
        Publish the threshold document | MASH Manager | 31/12/2022 | [FFC000]
        Review caseloads | Head of Safeguarding | 31/01/2023 | [FF0000]
        """,
        "Action, Task Lead, Completion Date, RAG",
    ),
    layout(
        "a colour column without a heading",
        "actions",
        """
        Key actions | Who | When |
        Set up a joint panel | Ann Poole | Sept 2020 | Green
        Write the joint protocol | Ann Poole & Max Reed | Oct 2020 | Amber
        Agree data sharing | Max Reed | Nov 2020 | Green
        """,
        "Action, Task Lead, Completion Date, RAG",
    ),
    layout(
        "outcomes before actions",
        "actions",
        """
        Outcome | Action | Lead | Target completion date | Actual completion date | Evidence of completion | BRAG
        Care leavers have a suitable home | Commission ten more flats | Head of Housing | 30/09/2021 | | Contract register | Amber
        Care leavers have a suitable home | Train personal advisers on tenancy law | Leaving Care Manager | 31/05/2021 | 20/05/2021 | Training log | Blue
        """,
        "Objective, Action, Task Lead, Completion Date, Date Completed, Evidence, RAG",
    ),
    layout(
        "a corrective action plan",
        "actions",
        """
        Audit Finding Reference Number | Planned Corrective Action | Responsible Person | Anticipated Completion Date
        2023-011 | Reconcile the ledger every month and sign it | Lydia Cole | 30/06/2024
        2023-012 | Keep a list of who may approve orders | Marc Dunn | 31/07/2024
        """,
        "Recommendation, Action, Task Lead, Completion Date",
    ),
    layout(
        "quarters of an indicator",
        "indicators",
        """
        KPI ref | Measure | Good is | Target 2023/24 | Q1 2023/24 | Q2 2023/24 | National average
        CS1 | Referrals that are repeats within a year | Low | 20% | 24% | 22% | 21.5%
        CS2 | Assessments finished in 45 days | High | 90% | 81% | 86% | 83%
        """,
        "PI Number, Description, Better, Target, Previous, Actual, Benchmark",
    ),
    layout(
        "a scorecard with the last figure",
        "indicators",
        """
        Indicator | Owner | Year end target | Last quarter | This quarter | Direction of travel | Commentary
        Children in care with three or more moves | Ed Vance | 8% | 11% | 9% | Improving | Fewer moves after the new panel
        Care leavers in work or training | Zoe Lamb | 60% | 52% | 55% | Improving | Two apprenticeship schemes began
        """,
        "Description, Lead Officer, Target, Previous, Actual, -?, Comment",
    ),
    layout(
        "indicators under a title that spans two columns",
        "indicators",
        """
        Performance measures (reported quarterly) | < | Lead officer | Year end target | Current performance
        PI no | Description | ^ | ^ | ^
        NI 59 | Initial assessments in time | Kim Orr | 85% | 78%
        NI 60 | Core assessments in time | Kim Orr | 80% | 83%
        """,
        "PI Number, Description, Lead Officer, Target, Actual",
    ),
    layout(
        "targets and actuals in groups",
        "indicators",
        """
        Performance indicator | Target | < | Actual | < | Benchmarks | <
        ^ | 2021/22 | 2022/23 | 2021/22 | 2022/23 | Statistical neighbours | England
        Repeat child protection plans | 20% | 18% | 25% | 21% | 22% | 23%
        Placement stability over two years | 68% | 70% | 61% | 66% | 67% | 69%
        """,
        "Description, -?, Target, Previous, Actual, -?, Benchmark",
    ),
    layout(
        "indicators with the theme beside them",
        "indicators",
        """
        Theme | Ref | Performance measure | Unit | Baseline | Target | Latest
        Timely help | 1a | Contacts decided in a day | % | 70% | 95% | 91%
        Timely help | 1b | Days from referral to visit | Days | 9 | 5 | 6
        Stable homes | 2a | Moves in a year | Number | 3 | 2 | 2
        """,
        "Title of the item, PI Number, Description, Unit, Previous?, Target, Actual",
    ),
    layout(
        "a summary of recommendations",
        "recommendations",
        """
        No | Recommendation | Lead | Overall RAG | Progress since last update
        1 | Improve the quality of assessments in all teams | Fay Kerr | G | Audits show more assessments that are good
        2 | Make sure that supervision is regular | Hugh Lane | A | Supervision was recorded monthly in most teams
        """,
        "Recommendation, Title, Lead, RAG, Progress",
    ),
    layout(
        "priorities with their sponsors, confidence and next steps",
        "recommendations",
        """
        Priority | Executive sponsor | Delivery confidence | What have we done? | What difference has it made? | Next steps
        1. Leadership and governance | Chief Executive | Amber | The board has met six times | Members see figures every month | Appoint a vice chair in May
        2. A stable workforce | Director of People | Green | Forty staff joined the academy | Vacancies fell to a tenth | Open the academy to partners
        """,
        "Title, Lead, Confidence, Progress, Impact, Next Steps",
    ),
    layout(
        "areas for improvement and whether they are closed",
        "recommendations",
        """
        Area for improvement | Senior responsible officer | Status | Summary of progress
        The timeliness of return interviews | Gwen Tate | Open | Interviews within three days rose to four in five
        The sufficiency of homes | Ivor Nash | Closed | Two new homes opened and are full
        """,
        "Title, Lead, Status, Progress",
    ),
    layout(
        "people",
        "people",
        """
        Name | Job title | Email address
        Fay Kerr | Head of Service | fay.kerr@example.org
        Hugh Lane | Team Manager | hugh.lane@example.org
        """,
        "Name, Role, Email",
    ),
    layout(
        "a key with headings",
        "key",
        """
        RAG | Meaning
        Red | Off track, and action is needed now
        Amber | Some slippage, with a plan to recover
        Green | On track
        Blue | Complete and embedded
        """,
        "Code, Progress",
    ),
    layout(
        "a key without headings",
        "key",
        """
        R | Red | The action is off track
        A | Amber | The action is at risk
        G | Green | The action is on track
        """,
        "Code, Label, Progress",
        "Key",
    ),
    layout(
        "a legend of colours",
        "key",
        """
        [FF0000] | Not on track
        [FFC000] | Some delay
        [00B050] | On track
        [0070C0] | Complete
        """,
        "Colour, Label",
    ),
    layout(
        "the versions of the document",
        "ignored",
        """
        Version | Date | Author | Changes
        0.1 | 01/02/2023 | Policy team | First draft
        1.0 | 14/03/2023 | Policy team | Approved by the board
        """,
        "-, -, -, -",
        "Document control",
    ),
    layout(
        "a risk register without actions",
        "ignored?",
        """
        Risk | Likelihood | Impact | Score | Mitigation | Owner
        Staff leave faster than they join | 4 | 4 | 16 | A retention payment and an academy | Director of People
        The new system is late | 3 | 4 | 12 | The old system stays until May | Programme Manager
        """,
        "-, -, -, -, -, -",
    ),
    layout(
        "counts of ratings",
        "ignored",
        """
        Theme | Blue | Green | Amber | Red | Total
        Workforce | 3 | 5 | 2 | 1 | 11
        Practice | 1 | 7 | 3 | 0 | 11
        """,
        "-, -, -, -, -, -",
    ),
    layout(
        "a budget",
        "ignored",
        """
        Budget heading | Budget 2023/24 | Forecast spend | Variance
        Agency staff | 450,000 | 520,000 | 70,000
        Training | 60,000 | 55,000 | -5,000
        """,
        "-, -, -, -",
    ),
    layout(
        "a contents table",
        "ignored",
        """
        Section | Page
        Introduction | 3
        Progress so far | 5
        """,
        "-, -",
    ),
    layout(
        "actions without any headings",
        "actions?",
        """
        a. Review the duty rota in every team | Olga Petrie | 31/05/2022 | G
        b. Publish the new rota to partners | Sean Doyle | 30/06/2022 | A
        c. Report on the rota to the board | Olga Petrie | 31/07/2022 | G
        """,
        "Action?, Task Lead?, Completion Date?, RAG",
    ),
    layout(
        "an action and its measure in one row",
        "actions",
        """
        Recommendation | Action | Lead | Timescale | Performance indicator | Target | Current
        R3 Timely health assessments | Book every slot a month ahead | LAC Nurse | Oct 2022 | Health assessments in time | 95% | 82%
        R3 Timely health assessments | Escalate late consent | Team Manager | Nov 2022 | Consents within five days | 90% | 71%
        """,
        "Title of the item, Action, Task Lead, Completion Date, Description of the measure, Target of the measure, Actual of the measure",
    ),
    layout(
        "a heading row below the title of the item",
        "actions",
        """
        Recommendation 4: Make sure that plans are reviewed on time | < | < | <
        Action | Lead | Deadline | RAG
        Send a list of late reviews to managers | Ian Frost | 31/10/2018 | A
        Agree cover for every chair | Ian Frost | 30/11/2018 | G
        """,
        "Action, Task Lead, Completion Date, RAG",
    ),
    layout(
        "spelling mistakes and brackets",
        "actions",
        """
        Actions (what we will do) | Responsable Officer | Complettion date (or review) | R.A.G. status | Coments
        Collect the views of foster carers | Nora Pym | 31/12/2020 | G | Forty carers have answered
        Publish what they said | Nora Pym | 31/01/2021 | G | A summary is on the website
        """,
        "Action, Task Lead, Completion Date, RAG, Comment",
    ),
)
