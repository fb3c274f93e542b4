"""What is fast enough, measured."""
