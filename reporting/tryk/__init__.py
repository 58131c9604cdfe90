"""Long papers, printed in parts: several processes at once, and only what has changed since last time.

A paper is cut where its template says that a page begins (`dele`). Each part is laid out by a warm process (`hold`,
`arbejder`) unless the same part is kept from an earlier time (`gemt`). The parts become one document with one tag
tree, one set of bookmarks and page numbers that run through (`saml`). `lav.tryk` does all of it. See ADR 0065.
"""
