"""How the house is built: what is pure stays pure, what is heavy stays out of --help, the README can be followed."""

import ast
import os
import re
import subprocess
import sys
import tomllib
from collections.abc import Iterator, Mapping
from functools import cache
from graphlib import CycleError, TopologicalSorter
from pathlib import Path

import pytest

import plan_workbook
from plan_workbook import layout
from plan_workbook.plan.inputs import NamedInput
from plan_workbook.plan.model import Action, Indicator, Recommendation

ROOT = Path(__file__).parents[1]
SOURCE = ROOT / "plan_workbook"


@cache
def parsed(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"))


def inside(node: ast.AST) -> Iterator[ast.AST]:
    """What a statement is made of, without its expressions, in which there are no imports."""
    return (child for child in ast.iter_child_nodes(node) if not isinstance(child, ast.expr))


def imports(path: Path, *, for_types: bool) -> Iterator[ast.Import | ast.ImportFrom]:
    """What a module imports, at its top or later; with or without what is for the type checker only."""
    waiting: list[ast.AST] = [parsed(path)]
    while waiting:
        for node in inside(waiting.pop()):
            if isinstance(node, ast.Import | ast.ImportFrom):
                yield node
            elif for_types or not (isinstance(node, ast.If) and "TYPE_CHECKING" in ast.unparse(node.test)):
                waiting.append(node)


@cache
def imports_of(path: Path) -> set[str]:
    found: set[str] = set()
    for node in imports(path, for_types=True):
        found |= {alias.name for alias in node.names} if isinstance(node, ast.Import) else {node.module or ""}
    return found


MODULES = {
    ".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__"): path
    for path in sorted(SOURCE.rglob("*.py"))
}
FRONT_DOOR = {SOURCE.name, f"{SOURCE.name}.__main__"}
"""The modules that users import or run; none of our own imports them, except for the version."""


@cache
def needed_by(path: Path) -> set[str]:
    """The modules of ours that one imports, at its top or later; what is for the type checker only is left out."""
    found: set[str] = set()
    for node in imports(path, for_types=False):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif node.module:
            within = {f"{node.module}.{alias.name}" for alias in node.names}
            found |= within & MODULES.keys() or {node.module}
    return (found & MODULES.keys()) - FRONT_DOOR


def circle(needs: Mapping[str, set[str]]) -> list[str]:
    """The names of a circle in which each imports the next one, or none."""
    try:
        TopologicalSorter(needs).prepare()
    except CycleError as error:
        return list(error.args[1])
    return []


def test_no_module_needs_itself_by_way_of_others():
    assert circle({name: needed_by(path) for name, path in MODULES.items()}) == []


def test_no_package_imports_itself_through_others():
    needs: dict[str, set[str]] = {}
    for name in MODULES.keys() - FRONT_DOOR:
        room = name.split(".")[1]
        needs.setdefault(room, set()).update({each.split(".")[1] for each in needed_by(MODULES[name])} - {room})
    assert circle(needs) == []


def test_the_picture_of_the_house_names_every_room_and_no_other():
    text = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
    named = re.findall(r"^\| `(\w+)(?:/|\.py)` \|", text, re.MULTILINE)
    inside = [path for path in SOURCE.iterdir() if path.suffix == ".py" or (path / "__init__.py").is_file()]
    assert sorted(named) == sorted(path.stem for path in inside if not path.stem.startswith("__"))


def test_the_tests_of_a_room_are_in_a_folder_of_its_name():
    rooms = {path.name for path in SOURCE.iterdir() if path.is_dir()}
    assert {path.name for path in (ROOT / "tests").iterdir() if path.is_dir()} - {"support", "__pycache__"} <= rooms


def test_every_test_is_in_one_of_the_two_parts_of_the_suite_and_ci_runs_both():
    options = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["pytest"]["ini_options"]
    markers = [each.partition(":")[0] for each in options["markers"]]
    assert options["addopts"][-2:] == ["-m", " and ".join(f"not {marker}" for marker in markers)]
    run = (ROOT / ".ci" / "run").read_text(encoding="utf-8")
    assert 'eval "$(.ci/readme 2)"' in run
    assert f'pytest -n 2 --dist loadgroup -m "{" or ".join(markers)}"' in run
    assert " -m " not in readme_commands()[1].partition("pytest")[2]


@pytest.mark.slow
def test_files_can_be_named_in_any_order_for_a_run_of_some_tests():
    named = ["tests/cli/test_room.py", "tests/test_python.py", "tests/cli/test_bring.py"]
    command = [sys.executable, "-m", "pytest", "-n", "0", "--setup-plan", *named]
    with_hypothesis = {name: value for name, value in os.environ.items() if name != "PYTHONPATH"}
    done = subprocess.run(command, cwd=ROOT, env=with_hypothesis, capture_output=True, text=True, check=False)
    assert (done.returncode, "ERROR" in done.stdout) == (0, False), done.stdout


