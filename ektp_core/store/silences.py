"""When Telegram was last heard, kept so that a silence is known after a restart, too, and told where something may be missing."""

from datetime import datetime

from sqlalchemy import select, update

from ektp_core.alarms import AlarmKind, Silence
from ektp_core.store.alarms import raise_alarm
from ektp_core.store.connection import Store
from ektp_core.store.schema import lead, state


async def note_heard(store: Store, now: datetime) -> Silence | None:
    """Telegram gave its updates now. The silence before that, if some of what people wrote in it may be lost: the admins are told.

    A restored copy knows when the bot that it was made of was heard, and nothing of what came after: no silence follows from that, and
    the alarm that holds it says so.
    """
    async with store.changing() as connection:
        heard = await connection.scalar(select(state.c.heard).with_for_update())
        held_since = await connection.scalar(select(lead.c.held_since))
        is_of_the_copy = heard is not None and held_since is not None and heard < held_since
        silence = Silence(heard, now) if heard and not is_of_the_copy else None
        await connection.execute(update(state).values(heard=now))
        if silence is None or not silence.loses:
            return None
        await raise_alarm(connection, AlarmKind.SILENCE, silence.details(), now)
        return silence
