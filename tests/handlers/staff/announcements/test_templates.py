"""Texts that staff keep to announce with again."""

from ektp_core.office import Office
from tests.handlers.staff.announcements.desk import HENDRA, Desk, subscribe, written


async def test_a_text_is_kept_as_a_template_used_and_deleted(office: Office) -> None:
    await subscribe(office, 1)
    desk = await written(office, text="Kami datang {tanggal} di {tempat}.")
    await desk.taps("template_save")
    await desk.writes("Jemput bola")
    assert "Jemput bola" in desk.text
    hendra = Desk(office, HENDRA)
    await hendra.announces("SMAN 1 Namang")
    await hendra.taps("template_use")
    await hendra.taps("place", name="Jemput bola")
    await hendra.taps("template_take")
    assert "SMAN 1 Namang" in hendra.preview
    await desk.announces("SMAN 1 Koba")
    await desk.writes("Yang lain sama sekali.")
    await desk.taps("template_save")
    await desk.writes("Jemput bola")
    assert "sudah dipakai" in desk.text
    await desk.announces()
    await desk.taps("templates")
    await desk.taps("place", name="Jemput bola")
    await desk.taps("template_delete")
    await desk.taps("template_delete_now")
    assert "Belum ada" in desk.text
