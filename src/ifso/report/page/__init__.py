"""A page's data and the one file that holds a page: from a scenario and its results to what the browser reads.

Owns the form of the page's JSON, whose types stand in ``frontend/src/model/page.ts``. Leaves gathering what a page shows to
:mod:`ifso.verbs.page`, and drawing it to the front end.
"""
