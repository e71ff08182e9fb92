"""Bodies that come compressed although nobody asked: unpacked piece by piece, so that a bomb fills nothing."""

import zlib
from collections.abc import Iterable, Iterator

_PIECE = 256 * 1024
"""Bytes that are unpacked at once."""

_WINDOWS = {"gzip": 16 + zlib.MAX_WBITS, "x-gzip": 16 + zlib.MAX_WBITS, "deflate": zlib.MAX_WBITS}
"""What zlib must know to unpack a content coding."""

_MEMBER = b"\x1f"
"""How each of several packed parts of a gzip body begins."""


class NotUnpacked(Exception):
    """A body is not what its Content-Encoding says."""


def unpacked(pieces: Iterable[bytes], coding: str) -> Iterator[bytes]:
    """The pieces of a body, unpacked where its Content-Encoding, `coding`, is gzip or deflate; as they came otherwise.

    Each piece is small, however well its bytes were packed. NotUnpacked where the bytes are of no such coding, or break
    off. We ask for no coding at all (`Accept-Encoding: identity`), so whatever is rarer, or packed twice, is left as it
    is.
    """
    window = _WINDOWS.get(coding.strip().lower())
    if window is None:
        yield from pieces
        return
    unpacking, begun = zlib.decompressobj(window), False
    try:
        for packed in pieces:
            while packed:
                if unpacking.eof and not packed.startswith(_MEMBER):
                    break  # what stands behind a packed body is none of it
                if unpacking.eof:  # several packed one after the other are one body
                    unpacking = zlib.decompressobj(window)
                yield unpacking.decompress(packed, _PIECE)
                packed, begun = unpacking.unconsumed_tail or unpacking.unused_data, True
        yield unpacking.flush()
    except zlib.error as error:
        raise NotUnpacked(f"the body is no {coding}: {error}") from error
    if begun and not unpacking.eof:
        raise NotUnpacked(f"the body is a {coding} that breaks off")
