"""The shapes of areas."""

from collections.abc import Collection

from sqlalchemy import select

from ektp_core.store.connection import Store
from ektp_core.store.schema import boundary


async def boundaries_of(store: Store, areas: Collection[str]) -> dict[str, str]:
    """GeoJSON geometries by the codes of areas, longitude and latitude in degrees; areas without a shape are left out."""
    chosen = select(boundary.c.area, boundary.c.geometry).where(boundary.c.area.in_(areas))
    async with store.reading() as connection:
        return {row.area: row.geometry for row in await connection.execute(chosen)}
