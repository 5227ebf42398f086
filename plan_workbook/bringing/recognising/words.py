"""THE words of the field: what councils call the fields of a plan, its items and its ratings. Data, easy to add to.

A heading is compared with these words in the form that `wording.words_of` returns: capitals, punctuation, brackets,
plural forms, years, quarters and months make no difference, so a word is written once, in the singular. The
register's
own headings belong to them without being written here.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import NamedTuple

from plan_workbook import layout
from plan_workbook.bringing import fields
from plan_workbook.bringing.brought import Kind
from plan_workbook.bringing.recognising.listing import parted
from plan_workbook.layout import Kind as Holds
from plan_workbook.plan.choices import Better, Status
from plan_workbook.register import NUMBER, register_tables
from plan_workbook.values.text import fold

TABLES: Mapping[Kind, str] = {
    Kind.RECOMMENDATIONS: "recommendations",
    Kind.INDICATORS: layout.INDICATORS.key,
    Kind.ACTIONS: layout.ACTIONS.key,
    Kind.PEOPLE: layout.PEOPLE.key,
    Kind.KEY: layout.RATINGS.key,
}
"""The table of the register that each kind of table is read into."""
_HEADINGS = {table.name: table.headings for table in register_tables()}
FIELDS: Mapping[Kind, tuple[str, ...]] = {kind: _HEADINGS[name] for kind, name in TABLES.items()}
"""The fields that a column of each kind of table may be: the headings of its table in the register."""


class Heading(NamedTuple):
    """A field of a table and the words for it."""

    field: str
    words: tuple[str, ...]
    """Plain words for it, which say what it is whatever is below it."""
    vague: tuple[str, ...] = ()
    """Words that may also mean something else: what is below must fit."""
    near: tuple[str, ...] = ()
    """Words for what has no field of its own and is best kept here: a person is always asked."""
    holds: Holds = Holds.TEXT
    """What its cells hold, as the layout declares it."""


def _heading(field: str, words: str, vague: str = "", near: str = "") -> Heading:
    return Heading(field, parted(words), parted(vague), parted(near))


_PERSON = """by whom, responsibility for action, owned by, who, owner, responsible officer, officer responsible, lead,
    lead officer, lead person, task lead, responsible, responsible person, person responsible, responsibility,
    responsibility of, accountable officer, accountable, accountability, accountable lead, accountable person,
    assigned to, allocated to, named lead, named officer, officer, delivery lead, who is responsible, who will do
    it, who will do this, who is leading, lead responsibility, lead and partner, lead professional, lead manager,
    lead name, lead role, by who, action by, led by, name of lead, responsible lead, lead
    responsible, officer lead, post holder, nominated lead, delivered by, person accountable,
    responsible manager, responsible owner, who leads, who will lead, holder, ownership, owned by whom, allocated
    lead, senior lead, lead
    responsible officer, task manager, accountable to deliver, tactical lead, who is doing it, who's doing it, doing
    it, to be led by, service lead, corporate lead, manager responsible, officer in charge, responsible to deliver,
    delivery owner, delivery manager, project manager, taken forward by, progressed by, actioned by, person,
    assignee, assigned officer"""
_PERSON_VAGUE = """name, partner, team, service, agency, lead agency, lead service, lead organisation, role, post,
    manager, director, staff, people, resource,
    contact"""
_RATING = """rag, rag rating, rag status, brag, brag rating, brag status, bragg, progress rag, current rag, rating,
    rag progress, status rag, bryg, rygb, brags, ragb, rag position, rag assessment, progress rating, rating of
    progress, judgement of progress, assessment of progress, state of progress, level of progress, colour, colour
    rating, traffic light, traffic light status, delivery rag, delivery rag rating, delivery rag status, overall rag
    rating, delivery status, progress status, on track, current status, overall rag, overall status, overall rating,
    current rating, grag, status rating, b r a g, r a g"""
_RATING_VAGUE = """status, health, open closed, closed, implemented, on target, traffic light, progress, position,
    complete, completed, assessment, state, grade, delivery, where are we, confidence"""
_LATEST = "this month, this period, this quarter, now, current, latest, current month, current period"
"""Words for what is said now, beside what was said before."""
_COMMENT = """where are we now, where we are now, what have we achieved, what has been achieved, achieved so far, what
    has changed, what has been delivered, what have we delivered, what we have delivered, what has been completed,
    outcome of review, progress and next steps, update, latest update, latest position, progress update,
    progress comment, current position, narrative, position statement, latest progress, progress note, status
    update, progress this month, progress this period, progress this quarter, progress since last update,
    progress to date, progress so far, progress made, achievement to date, narrative on progress, summary
    update, current situation, update summary, what has happened, what happened, latest news, news, activity to
    date, activity this period, activity this month, what has been done, what have we done, what we have done,
    supporting commentary, supporting comment, progress and impact, summary of progress, progress report,
    explanation, reason, update on progress, progress against action, action update, activity update, current
    progress, comment on progress, progress and evidence, update for board, board update, position, commentary,
    comment, further comment, additional comment, remark, note, additional information, mitigation, highlights
    this month, highlights this period, highlights, headline, headlines, key update, where we have got to, what
    we have done so far, what have we done so far, done so far, story so far, position at month end, action to
    date, action so far, action this period, work to date, work so far, update and evidence, evidence and
    progress to date, where are we up to, notes and update, summary of position, action taken to date, action
    taken so far, achieved to date"""
_DUE = """by when, date by, completion deadline, date of delivery, when, deadline, target date, completion date, due
    date, date due, due, due by, due for completion, timescale, timeframe, time frame, timeline, time scale, end date,
    finish, finish date, end, target completion date, planned completion date, date for completion, target completion,
    completion target, complete by, to be completed by, to be completed, target date for completion, planned end date,
    planned end, target end date, date to be completed, by date, completion due, completion, implementation date,
    target implementation date, revised date, revised deadline, revised completion date, revised target date, current
    completion date, current target date, current due date, new target date, delivery date, date of completion, target
    finish, milestone date, action date, planned date, expected completion, expected completion date, action due,
    milestone due, completion by, delivery by, anticipated completion date, estimated completion date, timescale for
    completion, to be done by, deadline date, when by, delivered by, by when will it be done, planned finish, forecast
    completion date, forecast end date, agreed date, agreed completion date, review by, revised due date, complete
    before, to finish by, due to finish, deliver by, expected end, finish by, complete on or before, complete by date,
    planned end, forecast end, forecast finish, forecast date, current forecast, latest forecast, timeline end, date
    required, date to complete, required by, target deadline, deliver on or before, to be achieved, to be delivered,
    to be in place, to be implemented, to be achieved by, to be delivered by, date expected"""
_TITLE = """recommendation, what needs to change, what do we need to improve, what must improve, what needs improving,
    priority, theme, priority outcome, corporate outcome, partnership outcome, improvement goal, area for improvement,
    finding, requirement, improvement area, priority area, improvement priority, improvement theme, workstream, work
    stream, area of focus, focus area, standard, key priority, strategic priority, title, what needs to improve, area
    of weakness, area of significant weakness, significant weakness, weakness, area of concern, concern, issue, issue
    identified, area for development, area requiring improvement, ofsted recommendation, inspection recommendation,
    ofsted finding, inspection finding, recommendation text, recommendation title, finding text, audit finding, audit
    recommendation, statutory recommendation, programme, project, project name, project title, workstream name,
    workstream title, programme name, programme title, theme name, statement, area, key line of enquiry, kloe,
    judgement area, inspection area, priority title, priority description, theme title, name of priority, improvement
    requirement, domain, pillar, ambition, strand, must do, should do, quality statement, scrutiny recommendation,
    peer review recommendation, review recommendation, development area, key area for improvement, recommendation
    made, panel recommendation, issue to be addressed, what ofsted said, what ofsted told us, what inspectors told us,
    what inspectors said, bucket, bucket name, agenda item, subject, topic, what inspectors found, what the inspection
    found, what was found, what the review found, what the review told us, review finding, regulatory judgement,
    ministerial direction, requirement of the direction, judgement, auditor recommendation, peer challenge
    recommendation, thing to improve, what is not good enough, what has to improve, reason for intervention"""
_NUMBER = """recommendation number, recommendation ref, rec number, rec, rec ref, recommendation id, priority number,
    priority ref, theme number, finding number, finding ref, requirement number, area number,
    workstream number, finding reference number, audit finding reference number, audit finding ref, priority no,
    recommendation no, ofsted ref, ofsted recommendation number, inspection ref, standard number, issue number"""
_BEFORE = """previous, previous actual, last quarter, last period, last month, last year, previous quarter, previous
    period, previous year, previous month, previous performance, previous outturn, previous result, prior year,
    prior period, prior quarter, last actual, last figure, previous figure, last reported, last outturn, previous
    value, performance last quarter, performance last month, performance last year, last time"""
_NOW = """actual, current performance, latest, latest performance, latest figure, latest data, outturn, result, year
    to date, ytd, current, current figure, current value, current position, this quarter, this month, this period,
    performance, actual performance, actual figure, value, latest result, latest outturn, latest value, score,
    latest actual, current actual, position, current outturn, achieved, actual to date, actual value, reported,
    reported figure, performance this quarter, performance this month, performance to date, year to date actual,
    data, latest position, figure, now, current result, actual result, current data, current quarter, current month,
    performance this period, in month, in quarter, current status, this year, measured, latest month, latest quarter,
    latest period, most recent, most recent figure, most recent month, most recent data, latest available"""

ITEM_NUMBER = _heading(
    NUMBER,
    _NUMBER,
    """ref, reference, number, id, no, code, priority, theme, objective, workstream, finding, area, requirement,
        issue, area for improvement, standard, outcome, item, item number""",
)
"""In tables of actions and indicators too: the item that they belong to."""

_WORDS: Mapping[Kind, tuple[Heading, ...]] = {
    Kind.RECOMMENDATIONS: (
        ITEM_NUMBER,
        _heading(
            fields.TITLE,
            _TITLE,
            "description, detail, objective, outcome, aim, goal, name",
        ),
        _heading(
            fields.LEAD,
            _PERSON
            + """, recommendation lead, priority lead, exec lead, executive director, theme lead, workstream lead,
                sponsor, sro, executive lead, senior responsible officer, senior responsible owner, strategic lead,
                executive sponsor, senior lead, programme lead, project lead, priority owner, theme owner, senior
                owner, exec sponsor, strategic owner, lead director, recommendation owner, chief officer, director
                lead, portfolio lead, portfolio holder, accountable director, accountable executive, named exec,
                executive, exec, theme sponsor, cmt lead, senior accountable officer, lead member, overall lead,
                corporate owner, clt sponsor, clt lead, smt lead, corporate sponsor, director responsible, responsible
                director, board lead, finding owner, chair""",
            _PERSON_VAGUE,
        ),
        _heading(fields.STATUS, "status, open or closed, active, state, business as usual, bau"),
        _heading(fields.RAG, _RATING, _RATING_VAGUE),
        _heading(
            fields.CONFIDENCE,
            """confidence, delivery confidence, confidence rating, delivery confidence assessment, dca, confidence
                level, confidence in delivery, confidence rag, level of confidence, assurance rating, assurance
                level, how confident are we, delivery confidence rag""",
            "assurance",
        ),
        _heading(
            fields.PROGRESS,
            _COMMENT
            + """, progress, what we have achieved, achievement, key achievement, executive summary, key achievement
                this period, progress summary, overall progress, summary of progress""",
            "status, summary, evidence, activity, position, headline",
        ),
        _heading(
            fields.IMPACT,
            """impact, impact statement, evidence of impact, what difference has it made, difference made, impact to
                date, impact so far, impact on children, so what, what difference have we made, what difference has
                this made, impact for children and families, outcome achieved, impact and outcome, what has been the
                impact, impact evidenced, impact achieved""",
            "outcome, result, difference",
        ),
        _heading(
            fields.NEXT_STEPS,
            """next step, what next, what we still need to do, what still needs to be done, what else do we need to
                do, remaining action, outstanding action, what comes next, planned next, next period, activity
                planned, what happens next, plan for next period, next month, key next step, planned activity,
                priority for next period, focus for next period, next quarter, action for next period, further
                action, work planned, further action required, what we will do next, still to do, what is left to
                do, forward plan""",
        ),
    ),
    Kind.INDICATORS: (
        ITEM_NUMBER,
        _heading(
            fields.PI_NUMBER,
            """pi number, pi, kpi, kpi ref, kpi number, kpi id, pi ref, pi code, measure number, measure ref,
                indicator number, indicator ref, indicator code, measure id, indicator id, ref, reference, code,
                measure code, pi id, id, kpi code, ser, serial, metric id, metric ref, metric number, performance
                indicator ref, performance indicator number, ni ref, local ref""",
            "number, no, #",
        ),
        _heading(
            fields.DESCRIPTION,
            """measure, indicator, performance indicator, performance measure, description, pi description, kpi
                description, indicator description, measure description, metric, key performance indicator, kpi
                name, indicator name, measure name, name of indicator, what we measure, what is measured, what are
                we measuring, kpi, success measure, outcome measure, indicator title, kpi title, measure of success,
                definition, dataset item, key measure, key indicator, outcome indicator, quality measure, pi title,
                pi name, kpi measure, output, title, what will we measure, how will we measure it, indicator of
                success, standard, headline measure, related performance indicator, service measure, pi, performance
                metric, what we are measuring, what we are tracking, what are we tracking""",
            "name, detail, data item, data, question, item",
        ),
        _heading(
            fields.LEAD_OFFICER,
            _PERSON
            + """, data owner, pi owner, kpi owner, measure owner, indicator owner, data lead, measure lead,
                reported by, reporting officer, data provided by, data source owner, supplied by, reporter""",
            _PERSON_VAGUE,
        ),
        _heading(
            fields.UNIT,
            "unit, unit of measure, unit of measurement, format, data type, unit type, number or percentage",
            "type",
        ),
        _heading(
            fields.BETTER,
            """better, good is, polarity, good performance, higher or lower, better if, what is good, aim to, what
                good looks like, good to be, bigger or smaller is better, better to be, high or low, good is high or
                low, desired direction, good performance is, aim to maximise or minimise, high or low is good""",
            "aim, preferred, direction",
        ),
        _heading(
            fields.TARGET,
            """target, year end target, annual target, target for year, where we want to be, where do we want to be,
                aspiration, end of year target, target value, target
                figure, local target, plan, planned, expected, standard, target level, goal, threshold, ambition,
                year target, what is our target, stretch target, agreed target, aim, performance target, full year
                target""",
        ),
        _heading(
            fields.TARGET_NOW,
            """target to date, profiled target, target profile, quarterly target, target this quarter, target for
                quarter, milestone target, quarter target, period target, monthly target, target this period,
                interim target, ytd target, year to date target, current target, target this month, in month target""",
        ),
        _heading(
            fields.FLOOR,
            """floor, floor standard, floor target, minimum, minimum standard, red threshold, lower limit,
                intervention level, trigger""",
        ),
        _heading(
            fields.TOLERANCE,
            "tolerance, tolerance level, amber threshold, variance allowed, tolerance band, allowed variance",
        ),
        _heading(
            fields.PREVIOUS,
            _BEFORE,
            "previously",
            """baseline, starting point, starting position, baseline figure, baseline performance, position at
                inspection, at inspection""",
        ),
        _heading(
            fields.ACTUAL,
            _NOW + ", where we are now, where are we now",
            "progress, rag, rating, progress rag, status, rag rating",
        ),
        _heading(
            fields.PERIOD,
            """period, reporting period, data period, period covered, time period, as at, data as at, period end, date
                of data, data date, reporting date, latest period, month, quarter, data to, data up to, timeframe of
                data, latest data period""",
            "date, year, timescale",
        ),
        _heading(
            fields.BENCHMARK,
            """benchmark, national average, england average, england, statistical neighbour, statistical neighbour
                average, national, comparator, family group, regional average, region, nearest neighbour, stat
                neighbour, average of england, north east, benchmarking, english average, sn, north west, south
                east, south west, east midland, west midland, london, sn average, comparator average, regional,
                neighbour, national benchmark, all england, peer average, cipfa average, sn av""",
        ),
        _heading(
            fields.FORECAST,
            """forecast, year end forecast, forecast outturn, projected outturn, projection, predicted outturn,
                expected outturn, end of year forecast, year end projection, projected, predicted, forecast year
                end, estimated outturn""",
        ),
        _heading(fields.TREND, ""),
        _heading(
            fields.COMMENT,
            _COMMENT
            + """, analysis, story behind the data, data comment, performance commentary, context, so what, exception
                report""",
            "progress, status, evidence",
        ),
    ),
    Kind.ACTIONS: (
        ITEM_NUMBER,
        _heading(
            fields.OBJECTIVE,
            """objective, outcome, what do we want to achieve, what we want to achieve, desired outcome, what success
                looks like, what good looks like, what does success look like, aim, intended
                outcome, expected outcome, goal, outcome sought, objective to be achieved, key objective, what will
                be achieved, strategic objective, sub objective, planned outcome, what are we trying to achieve,
                outcome to be achieved, expected result, intended impact, expected impact, what does good look like,
                what will be different, desired impact, improvement objective, improvement sought, target outcome,
                outcome for children, our ambition, why this matter, why it matter, what we want for children,
                desired result, result we want, outcome we want, so that, sub theme, sub priority, driver,
                what we are aiming for, what we need to achieve""",
            "target, area, strand, impact, what",
            "what difference will it make, what difference will this make, difference it will make",
        ),
        _heading(
            fields.REF,
            """ref, ref number, s n, serial number, line number, reference, action ref, action number, action id,
                action reference, number, id, action code, no, item, item number, task number, task id, step, step
                number, milestone number, line, code, row, milestone ref, task ref, activity number, activity ref,
                unique ref, unique id, uid, unique identifier, action plan ref, reference number, serial, sub ref,
                wbs, wbs code, outline number, ser""",
        ),
        _heading(
            fields.ACTION,
            """action, activity, task, how are we going to do it, how are we going to do this, what do we plan to do,
                how we are going to do it, task name, action name, activity name, milestone name, action title, task
                title, steps we are taking, step we will take, what we are doing, what are we doing, action point,
                agreed step, what will we do, what we will do, planned action, key action, key activity, actions to
                be taken, action to be taken, action required, improvement action, milestone, step, how will we do
                it, how will we do this, what will be done, what are we going to do, agreed action, planned
                activity, action taken, corrective action, planned corrective action, specific action, what do we
                need to do, what needs to be done, action planned, what, action description, how, description of
                action, action detail, key milestone, key task, action needed, actions we will take, steps to be
                 taken, step to be taken, work to be done, work to be undertaken, activity to be undertaken,
                deliverable, how we will do it, smart action, how we will
                achieve this, how will we achieve this, how will it be achieved, action to address, action and
                milestone, what is the action, proposed action, remedial action, mitigating action, improvement
                activity, delivery action, task description, what we are going to do, detailed action, action plan,
                we will, action agreed, milestone description, action to achieve, key step, action summary, what we
                plan to do, intervention, things to do, to do, actions and milestones, action statement, what needs to
                happen, what must happen, what
                has to happen, actions we are taking, how we are going to get there, how will we get there, how we
                will get there, action being taken, sub action, what we are going to do about it, management action,
                what must be done, what needs doing, what will happen, undertaking, measure to be taken, work required,
                what is to be done, what has to be done, how we will respond, what is going to happen, work to be
                completed, response to recommendation, response to finding,
                what are we doing about it, our action, our response, council response, work
                planned, programme of work,
                management response and agreed action""",
            """description, detail, response, management response, service response, requirement, title,
                recommendation, commitment, mitigation, initiative, project, project name, project
                title, process, deliverables,
                measure""",
        ),
        _heading(
            fields.TASK_LEAD,
            _PERSON
            + """, action owner, action lead, task owner, operational lead, activity lead, owner of action, lead for
                action, milestone owner, delivery owner, responsible for delivery""",
            _PERSON_VAGUE,
        ),
        _heading(
            fields.START_DATE,
            """start date, start, from, begin, started, commence, commencement, date commenced, commencement date,
                planned start, begin date, planned start date, date started, starting, start by, date raised, date
                added, from date, commencing, actual start, actual start date, kick off, timeline start, start on,
                date opened, date set""",
        ),
        _heading(
            fields.COMPLETION_DATE,
            _DUE,
            "date, by, target, milestone, to, until, month, quarter, year, progress, forecast, planned",
            """review date, next review, board date, meeting date, reporting date, last update, last updated, date
                updated""",
        ),
        _heading(
            fields.ORIGINAL_COMPLETION_DATE,
            """original completion date, original date, original deadline, original target date, original due date,
                baseline date, original timescale, original end date, first due, initial deadline, original target,
                baseline completion date, initial target date, initial completion date, baseline end date, original
                finish, previous deadline, original by when, initial date""",
            "baseline, original, initial",
        ),
        _heading(
            fields.DATE_COMPLETED,
            """date completed, completed on, actual completion date, actual completion, completed date, closed, date
                closed, closed date, date achieved, actual end date, actual end, actual date, closure date, date of
                closure, actual finish, date action completed, finished on, date actually completed, actual date of
                completion, when completed, done on, date done, date of completion actual, completion date actual,
                date signed off""",
            """completed, complete, achieved, done, completion date, end date, completion, complete date, finish date,
                finish""",
        ),
        _heading(
            fields.EVIDENCE,
            """evidence, evidence of completion, evidence that action is complete, evidence of impact, evidence of
                progress, how we know, how do we
                know, how will we know, supporting evidence, evidence base, evidence source, proof, source of
                evidence, evidence link, evidence required, evidence of delivery, evidence provided, link to
                evidence, assurance, how will we evidence this, evidence and impact, evidence log, evidence of
                success, evidence of change, source of assurance, how will it be evidenced, what will we see that is
                different, what will be different, what difference has it made, shown by, how we can tell, how can we
                tell, how will we tell, evidenced by, demonstrated by, how it will be evidenced, impact for children""",
            "monitoring, output, monitored by, result",
            """success measure, success criteria, measure of success, success criterion, outcome measure, impact
                measure, how will we measure success, what will success look like, how will success be measured,
                performance measure, measure, quality assurance, outcome achieved, actual impact, impact,
                deliverable, success indicator""",
        ),
        _heading(
            fields.SIGNED_OFF_BY,
            """signed off by, sign off, signed off, approved by, verified by, agreed by, authorised by, checked by,
                assured by, sign off by, validated by, approver, confirmed by, verifier, closure agreed by""",
        ),
        _heading(fields.RAG, _RATING, f"{_RATING_VAGUE}, {_LATEST}"),
        _heading(
            fields.COMMENT,
            "progress, " + _COMMENT + ", next step, update and next step",
            f"{_LATEST}, status, impact, issue, risk, barrier, response, outcome, result, dependency, evidence, "
            "summary, action taken, outcome to date",
            "description, detail",
        ),
    ),
    Kind.PEOPLE: (
        _heading(
            fields.NAME,
            """name, person, officer, full name, officer name, contact, contact name, member, who, initials, lead,
                staff member, attendee, name of officer, lead officer, board member, responsible officer, owner""",
        ),
        _heading(
            fields.ROLE,
            """role, post, job title, title, position, designation, post title, job role, responsibility, job""",
            "organisation, team, service, service area, department, agency, representing, partner",
        ),
        _heading(fields.EMAIL, "email, e mail, email address, contact detail, mail, contact email"),
    ),
    Kind.KEY: (
        _heading(
            fields.CODE,
            """code, rag, brag, rating, key, letter, rag rating, status, brag rating, rag status, symbol, category,
                colour code, score, grade, level, rag key, key to rag""",
        ),
        _heading(fields.LABEL, "label, colour, name, status, rating, title, rag, category, description"),
        _heading(fields.COUNTS_AS, "count as"),
        _heading(
            fields.RATING_PROGRESS,
            """progress, meaning, definition, description, what it means, explanation, criteria, key, detail,
                descriptor, interpretation, criterion, guidance, progress rating, what does it mean, rationale, when
                to use, action status, explanation of status, action""",
        ),
        _heading(fields.RATING_CONFIDENCE, "confidence, delivery confidence, confidence rating"),
        _heading(fields.COLOUR, "colour, hex, fill"),
    ),
}
_ALIKE = {(Kind.PEOPLE, fields.NAME): Holds.LEADS}
"""Fields of texts that look as those of another kind do: the names of people are those of leads."""
WORDS: Mapping[Kind, tuple[Heading, ...]] = {
    kind: tuple(
        each._replace(holds=_ALIKE.get((kind, each.field), fields.HOLDS[kind][each.field])) for each in headings
    )
    for kind, headings in _WORDS.items()
}
"""What each field of each kind of table is called. The order is that of the register."""


class Sort(NamedTuple):
    """Tables that are no part of a plan, and the words of their headings."""

    called: str
    """What it is, for people: ``a risk register``."""
    words: tuple[str, ...]
    beside: tuple[str, ...] = ()
    """Words that it may have as well, which say nothing alone."""
    marks: tuple[str, ...] = ()
    """One of these must be among its headings, if there are any, or `each` and no heading but those of such a table."""
    each: str = ""
    """What each of its rows is called."""
    meant: bool = True
    """Whether nobody needs to be asked: nothing of it can belong in a register."""


A_RISK_REGISTER = "a risk register"
OTHER: tuple[Sort, ...] = (
    Sort(
        A_RISK_REGISTER,
        parted(
            """likelihood, probability, risk score, likelihood score, impact score, total risk score, inherent risk,
                residual risk, risk, risk description, gross risk, net risk, current risk, gross score, net score,
                risk owner, control, risk level, risk rating, mitigation, mitigating action, raw risk, pre mitigated
                impact, post mitigated impact, risk category, pre mitigated likelihood, post mitigated likelihood,
                proximity, risk name, consequence, existing control, risk id, risk ref, residual score, target
                score, target risk, inherent score, cause, trigger, raw total score, risk title, current control,
                further control, risk event, effect, impact, key risk, risk type"""
        ),
        parted(
            """owner, ref, action, status, description, date, score, rating, lead, comment, id, category, rag, by
                when, deadline, due date, target date, review date, update, action owner, action required"""
        ),
        parted(
            """likelihood, probability, risk score, likelihood score, impact score, total risk score, inherent risk,
                residual risk, gross risk, net risk, gross score, net score, residual score, inherent score, raw
                risk, raw total score, current risk score, risk rating, risk level, risk category, risk owner,
                proximity, pre mitigated likelihood, post mitigated likelihood"""
        ),
        each="risk",
        meant=False,
    ),
    Sort(
        "a budget",
        parted(
            """budget, cost, spend, funding, expenditure, variance, forecast spend, actual spend, funding source, cost
                centre, capital, revenue, grant, income, saving, total cost, budget heading, amount, underspend,
                overspend, price, cost code, financial year, total fund value, match funding,
                secured, value of fund"""
        ),
        parted("total, description, item, actual, forecast, year, comment, source, note"),
    ),
    Sort(
        "the document's versions",
        parted(
            """version, version number, author, issued by, issue number, change, amendment, reason for change,
                revision, approved by, summary of change, change made, amended by, document owner, version control,
                revision history, description of change, edited by, issue date, change by, nature of change, updated
                by, changed by, what changed, what was changed, detail of change, change detail, version date,
                change description, date of change, date changed, revised by, section changed"""
        ),
        parted("date, comment, name, status, by, description, detail, approval"),
    ),
    Sort(
        "a list of whom it went to",
        parted("distribution, circulation, copy to, distributed to, recipient, circulated to, copies"),
        parted("name, date, version, role, organisation"),
    ),
    Sort(
        "a sign-off",
        parted("signature, signed, sign off date, signatory, signed by, approval date, approved"),
        parted("name, date, role, position, title"),
    ),
    Sort(
        "a contents table",
        parted("page, section, page number, content, appendix, chapter, paragraph"),
        parted("title, number, description, item"),
    ),
    Sort(
        "dates of meetings",
        parted(
            """meeting, meeting date, board date, agenda item, venue, time, agenda, paper deadline, board meeting,
                forum, governance, frequency, membership, attendance, apology, chair"""
        ),
        parted("date, item, lead, month, purpose, location"),
    ),
    Sort(
        "a glossary",
        parted("acronym, term, abbreviation, stands for, glossary, full term, abbreviation used"),
        parted("meaning, definition, description"),
    ),
    Sort(
        "counts",
        parted(
            """total, count, number of action, number of recommendation, no of action, grand total, number complete,
                actions complete, percentage complete, percent complete, sum, overall total, number of red"""
        ),
        parted(
            """red, amber, green, blue, complete, rag, theme, priority, status, overdue, on track, recommendation, not
                started, number, change, previous, current, off track, at risk, delayed, completed, last month, this
                month"""
        ),
    ),
)
"""What else documents have in tables, and by which words of their headings it is known."""

LOGS = frozenset(
    {"risk", "raid", "issue", "decision", "lesson", "dependency", "assumption", "version", "revision", "amendment"}
)
"""What the logs list that councils keep next to the actions of a plan, as `words_of` returns them."""
WORDS_OF_LOGS = frozenset(
    {"log", "register", "tracker", "and", "key", "project", "programme", "learned", "of", "the", "history", "control"}
)
"""What else is in the names of such logs."""
ITEM_WORDS = (
    *("Recommendation", "Priority", "Theme", "Objective", "Area for improvement", "Improvement area", "Priority area"),
    *("Area of focus", "Area", "Workstream", "Work stream", "Finding", "Requirement", "Outcome", "Goal", "Aim"),
    *("Standard", "Strand", "Pillar", "Ambition", "Project", "Programme", "Issue", "Concern", "Section", "Chapter"),
    *("Area of weakness", "Weakness", "Key priority", "Strategic priority", "Improvement priority", "Commitment"),
    *("Area of significant weakness", "Significant weakness", "Area for development", "Area of concern", "Focus area"),
    *("Improvement theme", "Key theme", "Strategic theme", "Improvement objective", "Strategic objective", "Domain"),
    *("Improvement workstream", "Strategic aim", "Key aim", "Improvement requirement", "Challenge", "Promise"),
    *("Key line of enquiry", "Driver", "Enabler", "Action area", "Work package", "Mission", "Big idea", "Pledge"),
    *("Development area", "Judgement area", "Delivery theme", "Outcome area"),
    *("Priority action", "Learning point", "Quality statement", "Area requiring improvement", "Area of improvement"),
    *("Key area", "Focus", "Thematic area", "Improvement strand", "Improvement programme", "Finding area", "KLOE"),
)
"""What plans call their items. Such a word with a number after it names one: ``Priority 4``."""
AN_ITEM_WORD = "|".join(re.escape(word).replace(r"\ ", r"\s+") for word in sorted(ITEM_WORDS, key=len, reverse=True))
"""The same as part of a pattern, in which longer ones go first."""
BEFORE_ITEM_WORDS = frozenset(
    {
        "partnership",
        "learning",
        "corporate",
        "safeguarding",
        "service",
        "practice",
        "quality",
        "priority",
        "overarching",
    }
    | {"strategic", "key", "improvement", "local", "joint", "board", "council", "delivery", "inspection", "headline"}
    | {
        "ofsted",
        "ilacs",
        "cqc",
        "hmicfrs",
        "send",
        "jtai",
        "audit",
        "auditor",
        "peer",
        "review",
        "statutory",
        "scrutiny",
    }
    | {"urgent", "essential", "inspectorate", "external"}
)
"""Words, folded, of which an item word may have one or two before it: `Learning theme`, `Peer review finding`."""
REPORT_SECTIONS = parted(
    """purpose, purpose of report, purpose of the report, purpose of this report, reason for report, reason for the
        report, reason for recommendation, reason for the recommendation, introduction, introduction and background,
        background, background and context, background information, background paper, background document, context,
        policy context, strategic context, legal context, executive summary, summary, governance, governance
        arrangement, governance and oversight, consultation, consultation and engagement, risk, risk management, risk
        assessment, equality, equality and diversity, equality impact assessment, equality and inclusion, option,
        alternative option, alternative option considered, other option considered, option considered, conclusion,
        next step, timetable for decision, scrutiny, contact officer, report author, key issue for consideration, issue
        for consideration, recommendation, decision required, appendix, list of appendix, glossary, climate change,
        access to information, ward affected, privacy impact assessment, corporate priority, link to corporate plan"""
)
"""Headings of the sections that reports to committees and boards have, which are no items of a plan."""
ENDS_OF_SECTIONS = ("implication",)
"""What such headings end with: `Financial implications`."""
GENERIC = frozenset(
    parted(
        """a, action, actions, against, all, and, annex, appendix, assurance, background, by, closed,
            completed, contents, control, csv, current, dashboard, data, dates, delivery, detailed, do,
            document, docx, evidence, for, form, how, impact, improvement, in, indicator, indicators,
            introduction, key, know, kpi, kpis, latest, lead, leads, list, log, measure, measures,
            milestone, milestones, monitoring, next, objective, objectives, of, on, open, our, outcomes,
            outstanding, overdue, overview, page, part, pdf, performance, pi, pis, plan, position,
            priorities, priority, progress, quality, quarter, rag, rating, ratings, recommendation,
            recommendations, register, related, report, schedule, scorecard, section, sheet, sheet1,
            sheet2, sheet3, statement, status, steps, success, summary, table, table1, target, targets,
            task, tasks, the, theme, themes, this, to, tracker, update, version, we, what, will, with,
            xlsx, year"""
    )
)
"""Words of headings that say what is below them, and not to which item it belongs."""
OF_OTHERS = frozenset(
    {"section", "chapter", "standard", "project", "programme", "issue", "concern", "area", "aim", "goal", "outcome"}
    | {"objective", "pledge", "promise", "challenge"}
)
"""Item words, folded, that also stand before other numbers, ``Section 20``, and over other things than items."""

POSTS = frozenset(
    parted(
        """head, director, manager, officer, lead, chief, executive, coordinator, chair, service, team, principal,
            assistant, ad, dcs, hos, cex, ceo, deputy, social, worker, practitioner, adviser, advisor, consultant,
            partner, partners, board, councillor, cllr, all, commissioner, analyst, supervisor, iro, iros, lado,
            dco, senco, group, portfolio, member, senior, leads, managers, heads, gm, tm, police, health, ics, icb,
            ccg, nhs, hr, finance, performance, schools, education"""
    )
)
"""Words of posts and teams that lead something."""
UNITS = frozenset(
    parted(
        """%, number, days, weeks, months, hours, years, \u00a3, percentage, percent, count, ratio, rate, no, num,
            score, pounds, per"""
    )
)
_HIGHER = parted(
    """higher, high, up, increase, increasing, bigger, bigger is better, higher is better, high is good, maximise, aim
        to maximise, bib, \u2191"""
)
_LOWER = parted(
    """lower, low, down, decrease, decreasing, smaller, smaller is better, lower is better, low is good, minimise, aim
        to minimise, sib, \u2193"""
)
BETTER_SAID: Mapping[str, Better] = {
    **dict.fromkeys(map(fold, _HIGHER), Better.HIGHER),
    **dict.fromkeys(map(fold, _LOWER), Better.LOWER),
    **{fold(each): each for each in Better},
}
"""Which way is better, by the words that say it, folded."""
BETTER = frozenset((*BETTER_SAID, fold("plan is best")))
"""What is under `Better` and its other names."""
STATUSES = frozenset(
    (*map(fold, Status), *parted("open, closed, bau, business as usual activity, live, ongoing, active"))
)
"""What is under the `Status` of a recommendation."""
LEVELS = frozenset(
    parted(
        """high, medium, low, h, m, l, critical, urgent, very high, very low, p1, p2, p3, p4, normal, essential,
            desirable, fundamental, significant, merits attention, must, should, could, high priority, medium
            priority, low priority, moderate, minor, major, advisory"""
    )
)
"""How important something is, which is not the priority that a plan's actions belong to."""
NO_DATES = frozenset(
    parted(
        """ongoing, on-going, immediate, immediately, complete, completed, done, continuous, rolling, weekly, monthly,
            quarterly, annual, annually, asap, as required, in place, tbd"""
    )
)
"""What people write instead of a date; ratings may be called the same."""
VERBS = frozenset(
    parted(
        """achieve, act, adapt, address, adopt, agree, align, allocate, analyse, appoint, apply, arrange, assess,
            assure, attend, audit, begin, benchmark, bring, build, carry, challenge, change, check,
            circulate, clarify, close, co-produce, collate, commence, commission, communicate, complete,
            conduct, confirm, consider, consult, continue, contribute, convene, coordinate, create, cut,
            define, deliver, deploy, design, determine, develop, devise, disseminate, draft, embed,
            enable, engage, enhance, ensure, escalate, establish, evaluate, expand, explore, extend,
            finalise, focus, gather, give, have, hire, hold, identify, implement, improve, include,
            increase, influence, inform, initiate, instigate, introduce, invest, invite, involve, issue,
            join, launch, lead, learn, liaise, maintain, make, map, meet, mobilise, moderate, monitor,
            move, obtain, offer, open, organise, oversee, participate, pilot, plan, prepare, prioritise,
            procure, produce, progress, promote, provide, publish, put, raise, recruit, redesign, reduce,
            refine, refresh, reinforce, relaunch, reorganise, report, request, require, research,
            respond, restructure, retain, review, revise, roll, run, scope, secure, seek, set, share,
            sign, simplify, source, start, streamline, strengthen, submit, support, survey, sustain,
            take, target, tender, test, track, train, transfer, trial, undertake, update, use, work,
            write"""
    )
)
"""How texts begin that say what is to be done."""
NONE_WORDS = (
    "there are no",
    "there is no",
    "no performance indicators",
    "no indicators",
    "no actions",
    "none identified",
    "none",
)
"""How a row begins that only says that there is nothing to list."""
