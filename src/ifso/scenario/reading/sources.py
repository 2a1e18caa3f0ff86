"""Sources, and the quotes that are held against their texts.

Owns the reading of a source's file within the scenario's folder, and the rule by which a passage counts as verbatim: white space runs,
typographic quotation marks and hyphens are folded, nothing else. Leaves what a quote supports to the part that carries it.
"""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass
from difflib import SequenceMatcher
from pathlib import Path, PurePosixPath, PureWindowsPath

from ifso.ground.diagnostics import UsageError
from ifso.ground.files import read_bounded
from ifso.scenario.meaning import Quote, Source
from ifso.scenario.nodes import Entry, Mapping, Scalar
from ifso.scenario.reading.desk import Desk, article, form_of, shape, short

LARGEST = 5_000_000
"""Bytes of a source's text."""
_FOLDS = str.maketrans({"‘": "'", "’": "'", "“": '"', "”": '"', "«": '"', "»": '"', "\u2010": "-", "\u2011": "-", "\u00a0": " "})


@dataclass(frozen=True, slots=True)
class Document:
    """The text of a source, folded for comparison."""

    folded: str
    offsets: tuple[int, ...]
    """For each folded character, its offset in the text as it is."""


@dataclass(frozen=True, slots=True)
class Library:
    """The sources of a scenario with their texts."""

    sources: dict[str, Source]
    documents: dict[str, Document]
    broken: frozenset[str]
    """Sources whose files could not be read, which has been complained of."""


def fold(text: str) -> Document:
    """Fold a text for comparison: white space runs become one space, typographic quotation marks and hyphens plain ones."""
    characters: list[str] = []
    offsets: list[int] = []
    for match in re.finditer(r"\s+|\S", text):
        characters.append(" " if match[0].isspace() else match[0].translate(_FOLDS))
        offsets.append(match.start())
    return Document("".join(characters), (*offsets, len(text)))


def read_sources(desk: Desk, entry: Entry | None, folder: Path | None) -> Library:
    """Read the section ``sources``; without a folder no file is opened, and no quote is checked."""
    sources: dict[str, Source] = {}
    documents: dict[str, Document] = {}
    broken: set[str] = set()
    for inner in desk.named(entry, "source"):
        name = inner.key.text
        fields = desk.record(inner.value, shape("source"), inner.key)
        if fields is None:
            broken.add(name)
            continue
        file, sha256 = desk.text(fields.get("file")), ""
        if "file" in fields:
            text = _text_of(desk, fields["file"], file, folder) if file else None
            if text is None:
                broken.add(name)
            else:
                documents[name] = fold(text)
                sha256 = hashlib.sha256(text.encode("utf-8")).hexdigest()
        rest = {key: desk.text(fields.get(key)) for key in ("title", "author", "published", "kind", "link")}
        sources[name] = Source(name=name, file=file, sha256=sha256, **rest)
    return Library(sources, documents, frozenset(broken))


def _text_of(desk: Desk, entry: Entry, file: str, folder: Path | None) -> str | None:
    """Return the text of a source's file, or None after a complaint."""
    if _leads_out(file) or (folder is not None and not _inside(folder, file)):
        hint = "Put the file beside the scenario and name it by its path from there."
        desk.complain("source-outside", f"`{short(file)}` leads out of the scenario's folder.", entry.value, hint=hint)
        return None
    if folder is None:
        hint = "Save the scenario in a folder with its sources, or leave out `file`."
        desk.complain("source-file", "A scenario without a folder cannot have files.", entry.value, hint=hint)
        return None
    try:
        data = read_bounded(folder / file, LARGEST)
    except UsageError as problem:
        desk.complain("source-file", _about(problem.message, folder, file), entry.value, hint=problem.hint)
        return None
    if len(data) > LARGEST:
        desk.complain("source-file", f"`{short(file)}` is larger than 5 MB.", entry.value, hint="Keep the passages that matter.")
        return None
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        desk.complain("source-file", f"`{short(file)}` is not UTF-8 text.", entry.value, hint="Save it as plain text in UTF-8.")
        return None


