"""Where the office keeps what it knows: SQLite for one process, PostgreSQL for several. One module of queries a topic."""

from ektp_core.store.board import load_board
from ektp_core.store.connection import InUse, Store, Transaction, open_store
from ektp_core.store.migrate import migrate

__all__ = ["InUse", "Store", "Transaction", "load_board", "migrate", "open_store"]
