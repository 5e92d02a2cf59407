"""/sekolah: the register of schools."""
