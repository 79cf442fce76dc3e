"""The front door: signing in and out, and the demo's way to look around as somebody."""
