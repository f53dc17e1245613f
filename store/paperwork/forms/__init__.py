"""The paper's three forms, a module each: its fields, its printed text, its sections.

A fourth is one more module here, whose sections `store/paperwork/tables.py` lists; what it looks
like is a page of `store/documents/pages/`, named in `all_documents.py`, and its screen one of
`screens/forms/`.
"""
