"""Plans that come as text: cells placed by what they say, rows joined, losses told."""
