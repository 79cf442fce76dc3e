"""The Django project: one settings file, the start-up checks, the URLs, the log."""
