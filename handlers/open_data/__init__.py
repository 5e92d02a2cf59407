"""/data: what there is as open data, in words, and each dataset as a file."""

from handlers.open_data.files import File, described, file_of

__all__ = ["File", "described", "file_of"]
