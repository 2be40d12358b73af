"""Put files into a library: a copy or a link, never over what is there."""

import os
import shutil
from collections.abc import Iterator
from pathlib import Path, PurePosixPath

from cajad_cli.errors import LibraryError, UsageError
from cajad_cli.model import Library


def add_path(library: Library, path: Path, *, link: bool = False) -> tuple[str, ...]:
    """Put a file, or the files below a folder, into the library; give their document ids.

    A file of the same name and content is left as it is. Raises UsageError where the path does not exist, lies
    in the library already, or a name is taken by another content; LibraryError where nothing can be written.
    """
    if not path.exists():
        raise UsageError(f"there is nothing at {path}", "look for a slip in its name")
    root = Path(library.path)
    if path.resolve().is_relative_to(root.resolve()):
        raise UsageError(f"{path} is in the library already", "run cajad index")
    base = path.parent
    return tuple(_put(root, file.relative_to(base), file, link=link) for file in _files(path))


def add_bytes(library: Library, data: bytes, name: str) -> str:
    """Put `data` into the library under `name`; errors as in `add_path`."""
    place = PurePosixPath(name)
    if place.is_absolute() or ".." in place.parts or not place.name or place.name.startswith("."):
        raise UsageError(f"{name!r} is no name for a document", "use a plain name such as note.txt")
    target = Path(library.path, *place.parts)
    if target.exists() and target.read_bytes() != data:
        raise UsageError(f"{name} is in the library with another content", "choose another --name")
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        work = target.with_name(f".{target.name}.{os.getpid()}.part")
        work.write_bytes(data)
        work.replace(target)
    except OSError as error:
        raise _unwritable(library, error) from error
    return place.as_posix()


def _files(path: Path) -> Iterator[Path]:
    if path.is_file():
        yield path
        return
    for folder, folders, names in os.walk(path):
        folders[:] = sorted(f for f in folders if not f.startswith("."))
        yield from (Path(folder, name) for name in sorted(names) if not name.startswith("."))


def _put(root: Path, place: Path, file: Path, *, link: bool) -> str:
    target = root / place
    if target.exists() or target.is_symlink():
        if target.is_file() and target.read_bytes() == file.read_bytes():
            return place.as_posix()
        raise UsageError(f"{place.as_posix()} is in the library with another content", "rename one of them")
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        if link:
            os.link(file, target)
        else:
            work = target.with_name(f".{target.name}.{os.getpid()}.part")
            shutil.copyfile(file, work)
            work.replace(target)
    except OSError as error:
        if link:
            raise LibraryError(
                f"cannot link {file} into {root}: {error.strerror or error}", "leave out --link"
            ) from error
        raise _unwritable(Library(str(root), "", {}), error) from error
    return place.as_posix()


def _unwritable(library: Library, error: OSError) -> LibraryError:
    return LibraryError(
        f"cannot write into the library {library.path}: {error.strerror or error}",
        "choose a folder that can be written",
    )
