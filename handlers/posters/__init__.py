"""/poster: a visit as something to print, to hang up and to send on."""