def _about(message: str, folder: Path, file: str) -> str:
    """Name a file as the scenario does, so that a message is the same on every machine."""
    return message.replace(str(folder / file), f"`{short(file)}`")


def _leads_out(file: str) -> bool:
    posix, windows = PurePosixPath(file), PureWindowsPath(file)
    return posix.is_absolute() or bool(windows.drive or windows.root) or ".." in posix.parts or ".." in windows.parts


def _inside(folder: Path, file: str) -> bool:
    try:
        return (folder / file).resolve().is_relative_to(folder.resolve())
    except (OSError, RuntimeError, ValueError):
        return False


# ---------------------------------------------------------------- quotes


def read_quotes(desk: Desk, library: Library, entry: Entry | None) -> tuple[Quote, ...]:
    """Read a ``quote`` entry and hold each passage against its source."""
    if entry is None:
        return ()
    if not isinstance(entry.value, Mapping) or not entry.value.entries:
        code = "empty" if not isinstance(entry.value, Scalar) or entry.value.is_empty else "wrong-form"
        message = f"A quote names its source, and this is {form_of(entry.value)}."
        desk.complain(code, message, entry.key if code == "empty" else entry.value, hint='Write `quote: {source: "passage"}`.')
        return ()
    quotes: list[Quote] = []
    for inner in entry.value.entries:
        source = desk.reference(inner.key, inner.key, "source", desk.sources)
        for item in desk.items(inner.value):
            passage = desk.scalar(item, inner.key, "a passage")
            if source is not None and passage is not None:
                quotes.append(_held(desk, library, source, passage))
        if not desk.items(inner.value):
            desk.complain("empty", f"{article('quote').capitalize()} without a passage says nothing.", inner.key, hint="Write the passage.")
    return tuple(quotes)


def _held(desk: Desk, library: Library, source: str, node: Scalar) -> Quote:
    """Return a quote with its place in the source, after a complaint where it does not stand there."""
    passage, place = node.text.strip(), desk.place(node)
    desk.check_cut(node)
    document = library.documents.get(source)
    if document is None:
        if source not in library.broken:
            hint = f"Save its text beside the scenario and add `file` to `{source}`."
            desk.complain("quote-unchecked", f"`{source}` has no file in which the passage could be found.", node, hint=hint)
        return Quote(source=source, passage=passage, place=place)
    wanted = fold(passage).folded
    at = document.folded.find(wanted)
    if at < 0:
        near = nearest_passage(document.folded, wanted)
        if node.style == "" and wanted[:1] == wanted[-1:] == '"' and wanted[1:-1] in document.folded:
            near, passage = "", passage[1:-1]
            hint = f'The quotation marks around it are not in the source; use those of the keyboard: `"{short(passage)}"`.'
            desk.complain("quote-not-found", f"This passage does not stand in `{source}`.", node, hint=hint)
            return Quote(source=source, passage=passage, place=place)
        hint = f"The nearest passage is: “{near}”" if near else "Copy the passage from the source."
        desk.complain("quote-not-found", f"This passage does not stand in `{source}`.", node, hint=hint)
        return Quote(source=source, passage=passage, place=place)
    return Quote(source=source, passage=passage, place=place, start=document.offsets[at], end=document.offsets[at + len(wanted)])


def nearest_passage(text: str, wanted: str) -> str:
    """Return the sentence of a folded text that shares most words with a passage, or an empty text where none shares a third."""
    words = set(re.findall(r"\w+", wanted.casefold()))
    sentences = re.split(r"(?<=[.!?])\s+", text)
    scored = [(len(words & set(re.findall(r"\w+", sentence.casefold()))), sentence) for sentence in sentences]
    best = sorted(scored, key=lambda pair: -pair[0])[:5]
    likely = [pair for pair in best if words and pair[0] * 3 >= len(words)]
    if not likely:
        return ""
    found = max(likely, key=lambda pair: SequenceMatcher(None, pair[1][:500], wanted[:500]).ratio())[1].strip()
    return found if len(found) <= 200 else found[:197] + "…"
