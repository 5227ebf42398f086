"""What other programs may rely on: the names that the package offers, each with an example that runs."""

from __future__ import annotations

import importlib
import inspect
import pickle
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

import plan_workbook
from plan_workbook.in_python import naming_arguments

ROOT = Path(__file__).parents[1]
EXAMPLE = ROOT / "workbooks" / "improvement-plan-2017-12.xlsx"
BLOCKS = re.findall(r"^```python\n(.*?)^```", (ROOT / "docs" / "python.md").read_text(encoding="utf-8"), re.M | re.S)


def test_the_names_offered_are_sorted_and_each_can_be_imported():
    assert plan_workbook.__all__ == sorted(plan_workbook.__all__)
    for name in plan_workbook.__all__:
        assert getattr(plan_workbook, name) is not None


def test_type_checkers_are_told_the_same_names_and_dir_lists_them():
    source = Path(plan_workbook.__file__).read_text(encoding="utf-8")
    assert sorted(re.findall(r"^    from \S+ import (\w+) as \1$", source, re.MULTILINE)) == plan_workbook.__all__
    assert set(dir(plan_workbook)) == {*plan_workbook.__all__, "__version__"}


def test_a_name_that_is_not_offered_is_refused_as_python_does():
    with pytest.raises(ImportError):
        exec("from plan_workbook import nothing_of_the_kind")


@pytest.mark.parametrize(
    ("call", "said"),
    [
        (lambda n: plan_workbook.publish(n, "board.html", format="docx"), "or leave `format` out."),
        (lambda n: plan_workbook.publish(n, "board.html", encrypt_with="x"), "leave the password out."),
        (lambda n: plan_workbook.publish(n, "board.html"), f'plan-workbook validate "{EXAMPLE}" lists them'),
        (lambda n: plan_workbook.publish(n, "board.html"), "add `draft=True` to publish"),
        (
            lambda n: plan_workbook.write_email(n, "board.eml", draft=True),
            "name one with `to`, or a role with `roles`.",
        ),
        (lambda n: plan_workbook.summarise(n, "new.xlsx", previous=n), "name last month's workbook with `previous`."),
        (lambda n: plan_workbook.make_workbook(n), "or add `replace=True` to replace it."),
        (lambda n: plan_workbook.export(n, n), "choose another name"),
    ],
)
def test_errors_name_arguments_where_those_of_commands_name_options(call, said):
    with pytest.raises(plan_workbook.PlanWorkbookError) as error:
        call(EXAMPLE)
    assert said in str(error.value)


def test_a_command_in_a_sentence_and_what_a_function_does_not_take_stay_as_they_are():
    said = 'plan-workbook validate "p.xlsx" --previous "o.xlsx" lists them; give --previous, --force or --rules'
    expected = 'plan-workbook validate "p.xlsx" --previous "o.xlsx" lists them; give `previous`, --force or --rules'
    assert naming_arguments(said, plan_workbook.publish) == expected


def test_check_takes_a_plan_and_says_so_of_a_name():
    with pytest.raises(TypeError, match=r"check takes a plan, as read_plan returns it, and not str: 'plan\.xlsx'"):
        plan_workbook.check("plan.xlsx")


def test_a_function_can_be_given_to_another_process():
    for name in plan_workbook.__all__:
        offered = getattr(plan_workbook, name)
        if inspect.isfunction(offered):
            assert pickle.loads(pickle.dumps(offered)) is offered


def test_every_name_offered_has_an_example():
    imported = {
        name
        for block in BLOCKS
        for line in re.findall(r"^from plan_workbook import (.+)$", block, re.M)
        for name in line.split(", ")
    }
    assert imported == set(plan_workbook.__all__)


@pytest.mark.slow
@pytest.mark.parametrize(
    "call",
    [
        "list(validate('.', processes=2).outcomes)",
        "gather('.', 'store', format='parquet', timeout=60)",
        "make_workbook('new.xlsx', recommendations=1); list(validate('.', processes=2).outcomes)",
    ],
)
def test_a_script_that_says_nothing_of_main_is_told_so_once(call, tmp_path):
    for number in range(5):
        shutil.copyfile(EXAMPLE, tmp_path / f"{number}.xlsx")
    script = tmp_path / "script.py"
    script.write_text(f"from plan_workbook import gather, make_workbook, validate\n\n{call}\n", encoding="utf-8")
    done = subprocess.run([sys.executable, script], cwd=tmp_path, capture_output=True, text=True, timeout=120)
    *_, last = done.stderr.splitlines()
    assert 'put what the script does under if __name__ == "__main__":' in last
    assert (done.returncode, done.stderr.count("Traceback")) == (1, 1)
    script.write_text(
        f"from plan_workbook import gather, make_workbook, validate\n\nif __name__ == '__main__':\n    {call}\n",
        encoding="utf-8",
    )
    (tmp_path / "new.xlsx").unlink(missing_ok=True)
    done = subprocess.run([sys.executable, script], cwd=tmp_path, capture_output=True, text=True, timeout=120)
    assert (done.returncode, done.stderr) == (0, "")


@pytest.mark.slow
def test_the_examples_run_on_the_example_plan_and_each_shows_something(tmp_path, monkeypatch, capsys):
    shutil.copyfile(EXAMPLE, tmp_path / EXAMPLE.name)
    monkeypatch.chdir(tmp_path)
    names: dict[str, object] = {}
    said = ""
    for block in BLOCKS:
        exec(block, names)
        printed = capsys.readouterr().out
        assert printed.strip() or "print(" not in block, block
        said += printed
    assert "41 actions, of which overdue: 1" in said
    assert re.search(r"R15!F\d+: ", said)
    assert "6 errors are open in improvement-plan-2017-12.xlsx, so nothing was published" in said
    assert "board.html True" in said
    assert "board.eml Subject: " in said
    assert "No mail server is set" in said
    assert "action-vague 0" not in said and "period='November 2017'" in said and "Update 2 -> 3" in said
    assert "Published" in said


def test_importing_the_package_alone_loads_nothing_else_of_it():
    code = "import sys; before = set(sys.modules); import plan_workbook; print(*set(sys.modules) - before)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    loaded = set(done.stdout.split())
    assert not [name for name in loaded if name.startswith("plan_workbook.")]
    assert not loaded & {"openpyxl", "xlsxwriter", "polars", "pandera", "typer", "rich"}


def test_no_module_has_the_name_of_something_else_that_its_package_offers():
    """Importing such a module would change what the name means to everybody else."""
    for start in Path(plan_workbook.__file__).parent.rglob("__init__.py"):
        package = ".".join(start.parent.relative_to(ROOT).parts)
        modules = {each.stem for each in start.parent.iterdir() if each.suffix == ".py" or each.is_dir()}
        offered = set(getattr(importlib.import_module(package), "__all__", ()))
        for name in modules & offered:
            assert getattr(importlib.import_module(package), name).__name__ == f"{package}.{name}"


def test_the_package_tells_type_checkers_that_it_has_types():
    assert (Path(plan_workbook.__file__).parent / "py.typed").is_file()


@pytest.mark.slow
def test_importing_every_module_leaves_every_name_as_it_was():
    code = """
import importlib, pkgutil, sys, plan_workbook
before = {name: getattr(plan_workbook, name) for name in plan_workbook.__all__}
for each in pkgutil.walk_packages(plan_workbook.__path__, "plan_workbook."):
    if not each.name.endswith("__main__"):
        importlib.import_module(each.name)
print([name for name, was in before.items() if getattr(plan_workbook, name) is not was])
"""
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
