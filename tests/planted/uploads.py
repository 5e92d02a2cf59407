"""Mistakes in what comes in as a file or a name, and goes out again."""

from tests.planted.mutant import Mutant

UPLOADS = (
    Mutant(
        "an upload is kept row by row",
        "ektp_core/store/dialects.py",
        '        connection.exec_driver_sql("BEGIN IMMEDIATE")\n',
        "        return\n",
        "tests/store/test_figures.py::test_an_error_in_the_middle_leaves_nothing",
    ),
    Mutant(
        "figures are applied over newer ones that nobody saw",
        "ektp_core/store/figures.py",
        "    if await newest_set(connection) != seen:\n",
        "    if False:\n",
        "tests/store/test_figures.py::test_of_many_who_apply_at_once_one_wins",
    ),
    Mutant(
        "a version is taken back twice",
        "ektp_core/store/figures.py",
        "figure_set.c.state != state, ",
        "",
        "tests/store/test_figures.py::test_a_version_is_taken_back_once",
    ),
    Mutant(
        "a workbook may define entities",
        "ektp_core/sheets/workbook_xml.py",
        "    if content.startswith(_UTF16) or any(mark in content for mark in _ENTITIES):\n",
        "    if content.startswith(_UTF16):\n",
        "tests/core/figures/test_hostile.py::test_entities_in_xml",
    ),
    Mutant(
        "entities hide in another encoding",
        "ektp_core/sheets/workbook_xml.py",
        "    if content.startswith(_UTF16) or any(mark in content for mark in _ENTITIES):\n",
        "    if any(mark in content for mark in _ENTITIES):\n",
        "tests/core/figures/test_hostile.py::test_entities_hidden_in_utf_16",
    ),
    Mutant(
        "a small file may become a large one",
        "ektp_core/sheets/archive.py",
        "    return inflated > RATIO_FROM and inflated > MOST_RATIO * max(compressed, 1)\n",
        "    return False\n",
        "tests/core/figures/test_hostile.py::test_bomb_that_swells",
    ),
    Mutant(
        "an archive is believed how large it becomes",
        "ektp_core/sheets/archive.py",
        "        if size + len(chunk) > part.file_size:\n            raise FileSuspicious\n",
        "",
        "tests/core/figures/test_hostile.py::test_bomb_that_lies_about_its_size",
    ),
    Mutant(
        "the last cell of a sheet is believed",
        "ektp_core/sheets/hostile.py",
        "            check_extent(*xlsx_extent(content))\n",
        "",
        "tests/core/figures/test_hostile.py::test_cells_far_outside",
    ),
    Mutant(
        "macros are opened",
        "ektp_core/sheets/hostile.py",
        '    if any(name.lower().endswith("vbaproject.bin") or',
        '    if any(name.lower().endswith("vbaproject.exe") or',
        "tests/core/figures/test_hostile.py::test_macros",
    ),
    Mutant(
        "a name becomes a formula on the office's computer",
        "ektp_core/sheets/writing/book.py",
        'formats["inert" if text.startswith(FORMULA_STARTS) else "text"]',
        'formats["text"]',
        "tests/handlers/staff/test_exports.py::test_a_formula_stays_a_text_when_the_cell_is_edited_again",
    ),
    Mutant(
        "what people call themselves is taken for markup",
        "handlers/texts/__init__.py",
        "    return template is None or not template.endswith(PLAIN)\n",
        "    return False\n",
        "tests/handlers/test_names.py",
    ),
)
