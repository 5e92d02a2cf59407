"""Open data over HTTP: read by programs as the page about it says."""

import csv
import json
from io import StringIO

import aiohttp
import pytest

from ektp_core.office import Office
from ektp_core.open_data import COLUMNS, Dataset, dataset
from ektp_core.profile import Language
from handlers.open_data.files import TERMS
from tests.handlers.board_page.pages import Seen, data_page


@pytest.mark.parametrize("which", Dataset)
async def test_csv_is_a_table_that_any_site_may_read(http: aiohttp.ClientSession, office: Office, which: Dataset) -> None:
    async with http.get(f"/data/{which}.csv") as answer:
        assert answer.headers["Content-Type"] == "text/csv; charset=utf-8; header=present"
        assert answer.headers["Content-Disposition"] == f'attachment; filename="{which}.csv"'
        assert answer.headers["Access-Control-Allow-Origin"] == "*"
        header, *rows = csv.reader(StringIO((await answer.read()).decode("utf-8")), strict=True)
    assert header == COLUMNS[which].split()
    assert len(rows) == len(dataset(office.board, which).rows)
    assert {len(row) for row in rows} == {len(header)}


@pytest.mark.parametrize("which", Dataset)
@pytest.mark.parametrize("language", Language)
async def test_json_says_what_it_holds(http: aiohttp.ClientSession, office: Office, which: Dataset, language: Language) -> None:
    async with http.get(f"/data/{which}.json", params={"lang": language.value}) as answer:
        assert answer.headers["Content-Type"] == "application/json; charset=utf-8"
        found = json.loads(await answer.read())
    about = found["about"]
    assert (about["office"], about["state_on"]) == ("Dindukcapil Bangka Tengah", "2026-11-24")
    assert list(about["columns"]) == list(found["rows"][0]) == COLUMNS[which].split()
    assert about["example"] is (which is not Dataset.SCHOOLS)
    assert office.board.office_name in about["licence"][0]
    assert all(description and "&" not in description for description in about["columns"].values())
    for column, terms in about["terms"].items():
        assert {row[column] for row in found["rows"]} <= terms.keys() == set(TERMS[column])


@pytest.mark.parametrize("language", Language)
def test_the_page_describes_every_column_and_word_and_the_licence(office: Office, language: Language) -> None:
    text = data_page(office.board, language).text
    for which in Dataset:
        assert all(column in text for column in COLUMNS[which].split())
        assert {f"{which}.csv", f"{which}.json"} <= set(text.split())
    assert all(term in text for terms in TERMS.values() for term in terms)
    assert "MIT" in text
    assert office.board.office_name in text


async def test_a_file_without_a_name_or_of_another_kind_is_not_there(http: aiohttp.ClientSession) -> None:
    for path in ("/data/staff.csv", "/data/coverage.xlsx", "/data/../bot.py", "/data/coverage.csv/", "/data/Coverage.CSV"):
        async with http.get(path) as answer:
            assert answer.status == 404
            assert not Seen.of(await answer.text()).addresses
