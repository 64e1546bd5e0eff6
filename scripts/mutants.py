"""Mutation tests of the rules: `make mutants`.

mutmut changes what stands in functions, and most of the rules are expressions of a module, such
as `right = tenant & ~newer_tenant`. So a copy is made in `build/mutants` in which each of those is
a function that is called at once. A mutant that has been tried is tried again when its function,
or one that it calls, has changed.

python scripts/mutants.py               # try what is new; then a table, and what survived
python scripts/mutants.py 'rules.al*'   # try these, even if they have been tried
SAMPLE=600 SEED=1 python scripts/mutants.py   # try 600 drawn at random; forget what was tried
"""

import ast
import json
import os
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from math import sqrt
from pathlib import Path
from random import Random
from typing import Any

from mutmut.stats import status_by_exit_code

ROOT = Path(__file__).resolve().parents[1]
COPY = ROOT / "build" / "mutants"
#: the rules, their tests, and what those read
COPIED = ("pyproject.toml", "rules", "tests/__init__.py", "tests/rules", "content", "docs/rules.md")

Assignment = ast.Assign | ast.AnnAssign


def as_functions(source: str) -> str:
    """The module with the value of each assignment in a function, and each part of a long one."""
    body: list[ast.stmt] = []
    for statement in ast.parse(source).body:
        if isinstance(statement, Assignment) and statement.value and _is_worked_out(statement):
            made: list[ast.stmt] = []
            statement.value = _called(statement.value, f"made_{_name(statement)}", made)
            body += made
        body.append(statement)
    return ast.unparse(ast.fix_missing_locations(ast.Module(body, type_ignores=[])))


def _name(statement: Assignment) -> str:
    return ast.unparse(
        statement.target if isinstance(statement, ast.AnnAssign) else statement.targets[0]
    )


def _is_worked_out(statement: Assignment) -> bool:
    """It is no other name of a type, and not what a module offers."""
    types = isinstance(statement.value, ast.Name | ast.Attribute | ast.Subscript)
    variable = (
        isinstance(statement.value, ast.Call) and ast.unparse(statement.value.func) == "TypeVar"
    )
    return _name(statement).isidentifier() and not (
        types or variable or _name(statement) == "__all__"
    )


def _called(value: ast.expr, name: str, made: list[ast.stmt]) -> ast.expr:
    """A call of a new function that returns the value; the function is added to those made."""
    for each in [value, *value.args] if isinstance(value, ast.Call) else [value]:
        if isinstance(each, ast.List | ast.Tuple):
            for number, part in enumerate(each.elts):
                if isinstance(part, ast.Call):
                    each.elts[number] = _called(part, f"{name}_{number}", made)
    function = ast.parse(f"def {name}(): return 0")
    for node in ast.walk(function):
        if isinstance(node, ast.Return):
            node.value = value
    made += function.body
    return ast.Call(ast.Name(name), [], [])


def copy() -> None:
    """Bring the copy up to date; a file that has not changed keeps its time."""
    wanted = {path.relative_to(ROOT): path for path in _files()}
    for path in [path for path in COPY.rglob("*") if path.is_file()]:
        place = path.relative_to(COPY)
        # mutmut never copies data again that it has once copied.
        data = place.parts[:2] == ("mutants", "rules") and path.suffix == ".yaml"
        if data or (place.parts[0] != "mutants" and place not in wanted):
            path.unlink()
    for place, path in wanted.items():
        content = path.read_bytes()
        if place.parts[0] == "rules" and path.suffix == ".py":
            content = as_functions(content.decode()).encode()
        there = COPY / place
        if not there.exists() or there.read_bytes() != content:
            there.parent.mkdir(parents=True, exist_ok=True)
            there.write_bytes(content)
            # Which tests call a function: of what has changed mutmut asks new tests only.
            (COPY / "mutants" / "mutmut-stats.json").unlink(missing_ok=True)


def _files() -> Iterator[Path]:
    for name in COPIED:
        path = ROOT / name
        found = path.rglob("*") if path.is_dir() else [path]
        yield from (each for each in found if each.is_file() and each.suffix != ".pyc")


