"""Work without the certificate, the scope, the power to sign, the people or the contract for it."""

from __future__ import annotations

import numpy as np

from jianzhen.synth.dimensions import DAY, HOUR, MINUTE
from jianzhen.synth.frame import Array
from jianzhen.synth.labels import Label
from jianzhen.synth.tampering.ground import Ground
from jianzhen.synth.world import Visit
from jianzhen.words import Words

COD = "化学需氧量"
FAST, FAST_MINUTES = "HJ/T 399-2007", 25
SELDOM = ("氯化氢", "总镍", "挥发酚", "硫化物", "氨", "氟化物", "总铬", "氰化物")


def _certificate(ground: Ground) -> Array:
    """The row of the only certificate, still untouched.

    Raises:
        LookupError: There are two, or it has a story of its own.
    """
    certificates, base = ground.world["certificates"], ground.world.laboratory
    if ground.certificate or base.renewed or base.paused or base.closed:
        raise LookupError("the certificate has a story of its own")
    ground.certificate = True
    return certificates.rows(cert_no=base.cert_no)


def _by_issue(ground: Ground) -> list[Visit]:
    return sorted(ground.free(lambda _: True), key=ground.issued)


def certificate_ran_out(ground: Ground) -> Label:
    """The certificate ends and is not renewed in time; reports go out as before (OC-04)."""
    row = _certificate(ground)
    late = _by_issue(ground)[-ground.at.randint(2, 8) :]
    ends = ground.issued(late[0]) // DAY - 1
    certificates, scope = ground.world["certificates"], ground.world["capabilities"]
    shift = ends - int(certificates["expires_on"][row[0]])
    certificates["expires_on"][row] += shift
    certificates["issued_on"][row] += shift
    for name in ("valid_from_on", "valid_to_on", "verified_on"):
        scope[name] = scope[name] + shift
    last = ground.world["reports"]
    told = np.flatnonzero(last["issued_at"] // DAY > ends)
    for visit in late:
        ground.take(visit)
    return ground.label(
        "certificate_ran_out", "OC-04", (int(last["issued_at"][told].min()), int(last["issued_at"][told].max())),
        Words("证书到期后继续出报告", "reports after the certificate ran out"),
        (("certificates", row), ("reports", told)),
    )  # fmt: skip


def reports_while_suspended(ground: Ground) -> Label:
    """An order to mend things forbids reports for some weeks; they go out all the same (OC-04)."""
    row = _certificate(ground)
    visits = _by_issue(ground)
    first = ground.issued(ground.at.choice(visits[len(visits) // 3 : -3])) // DAY
    last = first + ground.at.randint(6, 30)
    world = ground.world
    certificates, reports = world["certificates"], world["reports"]
    certificates["status"][row] = "suspended"
    certificates["status_from_on"][row], certificates["status_to_on"][row] = first, last
    world["cases"].add(
        {"case_id": f"AJ-{world.laboratory.code}-Z", "org_id": ground.lab_id, "act": "qualification.conditions",
         "status": "decided", "found_on": first - 25, "filed_on": first - 18, "decided_on": first - 2,
         "effective_on": first, "stop_from_on": first, "stop_to_on": last}, 1,
    )  # fmt: skip
    told = np.flatnonzero((reports["issued_at"] // DAY >= first) & (reports["issued_at"] // DAY <= last))
    return ground.label(
        "reports_while_suspended", "OC-04", (first * DAY, (last + 1) * DAY),
        Words("责令整改、暂停期间仍出报告", "reports while suspended"), (("reports", told), ("certificates", row)),
    )  # fmt: skip


def beyond_scope(ground: Ground) -> Label:
    """Work on a new parameter began before the extension of the annex was approved (OC-20)."""
    world = ground.world
    scope, lines, reports = world["capabilities"], world["report_results"], world["reports"]
    issued = dict(zip(reports["report_no"], reports["issued_at"], strict=True))
    choice = [name for name in SELDOM if len(lines.rows(parameter=name)) and len(scope.rows(parameter=name))]
    choice = [name for name in choice if not _by_partner(ground, name)]
    if not choice:
        raise LookupError("nothing seldom is reported here")
    name = ground.at.choice(choice)
    rows = lines.rows(parameter=name)
    days = np.unique([issued[number] // DAY for number in lines["report_no"][rows]])
    approved = int(days[min(len(days) - 1, ground.at.randint(0, 2))]) + 1
    annex = scope.rows(parameter=name)
    scope["valid_from_on"][annex] = np.maximum(scope["valid_from_on"][annex], approved)
    early = rows[[issued[number] // DAY < approved for number in lines["report_no"][rows]]]
    moments = [int(issued[number]) for number in lines["report_no"][early]]
    return ground.label(
        "beyond_scope", "OC-20", (min(moments), max(moments)),
        Words(f"扩项批准前已报告{name}", "reported before the annex was extended"),
        (("report_results", early), ("capabilities", annex)),
    )  # fmt: skip


def _by_partner(ground: Ground, name: str) -> bool:
    """Whether a partner did it, as a laboratory without accreditation would say."""
    return name in ground.world.laboratory.cannot


def unlisted_method(ground: Ground) -> Label:
    """COD is digested by a fast method that the annex does not list, and reported so (OC-20)."""
    visit = ground.choose(lambda visit: visit.kind == "water" and ground.measures(visit, COD))
    world = ground.world
    results, runs, lines = ground.results(visit, [COD]), ground.runs(visit, [COD]), ground.lines(visit, [COD])
    for table, rows in (("results", results), ("analysis_runs", runs), ("report_results", lines)):
        world[table]["method"][rows] = FAST
    ends = world["analysis_runs"]["started_at"][runs] + FAST_MINUTES * MINUTE
    world["analysis_runs"]["ended_at"][runs] = ends
    by_run = dict(zip(world["analysis_runs"]["run_id"][runs], ends.tolist(), strict=True))
    world["results"]["analysed_to_at"][results] = [by_run[run] for run in world["results"]["run_id"][results]]
    return ground.label(
        "unlisted_method", "OC-20", (visit.arrive, ground.issued(visit)),
        Words("使用附表没有的方法", "by a method that is not in the annex"), (("report_results", lines),),
    )  # fmt: skip


def borrowed_signature(ground: Ground) -> Label:
    """An analyst signs while the signatories are away (39号令)."""
    world, at = ground.world, ground.at
    person = at.choice(world.laboratory.analysts)
    free = _by_issue(ground)
    visits = [ground.take(visit) for visit in at.sample(free, min(at.randint(1, 5), len(free)))]
    rows = np.concatenate([ground.report(visit) for visit in visits])
    world["reports"]["approver_id"][rows] = person
    moments = world["reports"]["issued_at"][rows]
    return ground.label(
        "borrowed_signature", "OC-06", (int(moments.min()), int(moments.max())),
        Words("报告由未经授权的人签发", "reports signed by somebody without the power"), (("reports", rows),),
    )  # fmt: skip


def hired_twice(ground: Ground) -> Label:
    """An engineer of another institution is on the list to make up the numbers (39号令 第8条)."""
    world, at = ground.world, ground.at
    others = [one for one in world.cast.laboratories if one.number != world.laboratory.number]
    person = at.choice(at.choice(others).analysts)
    since = world.dimensions.first_day - at.randint(-world.dimensions.days // 2, 300)
    employments = world["employments"]
    rows = employments.add({"person_id": person, "org_id": ground.lab_id, "from_on": since, "roles": "analyst",
                            "title_level": "middle", "experience_years": 9.0, "education": "bachelor"}, 1)  # fmt: skip
    return ground.label(
        "hired_twice", "OC-01", (since * DAY, world.dimensions.last_day * DAY),
        Words("一人同时在两家机构任职", "one person employed by two institutions"), (("employments", rows),),
    )  # fmt: skip


def sampled_before_contract(ground: Ground) -> Label:
    """The report was there before the contract: it was signed when the work was done (方案（六）)."""
    visit = ground.choose(lambda visit: visit.number < len(ground.world.visits) // 2)
    world = ground.world
    contracts, events, register = world["contracts"], world["sampling_events"], world["report_register"]
    client = visit.plant.org_id
    mine = [one for one in world.visits if one.plant.org_id == client]
    rows = contracts.rows(client_id=client)
    keep = rows[-1:]
    contracts.drop(rows[:-1])
    keep = contracts.rows(client_id=client)
    signed = min(one.day for one in mine) + ground.at.randint(2, 20)
    for name, day in (("signed_on", signed), ("starts_on", signed), ("ends_on", signed + 364)):
        contracts[name][keep] = day
    contracts["scope"][keep] = "废水、废气、厂界环境监测"
    number = contracts["contract_id"][keep[0]]
    told = np.concatenate([ground.events(one) for one in mine])
    events["contract_id"][told] = number
    register["contract_id"][register.rows(report_no=[one.report_no for one in mine])] = number
    early = told[events["started_at"][told] // DAY < signed]
    return ground.label(
        "sampled_before_contract", "OC-20", (int(events["started_at"][early].min()), signed * DAY + HOUR),
        Words("采样早于合同签订", "sampled before the contract was signed"),
        (("sampling_events", early), ("contracts", keep)),
    )  # fmt: skip
