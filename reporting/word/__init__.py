"""Papers as Word documents: what stands in the document that is printed (`reporting/pdf/`), in Word's own styles.

Word is written from the very HTML that the PDF is printed from (ADR 0064), so that the two cannot say different things
and a new paper has Word from its first day. `skriv` is the way in; `opbygning` walks the HTML, `tabeller` writes
tables, `sider` turns pages, `stilark` declares the styles, `felter` what Word works out itself (contents, page
numbers), `tegninger` makes pictures.
"""
