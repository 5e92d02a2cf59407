"""Opening sheets that people send, safely, and writing sheets for them."""
