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
        "a short list of risks",
        "ignored?",
        """
        Risk | Mitigation | Owner
        Vacancies rise in winter | The agency framework runs to March | HR Business Partner
        Health partners are late | Escalated to the board | Helen Frost
        """,
        "-, -, -",
        "Key risks",
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
    layout(
        "an export of a task list with a target and a completion date",
        "actions",
        """
        ID | Priority | Action item | Owner | Target Date | Completion Date | Status | Notes
        A1 | High | Refresh the neglect strategy | J. Holt | 30/06/2024 | 28/06/2024 | Completed | Launched at conference
        A2 | Medium | Multi-agency audit of strategy meetings | P. Rao | 31/08/2024 | | In Progress | Audit tool agreed with police
        """,
        "Ref, -?, Action, Task Lead, Completion Date, Date Completed, RAG, Comment",
    ),
    layout(
        "what inspectors said and what is done about it",
        "actions",
        """
        What Ofsted said | What we will do | Who | By when | What difference will it make? | Where are we now? | RAG
        Too many children wait for a social worker | Create two extra teams | Director of Children's Services | Sept 2023 | Children are allocated in 24 hours | Teams in place since August | Green
        Supervision is inconsistent | New supervision policy | PSW | Oct 2023 | Staff feel supported | Policy drafted, awaiting sign off | Amber
        """,
        "Title of the item, Action, Task Lead, Completion Date, Objective?, Comment, RAG",
    ),
    layout(
        "agreed actions of an audit with levels of priority",
        "actions",
        """
        No | Agreed Management Action | Priority | Responsible Officer | Implementation Date | Current Position | Implemented?
        1 | Reconciliations will be reviewed monthly | High | Chief Accountant | 31/12/2022 | Reviews in place since January | Yes
        2 | Access rights will be removed for leavers | Medium | IT Manager | 31/01/2023 | Script written but not deployed | No
        """,
        "Ref, Action, -?, Task Lead, Completion Date, Comment, -?",
    ),
    layout(
        "a care home's plan by requirement",
        "actions",
        """
        Requirement | Steps we are taking | Lead professional | Deadline for completion | Evidence | Rating
        Appropriate staffing levels must be maintained | Rota reviewed weekly by the registered manager | Registered Manager | 14/02/2022 | Rotas and dependency tool | Amber
        Medicines must be managed safely | All staff retrained and competency checked | Deputy Manager | 28/02/2022 | Training matrix | Green
        """,
        "Title of the item, Action, Task Lead, Completion Date, Evidence, RAG",
    ),
    layout(
        "two years, three quarters and a target",
        "indicators",
        """
        Ref | Indicator | 2020/21 Outturn | 2021/22 Outturn | 2022/23 Target | Q1 | Q2 | Q3 | RAG | Comment
        LI1 | Percentage of care leavers in EET | 48% | 51% | 58% | 50% | 53% | | A | Small cohort so figures vary between quarters
        LI2 | Rate of children in care per 10,000 | 92 | 95 | 88 | 96 | 94 | | R | Numbers entering care remain above neighbours
        """,
        "PI Number, Description, -?, -?, Target, Previous, Actual, -, -?, Comment",
    ),
    layout(
        "months of a scorecard with abbreviated benchmarks",
        "indicators",
        """
        Performance measure | Polarity | Eng | SN | Target | Mar-23 | Apr-23 | May-23
        % of visits in timescale | High | 85% | 86% | 90% | 81% | 83% | 84%
        Average days to adoption | Low | 450 | 470 | 426 | 480 | 476 | 470
        """,
        "Description, Better, Benchmark, -?, Target, -?, Previous, Actual",
    ),
    layout(
        "a baseline and dates in brackets",
        "indicators",
        """
        KPI | Baseline (Mar 22) | Target (Mar 23) | Current (Sep 22) | Trend | Owner
        Agency social workers as a share of posts | 31% | 15% | 24% | Down | HR Business Partner
        Average caseload | 24 | 16 | 19 | Down | Head of Service
        """,
        "Description, Previous?, Target, Actual, -?, Lead Officer",
    ),
    layout(
        "recommendations with a headline and an impact",
        "recommendations",
        """
        Ref | Ofsted recommendation | Strategic lead | BRAG | Headline progress | Impact
        1 | The quality and timeliness of assessments | Director of Social Care | A | Practice weeks held in each locality | Children's plans are clearer
        2 | Pathway plans for care leavers | Head of Corporate Parenting | G | All plans reviewed in quarter one | Care leavers say plans make sense
        """,
        "Recommendation, Title, Lead, RAG, Progress, Impact",
    ),
    layout(
        "achievements and plans of each theme",
        "recommendations",
        """
        Theme | Theme owner | Overall status | Achievements this period | Planned for next period
        Leadership | Chief Executive | Green | Peer review completed and reported | Board development day in June
        Practice | Principal Social Worker | Amber | 120 staff trained in the model | Roll out to early help teams
        """,
        "Title, Lead, RAG, Progress, Next Steps",
    ),
    layout(
        "actions numbered below headings of their own",
        "actions",
        """
        Ref | Action | Lead | Start | End | BRAG
        1 | Improving the front door | | | | G
        1.1 | Review of thresholds | Ann Hill | Jan-23 | Mar-23 | G
        1.2 | Rewrite of the referral form | Ann Hill | Feb-23 | Apr-23 | B
        2 | Improving supervision | | | | A
        2.1 | Policy refresh | Bob Ray | Jan-23 | Feb-23 | A
        """,
        "Ref, Action, Task Lead, Start Date, Completion Date, RAG",
    ),
    layout(
        "an old plan with success criteria",
        "actions",
        """
        Outcome sought | How will it be achieved | Resource implications | Lead agency | Completion timescale | Success criteria | Progress and RAG
        Children's voices shape plans | Advocacy offered to each child | Within existing budget | Children's Services | April 2020 | 90% take up | Advocacy contract let in March
        Partners share information | Information sharing agreement refreshed | Legal time | ICB | June 2020 | Agreement signed | Draft with legal services
        """,
        "Objective, Action, -?, Task Lead, Completion Date, Evidence?, Comment?",
    ),
    layout(
        "numbers of recommendations and actions, open or closed",
        "actions",
        """
        Recommendation no. | Action no. | Description | Assigned to | Date due | Date closed | Open/Closed
        R1 | 1 | Set up a complaints tracker | Ms L Owen | 01/05/2021 | 20/04/2021 | Closed
        R1 | 2 | Train managers in complaints | Ms L Owen | 01/07/2021 | | Open
        R2 | 3 | Publish quarterly learning | Mr T Eze | 01/09/2021 | | Open
        """,
        "Recommendation, Ref, Action, Task Lead, Completion Date, Date Completed, RAG",
    ),
    layout(
        "a direction whose milestones were moved",
        "actions",
        """
        Statutory direction requirement | Milestones | Milestone date | Revised milestone date | Owner | Delivery confidence | Reason for change
        Prepare an improvement plan | Draft plan to commissioners | 31/03/2023 | | Chief Executive | Green |
        Prepare an improvement plan | Final plan approved by council | 30/04/2023 | 31/05/2023 | Chief Executive | Amber | Elections moved the council meeting
        Strengthen audit | New internal audit plan | 30/06/2023 | | s151 Officer | Green |
        """,
        "Title of the item, Action, Original Completion Date, Completion Date, Task Lead, RAG?, Comment",
    ),
    layout(
        "members of a board",
        "people",
        """
        Board member | Organisation | Contact email
        Jane Ellis | Police | jane.ellis@example.org
        Omar Ali | ICB | omar.ali@example.org
        """,
        "Name, Role, Email",
    ),
    layout(
        "definitions of colours",
        "key",
        """
        Colour | Definition
        Blue | Action completed and evidence seen
        Green | Action on track to be completed by the date
        Amber | Action off track with mitigation
        Red | Action off track with no mitigation
        """,
        "Code, Progress",
    ),
    layout(
        "a key of letters and words",
        "key",
        """
        B | Complete
        G | On target
        A | Some concern
        R | Off target
        """,
        "Code, Label",
    ),
    layout(
        "versions with the date first",
        "ignored",
        """
        Date | Version | Comment | Author
        12/01/2022 | v1 | First issue | Policy Officer
        03/03/2022 | v2 | Changes after board | Policy Officer
        """,
        "-, -, -, -",
    ),
    layout(
        "dates of meetings",
        "ignored",
        """
        Meeting | Date | Time | Venue
        Improvement Board | 14/06/2023 | 10:00 | Council chamber
        Improvement Board | 19/07/2023 | 10:00 | Teams
        """,
        "-, -, -, -",
    ),
    layout(
        "findings with causes and preventive actions",
        "actions",
        """
        Finding | Root cause | Corrective action | Preventive action | Responsible | Target date | Verified by | Status
        Late return interviews | Staff vacancies | Commission a provider for interviews | Weekly list to managers | Team Manager | 30/09/2021 | QA Manager | Open
        Missing consent forms | No checklist | Add form to the checklist | Monthly dip sample | Admin Manager | 31/08/2021 | QA Manager | Closed
        """,
        "Title of the item, -?, Action, -?, Task Lead, Completion Date, Signed Off By, RAG",
    ),
    layout(
        "three groups over seven columns",
        "actions",
        """
        Improvement Theme | < | Actions | < | < | Monitoring | <
        No | Theme | Action | Owner | By | Status | Commentary
        1 | Quality of practice | Launch practice standards | PSW | Jun 23 | G | Standards launched at staff event
         | | Dip sample standards | QA lead | Sep 23 | G | First dip sample planned for July
        2 | Leadership | Coaching for managers | AD | Dec 23 | A | Supplier not yet appointed
        """,
        "Recommendation, Title of the item, Action, Task Lead, Completion Date, RAG, Comment",
    ),
    layout(
        "a title over the headings",
        "actions",
        """
        Action Plan - Children's Services | < | < | < | <
        Action | Person responsible | Timescale | Outcome/Impact | Progress (Dec 2022)
        Implement the reunification framework | Head of Care | March 2023 | More children return home safely | Training complete for two teams
        Review of placements over 20 weeks | Head of Care | Jan 2023 | Reduced drift | Panel meets every week
        """,
        "Action, Task Lead, Completion Date, Objective, Comment",
    ),
    layout(
        "an export of a planning tool",
        "actions",
        """
        Task Name | Assigned To | Start | Finish | % Complete | Health
        Set up the programme office | Lena Fox | 03/04/2023 | 28/04/2023 | 100% | Green
        Agree the benefits map | Raj Patel | 17/04/2023 | 31/05/2023 | 50% | Yellow
        """,
        "Action, Task Lead, Start Date, Completion Date, -?, RAG",
    ),
    layout(
        "a lead member and a lead officer",
        "actions",
        """
        Key Line of Enquiry | Improvement action | Lead Member | Lead Officer | Delivered by | RAG status
        Is the budget robust? | Monthly forecasts for the cabinet | Cllr Ames | Finance Director | 30/09/2022 | Green
        Is the budget robust? | Savings tracker for every directorate | Cllr Ames | Finance Director | 31/10/2022 | Amber
        """,
        "Title of the item, Action, Lead of the item?, Task Lead, Completion Date, RAG",
    ),
    layout(
        "a scrutiny committee's recommendations and the response",
        "actions",
        """
        Ref|Recommendation|Service response|Accepted|Lead|Timescale|Update March 2024
        1|The cabinet should publish a plan for play areas|A plan will go to the cabinet in June|Yes|Head of Parks|June 2024|Drafting has begun with ward members
        2|The cabinet should review charging|Charging will be part of the budget|Partly|Head of Finance|Feb 2025|To be picked up in the autumn
        """,
        "Recommendation, Title of the item, Action, -?, Task Lead, Completion Date, Comment",
    ),
    layout(
        "measures of success by priority",
        "indicators",
        """
        Priority | Measure of success | Current performance | Target | RAG
        Children live in stable homes | Three or more moves in a year | 12% | 9% | Red
        Children live in stable homes | Same home for two years | 64% | 70% | Amber
        Care leavers do well | In touch with the council | 94% | 95% | Green
        """,
        "Title of the item, Description, Actual, Target, -?",
    ),
    layout(
        "a risk register with actions, owners and dates",
        "actions?",
        """
        Risk | Likelihood | Impact | Score | Mitigating actions | Action owner | Due date
        Budget overspend | 4 | 5 | 20 | Weekly spend panel | Finance Director | 30/04/2024
        Staff turnover | 3 | 4 | 12 | Retention payments | HR Director | 31/05/2024
        """,
        "Comment?, -?, -?, -?, Action, Task Lead, Completion Date",
    ),
    layout(
        "terms and seasons as dates",
        "actions",
        """
        OBJECTIVE 3: Strengthen corporate parenting | < | < | < | <
        Ref. | Actions | Lead | Timeframe | RAG
        3.1 | Refresh the pledge with the children in care council | Participation Officer | Summer 2022 | G
        3.2 | Corporate parenting training for all members | Democratic Services | Autumn term 2022 | A
        """,
        "Ref, Action, Task Lead, Completion Date, RAG",
    ),
    layout(
        "from and to, and we will",
        "actions",
        """
        Sub-theme | We will | Led by | From | To | Progress RAG | Latest position (Nov)
        Recruitment | Attend three national job fairs | HR | Apr-22 | Nov-22 | Green | Two fairs attended and 14 applications
        Retention | Stay interviews with every newly qualified worker | PSW | May-22 | Mar-23 | Amber | Half have been done
        """,
        "Objective, Action, Task Lead, Start Date, Completion Date, RAG, Comment",
    ),
    layout(
        "areas for improvement identified at inspection",
        "recommendations",
        """
        Area for improvement identified at inspection | Progress | RAG | Lead
        Strategy meetings do not involve all partners | Health now attend nine in ten meetings | Green | Head of MASH
        Decisions are not recorded | New template is in use | Amber | Head of MASH
        """,
        "Title, Progress, RAG, Lead",
    ),
    layout(
        "a rating for every month",
        "actions",
        """
        Action | Lead(s) | Deadline | Apr | May | Jun | Jul
        Create a sufficiency plan | Commissioning Lead | 30/06/2023 | A | A | G | B
        Tender for supported lodgings | Commissioning Lead | 31/08/2023 | R | A | A | G
        """,
        "Action, Task Lead, Completion Date, -?, -?, -?, RAG",
    ),
    layout(
        "two things in one column",
        "actions",
        """
        Priority Area | Improvement Actions | Lead/Owner | Timescales (start - end) | Monitoring arrangements | Progress/RAG
        1: Early Help | Redesign the early help offer with partners | Head of EH | Apr 22 - Sep 22 | Early Help Board | Green - launched in June
        1: Early Help | Train lead professionals in assessment | EH Manager | May 22 - Dec 22 | Workforce group | Amber - two of five cohorts done
        """,
        "Title of the item, Action, Task Lead, Completion Date, Evidence?, Comment?",
    ),
    layout(
        "serial numbers and comments with evidence",
        "actions",
        """
        S/N | Agreed Actions | Action Owner(s) | Due Date | Status (R/A/G) | Comments / Evidence
        1 | Refresh quality assurance framework | QA Manager | 31-Jan-24 | G | Framework signed off on 12 January
        2 | Audit of repeat referrals | QA Manager | 29-Feb-24 | A | Audit half way through
        """,
        "Ref, Action, Task Lead, Completion Date, RAG, Comment",
    ),
    layout(
        "a task and its milestone",
        "actions",
        """
        Ref | Task | Milestone | Responsible Lead | Deadline | RAG | Progress
        1.1 | Improve care planning | Template in use | Service Manager | Jul 2021 | G | The template is live in all teams
        1.2 | Improve care planning | Audit completed | Service Manager | Sep 2021 | A | The audit is half complete
        """,
        "Ref, Action, -?, Task Lead, Completion Date, RAG, Comment",
    ),
    layout(
        "questions as headings",
        "actions",
        """
        What needs to change? | How are we going to do it? | By when? | Who's responsible? | How will we know it's worked? | RAG
        Plans are too long and unclear | Launch a two page plan | March 2023 | Head of Practice | Families say plans are clear | A
        Reviews are late | Weekly report on due reviews | Feb 2023 | Business Manager | 95% of reviews on time | G
        """,
        "Title of the item, Action, Completion Date, Task Lead, Evidence, RAG",
    ),
    layout(
        "years of a scorecard and the outcome",
        "indicators",
        """
        Outcome | Performance Indicator | Good to be | 19/20 | 20/21 | 21/22 YTD | Target | DoT | RAG
        Safe | Re-referral rate | Low | 22% | 24% | 21% | 20% | Up | A
        Safe | Repeat CPP | Low | 19% | 23% | 22% | 18% | Up | R
        """,
        "Title of the item, Description, Better, -?, Previous, Actual, Target, -?, -?",
    ),
    layout(
        "values with their period",
        "indicators",
        """
        Measure Name | Latest Value | Latest Period | Previous Value | Target | National
        Children in care per 10,000 | 88 | Q2 2023/24 | 90 | 80 | 71
        CiN visits in time | 84% | Q2 2023/24 | 79% | 90% | 85%
        """,
        "Description, Actual, Period, Previous, Target, Benchmark",
    ),
    layout(
        "an original and a current timescale",
        "actions",
        """
        Directorate | Service | Action | Officer | Original Timescale | Current Timescale | % Complete | Position Statement
        Place | Planning | Adopt the local enforcement plan | P Jarvis | Dec 2022 | Mar 2023 | 80 | Consultation closed in January and is being analysed
        People | Adults | New supervision tool | A Mbeki | Oct 2022 | Oct 2022 | 100 | Tool in use since October
        """,
        "-?, -?, Action, Task Lead, Original Completion Date, Completion Date, -?, Comment",
    ),
    layout(
        "an outcome after the action",
        "actions",
        """
        Area of Focus | Action Required to Achieve Outcome | Person(s) Responsible | Date for Completion | Date Completed | Outcome/Evidence of Impact
        Voice of the child | Add the child's view to each audit | QA Lead | 30/04/2023 | 28/04/2023 | Audits now report what children said
        Voice of the child | Set up a young inspectors scheme | Participation Lead | 30/09/2023 | | Six young people have applied
        """,
        "Title of the item, Action, Task Lead, Completion Date, Date Completed, Evidence",
    ),
    layout(
        "baseline, forecast and actual dates",
        "actions",
        """
        Milestone Ref | Milestone | Baseline Date | Forecast Date | Actual Date | Owner | RAG this month | RAG last month | Comments
        M1 | Business case approved | 31/01/2023 | 31/01/2023 | 30/01/2023 | SRO | B | G | Approved by cabinet on 30 January
        M2 | Supplier appointed | 30/04/2023 | 31/05/2023 | | Commercial Lead | A | G | Evaluation extended by a month
        """,
        "Ref, Action, Original Completion Date, Completion Date, Date Completed, Task Lead, RAG, -?, Comment",
    ),
    layout(
        "people by role",
        "people",
        """
        Role | Name | E-mail
        Director of Children's Services | Toni Marsh | toni.marsh@example.org
        Improvement Adviser | Lee Cho | lee.cho@example.org
        """,
        "Role, Name, Email",
    ),
    layout(
        "a key of progress and confidence",
        "key",
        """
        RAG Rating | Progress | Confidence
        R | Off track and needs action | Little confidence
        A | Off track with a plan | Some confidence
        G | On track | Confident
        """,
        "Code, Progress, Confidence",
    ),
)
