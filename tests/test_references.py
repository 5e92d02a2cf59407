"""References resolve: what a file of the project says about another one is there, and nothing refers to what the project does not hold."""

import ast
import re
import sys
import tomllib
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest

PROJECT = Path(__file__).parents[1]
FOLDERS = ("bot", "deploy", "docs", "ektp_core", "handlers", "tests", "training")
WRITTEN = frozenset({".css", ".html", ".js", ".md", ".py", ".toml", ".txt"})
DOCUMENTS = (PROJECT / "README.md", *sorted((PROJECT / "docs").rglob("*.md")))

ELSEWHERE = re.compile(r"\b(?:DESIG[N]|DOMAI[N]|NL[U]2?|RELIABILIT[Y]|STYL[E])\b")
"""Papers that the project was planned with and does not hold. The brackets keep this line from matching itself."""

REFERENCE = re.compile(r"docs/(?P<document>(?:[\w-]+/)?[\w-]+\.md)(?:#(?P<anchor>[\w-]+))?")
LINK = re.compile(r"\]\((?P<target>[^)\s]+)\)")
PATH = re.compile(rf"(?<![\w/.:-])(?:{'|'.join(FOLDERS)})/[\w/.-]*\w")
NAME = re.compile(r"`([\w/.-]+)`")
DOTTED = re.compile(r"`([a-z_]+(?:\.\w+)+)`")
FILES = frozenset({"css", "html", "js", "jsonl", "md", "py", "toml", "tsv", "txt"})

TO_BE_WRITTEN = frozenset(
    {"handlers/cost.py", "handlers/texts/en/cost.html", "handlers/texts/id/cost.html", "tests/conversations/cost.txt"}
)
"""Files of the worked example in docs/architecture.md."""

OF_AN_INSTALL = ("deploy/secrets", "deploy/settings")
"""What docs/operating.md lets an office write, and Git ignores."""


LAYERS = ("ektp_core", "ektp_core/store", "handlers", "handlers/texts/id", "tests")
"""Where the names of each column of the table of features stand."""


def written_files() -> Iterator[Path]:
    """Every file of ours that people read."""
    yield from (file for file in PROJECT.iterdir() if file.suffix in WRITTEN)
    for folder in FOLDERS:
        yield from (file for file in sorted((PROJECT / folder).rglob("*")) if file.suffix in WRITTEN)


def headings(document: Path) -> list[str]:
    """The headings of a document; what stands in a code block is none."""
    text = re.sub(r"```.*?```", "", document.read_text(encoding="utf-8"), flags=re.DOTALL)
    return re.findall(r"^#+ (.+)$", text, re.MULTILINE)


def anchors(document: Path) -> list[str]:
    """How GitHub links to the headings: in small letters, a dash for each space, other signs left out."""
    return [re.sub(r"[^\w -]", "", heading.lower()).replace(" ", "-") for heading in headings(document)]


def resolves(document: Path, anchor: str | None) -> bool:
    return document.is_file() and (anchor is None or anchor in anchors(document))


def text_and_small_tables(document: Path) -> str:
    """A document without the table of features, whose names are short and have a test of their own."""
    lines = document.read_text(encoding="utf-8").splitlines()
    return "\n".join(line for line in lines if line.count("|") <= len(LAYERS))


def table_below(heading: str) -> list[list[str]]:
    """The rows of the first table below a heading of docs/architecture.md, without its head."""
    text = (PROJECT / "docs" / "architecture.md").read_text(encoding="utf-8")
    lines = text.split(f"## {heading}\n")[1].splitlines()
    start = next(number for number, line in enumerate(lines) if line.startswith("|"))
    rows = []
    for line in lines[start + 2 :]:
        if not line.startswith("|"):
            break
        rows.append([cell.strip() for cell in line.strip("|").split("|")])
    return rows


def test_every_reference_to_a_document_leads_to_a_heading() -> None:
    broken = [
        f"{file.relative_to(PROJECT)}: {found[0]}"
        for file in written_files()
        for found in REFERENCE.finditer(file.read_text(encoding="utf-8"))
        if not resolves(PROJECT / "docs" / found["document"], found["anchor"])
    ]
    assert broken == []


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda document: document.name)
def test_every_link_of_a_document_leads_somewhere(document: Path) -> None:
    broken = []
    for found in LINK.finditer(document.read_text(encoding="utf-8")):
        path, _, anchor = found["target"].partition("#")
        target = document.parent / path if path else document
        if not found["target"].startswith("https://") and not (target.is_dir() or resolves(target, anchor or None)):
            broken.append(found["target"])
    assert broken == []


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda document: document.name)
def test_every_path_that_a_document_names_exists(document: Path) -> None:
    named = set(PATH.findall(text_and_small_tables(document)))
    lost = [path for path in sorted(named - TO_BE_WRITTEN) if not (PROJECT / path).exists()]
    assert [path for path in lost if not path.startswith(OF_AN_INSTALL)] == []


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda document: document.name)
def test_no_two_headings_of_a_document_have_one_anchor(document: Path) -> None:
    found = anchors(document)
    assert sorted(found) == sorted(set(found))


