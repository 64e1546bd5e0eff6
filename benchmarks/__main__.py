"""`make bench`: everything in one run, in about a minute."""

import os
import tempfile
from collections.abc import Sequence
from pathlib import Path
from statistics import mean, median

from benchmarks import calls, load, server
from benchmarks.calls import Call
from benchmarks.first_visit import first_visit
from benchmarks.processes import largest_memory, processor_seconds
from benchmarks.rules_alone import STOCK, by_chance_per_second, stock_per_second
from benchmarks.table import Line, machine, render
from portal import create_app
from portal.config import Config

_ROUNDS, _SECONDS = 9, 1
_KB = 1000
#: processes waiting for a processor before the run, above which its numbers are not to be trusted
_QUIET = 0.5
_WORKER_AIM, _START_AIM = 90_000_000, 1.5
_HOUSEHOLDS_AIM = 5_000
_SIZE_AIM, _REQUESTS_AIM, _PAINT_AIM = 30_000, 4, 900


def main() -> None:
    waiting = os.getloadavg()[0]
    with tempfile.TemporaryDirectory() as directory:
        database = Path(directory) / "portal.sqlite3"
        server.release(database)
        print(render([*_under_load(database), *_alone()]))
    print(f"\n{machine()}; load by {load.tool()}, {load.CONNECTIONS} connections on the loopback.")
    if waiting > _QUIET:
        print(
            f"The machine was busy with other work ({waiting:.1f} processes waiting): requests a "
            "second and shares of them are then a matter of luck; processor time is less so."
        )


def _under_load(database: Path) -> list[Line]:
    app = create_app(Config.from_environ(server.environment(database, 1)))
    with (
        server.running(database) as portal,
        server.running(database, "benchmarks.bare:app") as bare,
    ):
        at_start = largest_memory(portal.pid)
        visit = first_visit(f"http://127.0.0.1:{portal.port}/da/")
        lines = [
            *_share("Question page", calls.question_pages(app), portal, bare, aim=0.35),
            *_share("Topic page", calls.topic_pages(), portal, bare, aim=0.6),
            *_share("Result page", calls.result_pages(app), portal, bare),
            *_share("POST /api/v1/assess", calls.assessments(), portal, bare, 0.25, "0.07"),
        ]
        memory = largest_memory(portal.pid)
    seconds = portal.started_in
    return [
        *lines,
        Line("Start to first answer", f"{seconds:.2f} s", "< 1.5 s", "", seconds < _START_AIM),
        Line(
            "Memory of a worker, at its first answer",
            f"{at_start / 1e6:.0f} MB",
            "< 90 MB",
            "",
            at_start < _WORKER_AIM,
        ),
        Line("Memory of a worker, after the load", f"{memory / 1e6:.0f} MB"),
        Line(
            "First visit: bytes", f"{visit.size:,}", "≤ 30,000", "134,743", visit.size <= _SIZE_AIM
        ),
        Line(
            "First visit: requests",
            f"{visit.requests}",
            "≤ 4",
            "7",
            visit.requests <= _REQUESTS_AIM,
        ),
        Line(
            "First contentful paint at 400 kbit/s, 400 ms",
            f"{visit.paint:,.0f} ms",
            "≤ 900 ms",
            "1,832 ms",
            visit.paint <= _PAINT_AIM,
        ),
    ]


def _share(
    what: str,
    asked: Sequence[Call],
    portal: server.Server,
    bare: server.Server,
    aim: float | None = None,
    peer: str = "",
) -> list[Line]:
    """Rounds of the bare view and of the page in turn, so that both have the same weather."""
    size = round(mean(load.sizes(portal.port, asked)))
    nothing = [Call(f"/{size}", asked[0].method, asked[0].body)]
    load.measure(portal.port, asked, _SECONDS)  # what a worker makes once and keeps is not counted
    before = processor_seconds(bare.pid), processor_seconds(portal.pid)
    rounds = [
        (load.measure(bare.port, nothing, _SECONDS), load.measure(portal.port, asked, _SECONDS))
        for _ in range(_ROUNDS)
    ]
    after = processor_seconds(bare.pid), processor_seconds(portal.pid)
    plains, pages = zip(*rounds, strict=True)
    share = median(page.per_second / plain.per_second for plain, page in rounds)
    rate, p95 = median(page.per_second for page in pages), median(page.p95 for page in pages)
    plain = median(plain.per_second for plain in plains)
    lines = [
        Line(
            f"{what}: share of a bare view",
            f"{share:.2f}",
            f"≥ {aim}" if aim else "",
            peer,
            None if aim is None else share >= aim,
        ),
        Line(
            f"{what}: a second, p95 ({size / _KB:.0f} kB; bare {plain:,.0f}/s)",
            f"{rate:,.0f}, {p95:.0f} ms",
        ),
    ]
    cost = [
        (end - start) / sum(each.requests for each in answered)
        for start, end, answered in zip(before, after, (plains, pages), strict=True)
        if start is not None and end is not None
    ]
    if cost:
        taken = f"{cost[0] / cost[1]:.2f} ({cost[1] * 1e6:,.0f} µs)"
        lines.append(Line(f"{what}: the same by processor time", taken))
    return lines


def _alone() -> list[Line]:
    rate, of_twice = stock_per_second(STOCK), stock_per_second(2 * STOCK)
    return [
        Line(
            f"Households a second on one core, of a stock of {STOCK:,}",
            f"{rate:,.0f}",
            f"≥ {_HOUSEHOLDS_AIM:,}",
            "",
            rate >= _HOUSEHOLDS_AIM,
        ),
        Line(
            "Time for each household with twice as many, of that", f"{rate / of_twice:.2f}", "≈ 1"
        ),
        Line("Households a second, every fact by chance", f"{by_chance_per_second():,.0f}"),
    ]


main()
