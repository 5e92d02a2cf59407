"""The answers about figures and rounds as pictures: the words as they are, with something to look at above them."""
