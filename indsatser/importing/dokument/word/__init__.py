"""Reads .docx: the package's parts themselves, in the order of the text, as Word and LibreOffice write them."""