def test_the_readme_leads_to_every_document() -> None:
    readme = DOCUMENTS[0].read_text(encoding="utf-8")
    paths = [document.relative_to(PROJECT).as_posix() for document in DOCUMENTS[1:]]
    assert [path for path in paths if f"]({path})" not in readme] == []


def test_nothing_refers_to_a_paper_that_the_project_does_not_hold() -> None:
    cited = [
        f"{file.relative_to(PROJECT)}: {found[0]}"
        for file in written_files()
        for found in ELSEWHERE.finditer(file.read_text(encoding="utf-8"))
    ]
    assert cited == []


def features() -> Sequence[tuple[str, list[list[str]]]]:
    """Each feature with the paths of every layer."""
    return [
        (feature, [[f"{folder}/{name}" for name in NAME.findall(cell)] for folder, cell in zip(LAYERS, cells, strict=True)])
        for feature, *cells in table_below("Where does each feature live?")
    ]


def test_every_feature_lives_where_the_table_says() -> None:
    rows = features()
    lost = [path for _, layers in rows for paths in layers for path in paths if not (PROJECT / path).exists()]
    assert lost == []
    assert [feature for feature, layers in rows if not any(layers[:2]) or not layers[-1]] == []


def test_the_texts_of_every_feature_are_written_in_both_languages() -> None:
    texts = [path.replace("/id/", "/en/") for _, layers in features() for path in layers[3]]
    assert [path for path in texts if not (PROJECT / path).exists()] == []


def packages(folder: str) -> set[str]:
    """The packages directly inside a folder."""
    return {f"{folder}/{inside.parent.name}" for inside in (PROJECT / folder).glob("*/__init__.py")}


def test_every_package_of_the_core_and_of_staff_is_the_home_of_a_feature() -> None:
    named = [path for _, layers in features() for paths in layers for path in paths]
    serving_all = {"ektp_core/office", "ektp_core/store", "handlers/staff"}
    homes = (packages("ektp_core") | packages("handlers") | packages("handlers/staff")) - serving_all
    assert {home for home in homes if not any(path.startswith(f"{home}/") for path in named)} == set()


def test_the_order_of_the_packages_is_that_of_the_contract() -> None:
    contracts = tomllib.loads((PROJECT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["importlinter"]["contracts"]
    (layers,) = [contract["layers"] for contract in contracts if contract.get("containers") == ["ektp_core"]]
    told = [NAME.findall(row[0]) for row in table_below("In which order do packages know each other?")]
    assert told == [layer.split(" : ") for layer in layers]


def modules() -> Iterator[tuple[str, ast.Module]]:
    """Every module of ours by its whole name."""
    for folder in FOLDERS:
        for file in sorted((PROJECT / folder).rglob("*.py")):
            name = file.relative_to(PROJECT).with_suffix("").as_posix().replace("/", ".").removesuffix(".__init__")
            yield name, ast.parse(file.read_text(encoding="utf-8"))


def docstrings(tree: ast.Module) -> Iterator[str]:
    """The docstrings of a module, also those below a constant."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant) and isinstance(node.value.value, str):
            yield node.value.value


def names_of(tree: ast.Module) -> Iterator[str]:
    """What a module itself defines."""
    for node in tree.body:
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
            yield node.name
        elif isinstance(node, ast.Assign | ast.AnnAssign):
            yield from (part.id for part in ast.walk(node) if isinstance(part, ast.Name) and isinstance(part.ctx, ast.Store))


def test_every_name_with_a_module_that_a_docstring_cites_exists() -> None:
    trees = dict(modules())
    known = [*trees, *(f"{module}.{name}" for module, tree in trees.items() for name in names_of(tree))]
    ends = {".".join(parts[start:]) for parts in (name.split(".") for name in known) for start in range(len(parts))}
    broken = [
        f"{module}: {cited}"
        for module, tree in trees.items()
        for text in docstrings(tree)
        for cited in DOTTED.findall(text)
        if cited not in ends and cited.rpartition(".")[2] not in FILES and cited.partition(".")[0] not in sys.stdlib_module_names
    ]
    assert broken == []