PURE = [
    "plan/choices",
    "plan/inputs",
    "plan/model",
    "plan/scale",
    "plan/status",
    "values/text",
    "values/units",
    "values/colours",
    "board/figures",
    "board/attention",
    "board/due",
    "board/lines",
    "board/moved",
    "board/shortening",
    "board/terms",
    "board/told",
    "checking/doubts",
    "checking/actions/facts",
    "checking/actions/refs",
    "checking/indicators/facts",
    "checking/indicators/conflicts",
    "checking/recommendations/facts",
    "checking/paragraphs/facts",
    "checking/leads/facts",
    "checking/leads/look_alikes",
    "checking/last_month",
    "matching/keys",
    "matching/sides",
    "matching/rows",
    "matching/plans",
    "matching/three_ways",
    "plan/row_names",
    "reports/grouping",
    "publishing/edition",
    "publishing/make",
    "publishing/redaction",
    "chasing/outstanding",
    "collecting/comparing",
    "reading/fingerprint",
]


@pytest.mark.parametrize("module", PURE)
def test_what_is_pure_knows_nothing_of_files(module):
    rooms = r"plan_workbook\.(package|reading(?!\.fingerprint)|writing|register|jobs|cli)"
    files = re.compile(rf"openpyxl|xlsxwriter|pathlib|zipfile|{rooms}")
    assert not [name for name in imports_of(SOURCE / f"{module}.py") if files.match(name)]


def test_the_package_layer_knows_nothing_of_plans():
    known = ("plan_workbook.package", "plan_workbook.patterns")
    for path in (SOURCE / "package").glob("*.py"):
        assert not [n for n in imports_of(path) if n.startswith("plan_workbook") and not n.startswith(known)]
        words = set(re.findall(r"[a-z]+", path.read_text(encoding="utf-8").lower()))
        assert not words & {"recommendation", "recommendations", "indicator", "improvement"}, path.name


def test_what_sends_knows_nothing_of_ratings_workbooks_or_the_terminal():
    others = re.compile(r"xlsxwriter|openpyxl|typer|rich|plan_workbook\.(publishing|reading|checking|status|cli)")
    for path in (SOURCE / "mail").glob("*.py"):
        assert not [name for name in imports_of(path) if others.match(name)], path.name


def test_nothing_below_a_command_prints_or_exits():
    for path in SOURCE.rglob("*.py"):
        if "cli" not in path.parts:
            said = path.read_text(encoding="utf-8").replace("console.print(", "")  # which a command hands over
            assert not re.search(r"\bprint\(|sys\.exit|SystemExit", said), path


AROUND_THE_DOORS = {
    "mail/headers.py": r"\bEmailPolicy\b|email\.(?:mime|header|charset)\b|MIMEText|EmailMessage\((?!headers\.POLICY\))",
    "writing/worksheets.py": r"\(xlsxwriter\.Workbook\)|xlsxwriter\.Workbook\(|\bWorkbook\((?:content|out)\b",
    "writing/literal.py": r"""replace\('"', '""'\)|replace\("&", "&&"\)""",
}
"""For each door of texts that go out, what a module would write that goes around it."""


@pytest.mark.parametrize("door", AROUND_THE_DOORS)
def test_a_text_that_goes_out_goes_through_the_door_of_its_place(door):
    around = re.compile(AROUND_THE_DOORS[door])
    assert around.search((SOURCE / door).read_text(encoding="utf-8"))
    past = {path for path in SOURCE.rglob("*.py") if around.search(path.read_text(encoding="utf-8"))}
    assert past == {SOURCE / door}


def test_only_the_entry_point_knows_the_commands():
    for path in SOURCE.rglob("*.py"):
        if "cli" not in path.parts and path.name != "__main__.py":
            assert not [name for name in imports_of(path) if name.startswith("plan_workbook.cli")], path


