"""Getting datasets' files, whole and with the right checksum, from a mirror folder or the network.

Owns everything that may go wrong on the way: no network, a server that breaks off, hangs or sends something else, a full disk, an
interruption, a second process that wants the same. A file appears in the cache whole and with its checksum, or not at all; what has come of
it lies beside it and is gone on with next time. pooch holds the checksum against the file and moves it to its place. Leaves what is in the
files to ``readers``, and where they lie to ``cache``.
"""

from __future__ import annotations

import contextlib
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn

from ifso.ground.diagnostics import Unavailable
from ifso.history.cache import cache_folder, file_of, is_here, mirror_folder
from ifso.history.card import Card

if TYPE_CHECKING:
    import requests

TIMEOUT = (10.0, 30.0)
"""Seconds to wait for a connection, and for the next piece of a file."""
TRIES = 3
"""How often a file is gone on with after the server has broken off."""
PIECE = 1 << 14
"""Bytes that are read at a time, and so the most that is lost when a server breaks off."""
OTHERWISE = "Try again later, or name a folder that holds the file with --mirror FOLDER or IFSO_DATA_MIRROR."

Progress = Callable[[float], None]
"""Is told the share done, from 0 to 1."""


def fetch(card: Card, *, mirror: Path | None = None, progress: Progress | None = None) -> Path:
    """Return where the file of a dataset lies, fetching it where the cache lacks it.

    It comes from the mirror folder if one is given or named by ``IFSO_DATA_MIRROR``, else from the network. Raises ``Unavailable``, which
    says in a line what to do, where it cannot be had; the cache then holds what it held before.
    """
    path = file_of(card)
    if is_here(card):
        return path
    folder = mirror_folder(mirror)
    bring = _Copy(card=card, folder=folder, progress=progress) if folder else _Download(card=card, progress=progress)
    with _words_for_trouble(card, path), _alone():
        if not is_here(card):
            _retrieve(card, path, bring)
    return path


def _retrieve(card: Card, path: Path, bring: _Copy | _Download) -> None:
    import pooch  # noqa: PLC0415 - heavy

    pooch.get_logger().setLevel("WARNING")
    for _ in range(2):
        try:
            pooch.retrieve(card.address, known_hash=f"sha256:{card.sha256}", fname=path.name, path=str(path.parent), downloader=bring)
        except ValueError:
            if not bring.went_on:  # else what an earlier attempt had left may have been wrong; it is gone now
                raise Unavailable(bring.another_file) from None
        else:
            return
    raise Unavailable(bring.another_file)


class _Copy:
    """Brings a file from a mirror folder, as pooch asks for it."""

    went_on = False

    def __init__(self, *, card: Card, folder: Path, progress: Progress | None) -> None:
        self._card, self._progress = card, progress
        self._folder = folder
        self.source = str(folder / card.file)
        self.another_file = _another_file(card, self.source, "Put the original in its place, or leave the mirror out.")

    def __call__(self, _: str, output_file: str, __: Any) -> None:
        try:
            original = Path(self.source).open("rb")  # noqa: SIM115 - closed below; its own trouble is told from the copy's
        except (OSError, ValueError) as error:
            raise Unavailable(self._why_not(error)) from None
        with original, Path(output_file).open("wb") as copy:
            for piece in iter(lambda: original.read(PIECE), b""):
                copy.write(piece)
                _tell(self._progress, copy.tell(), self._card)

    def _why_not(self, error: Exception) -> str:
        if not self._folder.is_dir():
            return f"There is no mirror folder {self._folder}; name one that holds {self._card.file}, or leave it out to use the network."
        if isinstance(error, FileNotFoundError):
            return f"The mirror has no {self._card.file}; name another folder, or leave it out to use the network."
        reason = getattr(error, "strerror", None) or str(error)
        return f"{self.source} cannot be read: {reason}; check its permissions, or leave the mirror out to use the network."


