"""Documents in: a Word file, a PDF with text or plain text becomes blocks in reading order.

The door is `indsatser.importing.dokument.laes.laes_dokument`; the model is `blokke`, and `bygge` makes documents from
plain Python for tests. Deterministic and offline: nothing in a document is run or fetched (regler.md, "Et dokument").
"""
