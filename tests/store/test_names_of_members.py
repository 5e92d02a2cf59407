"""Members have the name that they joined with; the first admins, whom the settings name by their ids, that of their first message."""

from ektp_core.roles import Role
from ektp_core.store import Store, schema
from ektp_core.store.team import learn_name, make_first_admins, members
from tests.store.records import MOMENT as NOW
from tests.store.records import add

JULIAN, RATNA, STRANGER = 7201, 7101, 7_900_000_001


async def test_a_first_admin_gets_a_name_once_and_nobody_else_another(migrated: Store) -> None:
    await make_first_admins(migrated, [JULIAN], NOW)
    await add(migrated, schema.member, {"person": RATNA, "role": Role.OFFICER, "name": "Bu Ratna", "since": NOW})
    assert {person: member.is_named for person, member in (await members(migrated)).items()} == {JULIAN: False, RATNA: True}
    for person, name in ((JULIAN, "Julian"), (JULIAN, "Another"), (RATNA, "Another"), (STRANGER, "Another")):
        await learn_name(migrated, person, name)
    assert {person: member.name for person, member in (await members(migrated)).items()} == {JULIAN: "Julian", RATNA: "Bu Ratna"}
