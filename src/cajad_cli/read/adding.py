"""Put files into a library: a copy or a link, never over what is there."""

import os
import shutil
from collections.abc import Iterator
from contextlib import suppress
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
    todo = [(file, file.relative_to(base)) for file in _files(path)]
    for file, place in todo:
        _check_free(root / place, place, file)
    done: list[Path] = []
    try:
        for file, place in todo:
            if not (root / place).exists():
                _put(root, place, file, link=link)
                done.append(root / place)
    except BaseException:
        for target in done:  # all of it or nothing
            target.unlink(missing_ok=True)
        raise
    return tuple(place.as_posix() for _, place in todo)


def add_bytes(library: Library, data: bytes, name: str) -> str:
    """Put `data` into the library under `name`; errors as in `add_path`."""
    place = PurePosixPath(name)
    if place.is_absolute() or ".." in place.parts or not place.name or place.name.startswith("."):
        raise UsageError(f"{name!r} is no name for a document", "use a plain name such as note.txt")
    target = Path(library.path, *place.parts)
    if target.exists() and target.read_bytes() != data:
        raise UsageError(f"{name} is in the library with another content", "choose another --name")
    work = target.with_name(f".{target.name}.{os.getpid()}.part")
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        work.write_bytes(data)
        work.replace(target)
    except OSError as error:
        raise _unwritable(library, error) from error
    finally:
        with suppress(OSError):
            work.unlink(missing_ok=True)
    return place.as_posix()


def _files(path: Path) -> Iterator[Path]:
    if path.is_file():
        yield path
        return
    for folder, folders, names in os.walk(path):
        folders[:] = sorted(f for f in folders if not f.startswith("."))
        files = (Path(folder, name) for name in sorted(names) if not name.startswith("."))
        yield from (file for file in files if file.is_file())  # a pipe would be waited for


def _check_free(target: Path, place: Path, file: Path) -> None:
    """Raise UsageError where the place is taken by anything but the same content."""
    if not (target.exists() or target.is_symlink()):
        return
    if not target.is_file() or target.read_bytes() != file.read_bytes():
        raise UsageError(f"{place.as_posix()} is in the library with another content", "rename one of them")


def _put(root: Path, place: Path, file: Path, *, link: bool) -> None:
    target = root / place
    work = target.with_name(f".{target.name}.{os.getpid()}.part")
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        if link:
            os.link(file, target)
            return
        shutil.copyfile(file, work)
        _name(work, target)
    except FileExistsError:
        raise UsageError(f"{place.as_posix()} is in the library with another content", "rename one of them") from None
    except OSError as error:
        if link:
            raise LibraryError(
                f"cannot link {file} into {root}: {error.strerror or error}", "leave out --link"
            ) from error
        raise _unwritable(Library(str(root), "", {}), error) from error
    finally:
        work.unlink(missing_ok=True)


def _name(work: Path, target: Path) -> None:
    """Let a finished file have its name, never over one that came in the meantime; there are disks without links."""
    try:
        os.link(work, target)
    except FileExistsError:
        raise
    except OSError:
        work.replace(target)


def _unwritable(library: Library, error: OSError) -> LibraryError:
    return LibraryError(
        f"cannot write into the library {library.path}: {error.strerror or error}",
        "choose a folder that can be written",
    )
