"""Files that are not read at all, each with what can be done about it."""

from ektp_core.refusal import Refusal


class FileTooLarge(Refusal):
    """More than the limit. Values: megabytes, limit."""

    key = "file_too_large"


class FileEmpty(Refusal):
    """No byte, or no cell with anything in it."""

    key = "file_empty"


class WrongFileType(Refusal):
    """The content is none of CSV, XLSX, XLS, ODS, whatever the name says."""

    key = "wrong_file_type"


class NotReallyExcel(Refusal):
    """A workbook in a format of old, XML: Excel saves it as one that is read."""

    key = "not_really_excel"


class FileEncrypted(Refusal):
    """Protected by a password."""

    key = "file_encrypted"


class FileWithMacros(Refusal):
    """A workbook with macros: it is saved without them first."""

    key = "file_with_macros"


class FileSuspicious(Refusal):
    """Made to harm: it swells when opened, lies about its size, or brings its own XML entities."""

    key = "file_suspicious"


class SheetTooLarge(Refusal):
    """Cells further out than any report has. Values: rows, columns (the limits)."""

    key = "sheet_too_large"


class SheetTooHeavy(Refusal):
    """Within every limit of size, and yet it takes more memory or time than one sheet may."""

    key = "sheet_too_heavy"


class FileBroken(Refusal):
    """The right type, but damaged."""

    key = "file_broken"


class NoTable(Refusal):
    """Nowhere a header with an area and a count that the reader knows."""

    key = "no_table"
