"""What one page shows: words, rulings and shadings, by pdfium or pdfplumber; which pages must be read as pictures."""
