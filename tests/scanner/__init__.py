"""Makes scans from typeset PDFs, as bad as offices upload them: seeded, so that a figure can be measured again."""
