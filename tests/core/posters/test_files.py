"""The files themselves, read back by others: the paper's size, its words and fonts, and the code, as a printer and a phone show it."""

from ctypes import c_float
from io import BytesIO
from itertools import chain

import pypdfium2
import pypdfium2.raw as pdfium
import pytest
import zxingcpp
from PIL import Image

from ektp_core.posters import ClassList, Form
from tests.core.posters.notices import CROWDED, LINK, NOTICES, USUAL, a_poster, some_class_hours

A4 = 210 / 25.4 * 72, 297 / 25.4 * 72
DOTS = 150
THREE_CENTIMETRES = 30 / 25.4 * DOTS
PREVIEW = 320
SIZES = {Form.SQUARE: (1080, 1080), Form.TALL: (1080, 1920)}

every_notice = pytest.mark.parametrize("notice", NOTICES.values(), ids=NOTICES)


def page_of(content: bytes) -> pypdfium2.PdfPage:
    document = pypdfium2.PdfDocument(content)
    assert len(document) == 1
    return document[0]


def printed(content: bytes) -> Image.Image:
    """As an office printer without colours puts it on paper."""
    return page_of(content).render(scale=DOTS / 72, grayscale=True).to_pil()


def image_of(content: bytes) -> Image.Image:
    return Image.open(BytesIO(content))


def scanned(image: Image.Image) -> zxingcpp.Barcode:
    (found,) = zxingcpp.read_barcodes(image)
    return found


def text_of(content: bytes) -> str:
    return " ".join(page_of(content).get_textpage().get_text_bounded().replace("\u00a0", " ").split())


PAPERS = {
    **{f"poster, {name}": lambda notice=notice: a_poster(notice).draw() for name, notice in NOTICES.items()},
    "list": lambda: ClassList(some_class_hours(CROWDED)).draw(),
}
every_paper = pytest.mark.parametrize("paper", PAPERS.values(), ids=PAPERS)


@every_paper
def test_paper_is_one_sheet_of_a4(paper):
    assert page_of(paper()).get_size() == pytest.approx(A4, abs=0.1)


@every_paper
def test_whole_fonts_are_in_the_file(paper):
    content = paper()
    assert b"/FontFile2" in content and b"/Type3" not in content
    texts = [each for each in page_of(content).get_objects() if each.type == pdfium.FPDF_PAGEOBJ_TEXT]
    assert texts
    assert all(pdfium.FPDFFont_GetIsEmbedded(pdfium.FPDFTextObj_GetFont(text)) == 1 for text in texts)


@every_notice
def test_the_words_on_paper_can_be_searched_and_copied(notice):
    shown = text_of(a_poster(notice).draw())
    for words in (notice.place, notice.born, *notice.days, *notice.bring, *chain.from_iterable(notice.classes), *notice.contact):
        assert words.replace("\u00a0", " ") in shown


def test_the_words_of_the_list_can_be_searched_and_copied():
    shown = text_of(ClassList(some_class_hours(CROWDED)).draw())
    for words in chain.from_iterable(CROWDED.classes):
        assert words in shown


@every_notice
def test_the_code_on_paper_opens_the_school_and_is_three_centimetres_wide(notice):
    found = scanned(printed(a_poster(notice).draw()))
    assert found.text == LINK
    assert found.position.top_right.x - found.position.top_left.x >= THREE_CENTIMETRES - 1


@every_notice
@pytest.mark.parametrize("form", SIZES)
def test_the_code_on_a_picture_opens_the_school(notice, form):
    image = image_of(a_poster(notice, form).draw())
    assert image.size == SIZES[form]
    assert scanned(image).text == LINK


@every_notice
def test_the_code_is_read_from_a_preview_of_the_square(notice):
    image = image_of(a_poster(notice, Form.SQUARE).draw()).convert("L").resize((PREVIEW, PREVIEW), Image.Resampling.BILINEAR)
    assert scanned(image).text == LINK


@pytest.mark.parametrize(("form", "shown"), [(Form.SQUARE, (1080, 1080)), (Form.TALL, (720, 1280))])
def test_the_code_is_read_from_what_messengers_make_of_a_picture(form, shown):
    """Telegram shows photos 1280 pixels high at the most, and every messenger compresses them."""
    sent = BytesIO()
    image_of(a_poster(CROWDED, form).draw()).convert("RGB").resize(shown).save(sent, "JPEG", quality=50)
    assert scanned(image_of(sent.getvalue())).text == LINK


def test_the_code_of_the_longest_name_a_bot_may_have_is_read_everywhere():
    longest = a_poster().of_bot("b" * 29 + "bot")
    assert scanned(printed(longest.draw())).text == longest.link
    for form in SIZES:
        drawn = a_poster(form=form).of_bot(longest.bot)
        assert scanned(image_of(drawn.draw())).text == longest.link
    square = image_of(a_poster(form=Form.SQUARE).of_bot(longest.bot).draw()).resize((PREVIEW, PREVIEW), Image.Resampling.BILINEAR)
    assert scanned(square).text == longest.link


def test_white_lies_around_the_code():
    """Four modules, whatever stands beside it (ISO/IEC 18004)."""
    for form in SIZES:
        image = image_of(a_poster(CROWDED, form).draw()).convert("L")
        place = scanned(image).position
        left, top, right, bottom = place.top_left.x, place.top_left.y, place.bottom_right.x, place.bottom_right.y
        around = image.crop((left - 28, top - 28, min(right + 28, image.width), bottom + 28))
        inner = Image.new("L", (right - left + 8, bottom - top + 8), 255)
        around.paste(inner, (24, 24))
        assert around.getextrema() == (255, 255)


def test_words_are_as_large_on_paper_as_they_were_laid_out():
    """The print is not scaled: the title is 21 points or more."""
    sizes = []
    for each in page_of(a_poster().draw()).get_objects():
        if each.type == pdfium.FPDF_PAGEOBJ_TEXT:
            size = c_float()
            pdfium.FPDFTextObj_GetFontSize(each, size)
            sizes.append(size.value)
    assert max(sizes) >= 40 and min(sizes) >= 8
    assert USUAL.place in text_of(a_poster().draw())