class _Download:
    """Brings a file from the network, as pooch asks for it; it goes on with what an earlier attempt has left in a file beside."""

    def __init__(self, *, card: Card, progress: Progress | None) -> None:
        self._card, self._progress = card, progress
        self._part = file_of(card).with_name(file_of(card).name + ".part")
        self.source = card.address
        self.another_file = _another_file(card, self.source, OTHERWISE)
        self.went_on = False

    def __call__(self, url: str, output_file: str, _: Any) -> None:
        import requests  # noqa: PLC0415 - heavy

        self.went_on = 0 < self._size() <= self._card.size
        for _ in range(TRIES):
            before, failure = self._size(), None
            if before == self._card.size:
                break
            try:
                self._go_on(url, before)
            except requests.exceptions.RequestException as error:
                failure = error
            if failure is not None and self._size() <= before:
                raise Unavailable(self._why_not(failure))
        if self._size() < self._card.size:
            raise Unavailable(self._broken_off())
        self._part.replace(output_file)

    def _go_on(self, url: str, have: int) -> None:
        """Ask for what is missing, and write it as it comes."""
        import requests  # noqa: PLC0415 - heavy

        headers = {"Accept-Encoding": "identity"} | ({"Range": f"bytes={have}-"} if 0 < have < self._card.size else {})
        with requests.get(url, headers=headers, stream=True, timeout=TIMEOUT) as answer:
            if answer.status_code == requests.codes.requested_range_not_satisfiable:
                self._part.unlink()
                return
            answer.raise_for_status()
            goes_on = answer.status_code == requests.codes.partial_content
            if goes_on and not _begins_at(answer, have):
                self._part.unlink(missing_ok=True)
                return
            if not goes_on and _length(answer) not in {None, self._card.size}:
                self._refuse()
            with self._part.open("ab" if goes_on else "wb") as part:
                for piece in answer.iter_content(PIECE):
                    part.write(piece)
                    _tell(self._progress, part.tell(), self._card)
                    if part.tell() > self._card.size:
                        self._refuse()

    def _refuse(self) -> NoReturn:
        self._part.unlink(missing_ok=True)
        raise Unavailable(self.another_file)

    def _size(self) -> int:
        return self._part.stat().st_size if self._part.exists() else 0

    def _broken_off(self) -> str:
        return f"{self.source} broke off after {self._size():,} of {self._card.size:,} bytes. {OTHERWISE}"

    def _why_not(self, error: Exception) -> str:
        import requests  # noqa: PLC0415 - heavy

        host = self.source.split("/")[2]
        match error:
            case requests.exceptions.HTTPError():
                code = error.response.status_code if error.response is not None else "no status"
                return f"{self._card.name} cannot be fetched: {host} answers {code} for {self.source}. {OTHERWISE}"
            case requests.exceptions.SSLError():
                return f"{self._card.name} cannot be fetched: {host} does not prove that it is {host}. {OTHERWISE}"
            case requests.exceptions.Timeout():
                return f"{self._card.name} cannot be fetched: {host} does not answer. {OTHERWISE}"
            case requests.exceptions.ChunkedEncodingError():
                return self._broken_off()
            case _:
                return (
                    f"{self._card.name} cannot be fetched: there is no connection to {host}. Connect to the network, or name a folder that "
                    "holds the files with --mirror FOLDER or IFSO_DATA_MIRROR."
                )


def _begins_at(answer: requests.Response, have: int) -> bool:
    return answer.headers.get("Content-Range", "").startswith(f"bytes {have}-")


def _length(answer: requests.Response) -> int | None:
    """Return how many bytes will come, where the server says so and they come as they are."""
    given = answer.headers.get("Content-Length", "")
    return int(given) if given.isdecimal() and not answer.headers.get("Content-Encoding") else None


def _another_file(card: Card, source: str, remedy: str) -> str:
    return f"{source} is not the file that the card of {card.name} describes, and it was not kept. {remedy}"


def _tell(progress: Progress | None, done: int, card: Card) -> None:
    if progress is not None:
        progress(min(done / card.size, 1.0))


@contextmanager
def _words_for_trouble(card: Card, path: Path) -> Iterator[None]:
    """Turn what the disk refuses into a line for the user, and leave no folder that holds nothing."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        yield
    except OSError as error:
        raise Unavailable(
            f"{card.name} cannot be kept in {cache_folder()}: {error.strerror or error}. "
            "Make room or check the permissions, or name another folder in IFSO_DATA_CACHE."
        ) from None
    finally:
        with contextlib.suppress(OSError):
            os.rmdir(path.parent)  # noqa: PTH106 - a folder with something in it stays, which Path.rmdir says no better


@contextmanager
def _alone() -> Iterator[None]:
    """Wait for other processes that fetch into the same cache."""
    import filelock  # noqa: PLC0415 - needed only to fetch

    with filelock.FileLock(cache_folder() / "data" / ".lock"):
        yield
