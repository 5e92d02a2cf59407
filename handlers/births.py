"""A birth in a button: written so that it is read again as it was."""

from ektp_core.reading.birth import Age, Birth, BirthDate, BirthMonth, BirthYear


def birth_words(birth: Birth) -> str:
    """A birth as `typed_birth.read_birth` reads it."""
    match birth:
        case BirthDate(day):
            return day.isoformat()
        case BirthMonth(year, month):
            return f"{month:02d}-{year}"
        case BirthYear(year):
            return str(year)
        case Age(years, None):
            return f"{years} tahun"
        case Age(years, months):
            return f"{years} tahun {months} bulan"
