"""Transcripts damaged by seed, as text services damage them, and how well they are repaired."""
