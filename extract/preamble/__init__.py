"""The decree's own text: heading, legal basis, dictums, signature and annex heading."""