def test_help_imports_nothing_heavy():
    code = (
        "import sys, plan_workbook.cli.main; "
        "print(*({'openpyxl', 'xlsxwriter', 'polars', 'pandera', 'rich.table', 'pandas', 'numpy', 'docx', 'jinja2', "
        "'email_validator'} & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == ""


LIGHT = {
    "jobs.status": {"openpyxl", "xlsxwriter", "polars", "pandera", "rich", "email_validator", "docx", "lxml"},
    "jobs.validate": {"openpyxl", "xlsxwriter", "rich", "email_validator", "docx", "lxml", "multiprocessing"},
    "jobs.export": {"openpyxl", "docx", "lxml"},
    "jobs.chase": {"openpyxl", "docx", "lxml"},
    "jobs.publish": {"openpyxl", "vl_convert"},
}
"""What a job does without: each of these takes as long to load as a plan to read. The lightest jobs come first."""


@pytest.mark.slow
def test_a_job_loads_only_what_it_needs():
    code = f"""
import importlib, sys
for job, heavy in {LIGHT!r}.items():
    importlib.import_module("plan_workbook." + job)
    for name in heavy & set(sys.modules):
        print(job, "loads", name)
"""
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout == ""


def test_every_input_that_has_an_attribute_in_the_model_is_declared_in_the_layout():
    declared = (
        (Indicator, layout.INDICATORS.inputs),
        (Action, layout.ACTIONS.inputs),
        (Recommendation, layout.RECOMMENDATION.fields),
    )
    for model, keys in declared:
        named = {name for name, attribute in vars(model).items() if isinstance(attribute, NamedInput)}
        assert named and named <= {each.key for each in keys}


def test_nothing_declared_is_younger_than_the_template():
    for sheet in (layout.PLAN, layout.RECOMMENDATION):
        for each in (*sheet.fields, *(column for table in sheet.tables for column in table.columns)):
            assert 1 <= each.since <= layout.TEMPLATE_VERSION


def test_prompts_and_names_fit_what_excel_allows():
    for sheet in (layout.PLAN, layout.RECOMMENDATION):
        columns = [column for table in sheet.tables for column in table.columns]
        for each in (*sheet.fields, *columns):
            assert 0 < len(each.prompt) <= 255
        names = [each.name for each in (*sheet.fields, *sheet.tables)]
        assert len(names) == len({name.casefold() for name in names})
        assert all(re.fullmatch(r"[A-Za-z_]\w*", name) for name in names)


def readme_commands() -> list[str]:
    return re.findall(r"^```sh\n(.*?)^```", (ROOT / "README.md").read_text(encoding="utf-8"), re.M | re.S)


def test_the_first_two_commands_of_the_readme_are_one_line_each():
    blocks = readme_commands()
    assert [len(block.strip().splitlines()) for block in blocks[:2]] == [1, 1]
    assert "plan-workbook demo" in blocks[0] and "pytest" in blocks[1]


def test_every_picture_of_the_docs_is_there_small_and_described_in_words():
    seen = set()
    for page in (ROOT / "README.md", *(ROOT / "docs").glob("*.md")):
        for words, path in re.findall(r"!\[([^\]]*)\]\(([^)]*)\)", page.read_text(encoding="utf-8")):
            content = (page.parent / path).read_bytes()
            assert len(content) < 250_000
            if path.endswith(".svg"):
                assert content.startswith(b"<svg") and b"<title" in content and b"<desc" in content
            else:
                assert content.startswith(b"\x89PNG")
                assert 1000 <= int.from_bytes(content[16:20], "big") <= 1200  # pixels wide
            assert len(words.split()) > 10
            seen.add((page.parent / path).resolve())
    assert seen == {path.resolve() for path in (ROOT / "docs" / "pictures").iterdir()}


@pytest.mark.slow
def test_without_what_draws_them_the_pictures_stay_and_a_sentence_says_so(tmp_path):
    pictures = {path: path.read_bytes() for path in (ROOT / "docs" / "pictures").iterdir()}
    command = [sys.executable, str(ROOT / "docs" / "pictures.py")]
    elsewhere = {**os.environ, "PATH": str(tmp_path)}
    done = subprocess.run(command, capture_output=True, text=True, check=False, env=elsewhere)
    assert done.returncode == 2
    assert re.fullmatch(r"\w+ is not installed: it comes with .+\. No picture was changed\.\n", done.stderr)
    assert {path: path.read_bytes() for path in (ROOT / "docs" / "pictures").iterdir()} == pictures


def test_the_constraints_pin_every_dependency_and_name_no_address():
    text = (ROOT / "constraints.txt").read_text(encoding="utf-8")
    assert "://" not in text and "@" not in text
    pinned = {line.partition("==")[0].lower().replace("_", "-") for line in text.splitlines() if "==" in line}
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    wanted = [*project["project"]["dependencies"], *project["project"]["optional-dependencies"]["test"]]
    wanted += [each for group in project["dependency-groups"].values() for each in group]
    assert {re.match(r"[\w-]+", each)[0].lower() for each in wanted} <= pinned


def test_every_dependency_has_its_reason_in_the_docs():
    text = (ROOT / "docs" / "design.md").read_text(encoding="utf-8").lower()
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    for each in project["project"]["dependencies"]:
        assert re.match(r"[\w-]+", each)[0] in text


def test_the_version_is_in_the_changelog():
    assert f"## {plan_workbook.__version__}" in (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")


def test_console_words_are_in_every_windows_code_page():
    for path in (SOURCE / "cli").glob("*.py"):
        path.read_text(encoding="utf-8").encode("ascii")
    for path in (SOURCE / "checking").rglob("*.py"):
        path.read_text(encoding="utf-8").encode("cp1252")


def test_every_test_that_the_page_about_security_names_is_there():
    page = (ROOT / "docs" / "security.md").read_text(encoding="utf-8")
    tests = "\n".join(path.read_text(encoding="utf-8") for path in (ROOT / "tests").rglob("test_*.py"))
    named = set(re.findall(r"`(test_\w+)`", page))
    assert len(named) > 50
    assert named <= set(re.findall(r"^def (test_\w+)", tests, re.MULTILINE))
