"""Every read of Weft, one file for each step; each returns frozen dataclasses."""
