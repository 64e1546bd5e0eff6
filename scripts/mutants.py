"""Mutation tests of the rules: `make mutants`.

mutmut changes what stands in functions, and most of the rules are expressions of a module, such
as `right = tenant & ~newer_tenant`. So a copy is made in `build/mutants` in which each of those is
a function that is called at once. A mutant that has been tried is tried again when its function,
or one that it calls, has changed.

python scripts/mutants.py               # try what is new; then a table, and what survived
python scripts/mutants.py 'rules.al*'   # try these, even if they have been tried
"""

import ast
import json
import os
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

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


def _files() -> Iterator[Path]:
    for name in COPIED:
        path = ROOT / name
        found = path.rglob("*") if path.is_dir() else [path]
        yield from (each for each in found if each.is_file() and each.suffix != ".pyc")


#: a test that fails, pytest that breaks off, time run out, a crash; see mutmut.stats
NOTICED = {1, 3, 24, -24, 152, -11}
SKIPPED = 34


def report() -> bool:
    """Print a line for each module and the mutants that no test noticed; True if all were tried."""
    total: Counter[bool] = Counter()
    survived: list[str] = []
    print(f"{'module':40}{'tried':>8}{'survive':>9}{'share':>9}")
    for path in sorted((COPY / "mutants" / "rules").rglob("*.meta")):
        codes = json.loads(path.read_text(encoding="utf-8"))["exit_code_by_key"]
        tried = {key: code for key, code in codes.items() if code != SKIPPED}
        # One that no test calls, or that could not be tried, counts as one that survives.
        count = Counter(code in NOTICED for code in tried.values())
        survived += [
            f"{key}: {status_by_exit_code[code]}"
            for key, code in tried.items()
            if code not in NOTICED
        ]
        total += count
        print(_line(str(path.relative_to(COPY / "mutants")).removesuffix(".meta"), count))
    print(_line("all", total), "", *survived, sep="\n")
    return not any(": not checked" in each for each in survived)


def _line(name: str, count: Counter[bool]) -> str:
    tried, survive = count.total(), count[False]
    return f"{name:40}{tried:>8}{survive:>9}{survive / max(tried, 1):>9.1%}"


def main() -> int:
    copy()
    environ = {**os.environ, "PYTHONHASHSEED": "0"}
    processes = os.environ.get("PROCESSES", "1")
    mutmut = [str(Path(sys.executable).with_name("mutmut")), "run", "--max-children", processes]
    done = subprocess.run([*mutmut, *sys.argv[1:]], cwd=COPY, env=environ, check=False)
    return 0 if done.returncode == 0 and report() else 1


if __name__ == "__main__":
    sys.exit(main())
