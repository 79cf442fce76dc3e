"""Every write of Weft, one file for each step."""
