"""The `weft` command. Commands without a database never import Django."""
