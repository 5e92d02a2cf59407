"""The outlines of the office's maps, read from the store when a page first needs them."""

import asyncio

from ektp_core.areas import Area
from ektp_core.country.outlines import HomeMaps, OutlineMap, outline_map
from ektp_core.country.shapes import shapes_of
from ektp_core.office import Office
from ektp_core.store.boundaries import boundaries_of


class Maps:
    """The maps of the areas that the board has now; a new edition of the area codes has other ones."""

    def __init__(self, office: Office) -> None:
        self._office = office
        self._of: tuple[tuple[Area, ...], ...] | None = None
        self._maps: HomeMaps | None = None
        self._reading = asyncio.Lock()
        """However many ask at once, the store is read for the first of them."""

    async def read(self) -> HomeMaps:
        """Two small reads of the store, and no more until the areas change."""
        async with self._reading:
            board = self._office.board
            areas = (board.districts, board.subdistricts)
            if self._maps is None or self._of != areas:
                self._maps = HomeMaps(*[await self._map(each) for each in areas])
                self._of = areas
            return self._maps

    async def _map(self, areas: tuple[Area, ...]) -> OutlineMap:
        found = await boundaries_of(self._office.store, [area.code for area in areas])
        return outline_map(dict(zip(found, shapes_of([*found.values()]), strict=True)))
