"""/angka: figures read, checked, applied and taken back."""
