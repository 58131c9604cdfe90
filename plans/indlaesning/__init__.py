"""Reading a file from another system in: what every such import does the same way.

The road is three pages and a way back, and an import of its own kind says only what is its own:

1. **The file** (`fil`, `forms.FilForm`): a workbook, a CSV, or rows that are pasted. `behold` reads it, refuses a CPR
   number anywhere in it, and keeps the sheets on a row of a model that inherits `plans.models.Indlaest`. The file is
   not kept.
2. **The columns** (`skridt.Kolonneskridt`): which sheet, which row has the headings, which column is which, what the
   values in it stand for. A kind inherits it and adds its two forms. What was said is remembered (`profil`), on the
   import and as the plan's `Importprofil` of that `Importart`, and is suggested the next time.
3. **The look through** (`gennemsyn`): a kind holds what it read against what is stored and returns a `Gennemset` of
   lines: each with what becomes of it (`Hvad`), where it stands in the file, and the stored row if there is one. With
   errors nothing is saved. `gem.skriv` writes what is new and what is changed, and keeps how to undo it.
4. **The way back** (`gem.tag_tilbage`): what the import made goes out of use, what it changed is put back, except rows
   that somebody wrote in since.

`sider.Importsider` has the pages 2 to 4; a kind declares one and its views call it. A table is read as `tabel.Tabel`:
cells with their place, headings by name. Two kinds use it: `plans.penge.regnskab` and `indsatser.omraadelister`.
"""
