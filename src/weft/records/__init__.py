"""Everything that is kept: tables, the access door, every write (actions), every read."""
