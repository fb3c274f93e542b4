"""What the text means: numbers, targets, times and references; knows no PDF."""
