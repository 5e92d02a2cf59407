"""The schools of the district: found as people write them, and the register as staff send it."""
