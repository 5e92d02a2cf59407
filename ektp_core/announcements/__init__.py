"""What staff send to many: whom it reaches, its words, its time, and each of its copies."""
