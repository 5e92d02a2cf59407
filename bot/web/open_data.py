"""`/data/`: a page about the datasets, and each of them as CSV and as JSON."""

from datetime import date

from aiohttp import web

from bot.web.answering import Answer, guarded, language_of, moved
from bot.web.content import Content, page_headers, sent
from bot.web.rendered import Rendered, version_of
from bot.web.site import Site
from bot.web.style import STYLE_NAME
from ektp_core.board import Board
from ektp_core.open_data import Dataset
from ektp_core.profile import Language
from handlers.open_data import File, described, file_of

MEDIA_TYPES = {File.CSV: "text/csv; charset=utf-8; header=present", File.JSON: "application/json; charset=utf-8"}


class OpenData:
    """Each file made once for a board and a day; other sites may read them from their pages."""

    def __init__(self, site: Site) -> None:
        self._address = site.public_url
        self._rendered = Rendered(site.office)

    def routes(self) -> list[web.RouteDef]:
        """The page, and the files."""
        files = [web.get(f"/data/{which}.{form}", guarded(self._file(which, form))) for which in Dataset for form in File]
        return [web.get("/data", moved("data/")), web.get("/data/", guarded(self._page)), *files]

    async def _page(self, request: web.Request) -> web.Response:
        language = language_of(request)

        def make(board: Board, day: date) -> Content:
            html = described(board, day, language, self._address, STYLE_NAME)
            return Content.of(html.encode(), "text/html; charset=utf-8", version=version_of(board, day), more=page_headers())

        return sent(request, self._rendered.content(("page", language), make))

    def _file(self, which: Dataset, form: File) -> Answer:
        headers = {"Access-Control-Allow-Origin": "*", "Content-Disposition": f'attachment; filename="{which}.{form}"'}

        async def file(request: web.Request) -> web.Response:
            language = language_of(request) if form is File.JSON else Language.ID

            def make(board: Board, day: date) -> Content:
                body = file_of(board, day, which, form, language)
                return Content.of(body, MEDIA_TYPES[form], version=version_of(board, day), more=headers)

            return sent(request, self._rendered.content((which, form, language), make))

        return file
