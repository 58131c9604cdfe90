"""Every paper lasts and can be read without being seen: its PDF for archives breaks no rule of PDF/A-2a nor PDF/UA-1.

The tag tree is walked by the checks of test_pdf. The ordinary PDF differs in the metadata only; test_pdf prints one.
"""

import io

import pikepdf
import pytest

from reporting.papirer.arter import ARKIVFIL, PAPIRER
from tests.reporting import test_pdf
from tests.reporting.pdfa import pdfa_fejl
from tests.reporting.pdfread import walk
from tests.reporting.pdfua import pdfua_fejl

PAPERS = [slug for slug in PAPIRER if slug != "maalopfyldelse"]  # which test_pdf itself walks


@pytest.mark.parametrize("slug", PAPERS)
def test_the_tag_tree_is_whole(lavet, slug):
    pdf = pikepdf.open(io.BytesIO(lavet[slug].fil(ARKIVFIL)))
    elements = list(walk(pdf.Root.StructTreeRoot.K[0]))
    test_pdf.test_headings_nest_without_skipping_a_level(elements)
    test_pdf.test_every_table_has_headings_that_say_which_way_they_point(elements)
    test_pdf.test_no_picture_is_without_words(elements)
    test_pdf.test_all_that_is_painted_is_either_in_the_tree_once_and_in_order_or_an_artifact(pdf, elements)
    test_pdf.test_what_is_in_the_tree_points_back_to_its_element(pdf, elements)
    assert str(pdf.Root.Lang) == "da"
    assert pdf.Root.ViewerPreferences.DisplayDocTitle == True  # noqa: E712 (a PDF boolean)
    with pdf.open_metadata() as metadata:
        assert metadata["pdfuaid:part"] == "1"
        assert "Åparken" in metadata["dc:title"]


@pytest.mark.parametrize("slug", PAPIRER)
def test_the_paper_for_archives_breaks_no_rule(lavet, slug):
    content = lavet[slug].fil(ARKIVFIL)
    pdf = pikepdf.open(io.BytesIO(content))
    assert [*pdfa_fejl(content, pdf), *pdfua_fejl(pdf)] == []
