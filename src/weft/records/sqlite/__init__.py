"""A Django database backend: SQLite from pysqlite3, with the triggers that Django's own would drop."""