#: a test that fails, pytest that breaks off, time run out, a crash; see mutmut.stats
NOTICED = {1, 3, 24, -24, 152, -11}
#: not drawn
SKIPPED = 34
#: a small module, tried before anything is drawn: mutmut makes the mutants as it runs
SMALL = "rules.days.*"
#: standard deviations either side that hold 95 % of a normal distribution
CERTAINTY = 1.96


def metas() -> dict[Path, dict[str, Any]]:
    """What mutmut keeps of each module: among it how each of its mutants came out."""
    paths = sorted((COPY / "mutants" / "rules").rglob("*.meta"))
    return {path: json.loads(path.read_text(encoding="utf-8")) for path in paths}


def leave(drawn: set[str] | None) -> None:
    """Leave these to be tried, and skip all others; None: everything that was skipped."""
    for path, meta in metas().items():
        codes = meta["exit_code_by_key"]
        for key, code in codes.items():
            if drawn is not None:
                codes[key] = None if key in drawn else SKIPPED
            elif code == SKIPPED:
                codes[key] = None
        path.write_text(json.dumps(meta, indent=4), encoding="utf-8")


def draw(size: int, seed: int) -> set[str]:
    """Some of all mutants, each as likely as any other."""
    names = sorted(key for meta in metas().values() for key in meta["exit_code_by_key"])
    return set(Random(seed).sample(names, size))  # noqa: S311


def report() -> bool:
    """Print how each module came out, and the mutants no test failed on; True if all were tried."""
    total: Counter[bool] = Counter()
    told: list[str] = []
    waiting = 0
    print(f"{'module':40}{'tried':>8}{'survive':>9}{'share':>9}")
    for path, meta in metas().items():
        codes = meta["exit_code_by_key"]
        waiting += sum(code is None for code in codes.values())
        tried = {key: code for key, code in codes.items() if code not in (None, SKIPPED)}
        # One that no test calls counts as one that survives.
        count = Counter(code in NOTICED for code in tried.values())
        named = ((key, status_by_exit_code[code]) for key, code in tried.items())
        told += [f"{key}: {status}" for key, status in named if status != "killed"]
        total += count
        print(_line(str(path.relative_to(COPY / "mutants")).removesuffix(".meta"), count))
    low, high = interval(total[False], total.total())
    print(_line("all", total), f"  a sample of so many: {low:.1%} to {high:.1%}", sep="\n")
    print(f"  not tried: {waiting}", "", *told, sep="\n")
    return not waiting


def interval(part: int, whole: int) -> tuple[float, float]:
    """Wilson's interval: with 95 % certainty the share lies in it that a sample stands for."""
    if not whole:
        return 0.0, 1.0
    share, spread = part / whole, CERTAINTY**2 / whole
    middle = share + spread / 2
    aside = CERTAINTY * sqrt(share * (1 - share) / whole + spread / (4 * whole))
    return (middle - aside) / (1 + spread), (middle + aside) / (1 + spread)


def _line(name: str, count: Counter[bool]) -> str:
    tried, survive = count.total(), count[False]
    return f"{name:40}{tried:>8}{survive:>9}{survive / max(tried, 1):>9.1%}"


def main() -> int:
    copy()
    size = os.environ.get("SAMPLE")
    if size and not mutmut(SMALL):
        return 1
    leave(draw(int(size), int(os.environ.get("SEED", "1"))) if size else None)
    return 0 if mutmut(*sys.argv[1:]) and report() else 1


def mutmut(*names: str) -> bool:
    """Try mutants in the copy: those named, or all that wait. False where mutmut broke off."""
    environ = {**os.environ, "PYTHONHASHSEED": "0"}
    program = str(Path(sys.executable).with_name("mutmut"))
    command = [program, "run", "--max-children", os.environ.get("PROCESSES", "1"), *names]
    return subprocess.run(command, cwd=COPY, env=environ, check=False).returncode == 0


if __name__ == "__main__":
    sys.exit(main())
