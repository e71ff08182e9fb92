"""Bodies that come compressed although nobody asked: unpacked piece by piece, so that a bomb fills nothing."""

import zlib
from collections.abc import Iterable, Iterator

_PIECE = 256 * 1024
"""Bytes that are unpacked at once."""

_WINDOWS = {"gzip": 16 + zlib.MAX_WBITS, "x-gzip": 16 + zlib.MAX_WBITS, "deflate": zlib.MAX_WBITS}
"""What zlib must know to unpack a content coding."""


class NotUnpacked(Exception):
    """A body is not what its Content-Encoding says."""


def unpacked(pieces: Iterable[bytes], coding: str) -> Iterator[bytes]:
    """The pieces of a body, unpacked where its Content-Encoding, `coding`, is gzip or deflate; as they came otherwise.

    Each piece is small, however well its bytes were packed. NotUnpacked where the bytes are of no such coding. We ask
    for no coding at all (`Accept-Encoding: identity`), so whatever is rarer, or packed twice, is left as it is.
    """
    window = _WINDOWS.get(coding.strip().lower())
    if window is None:
        yield from pieces
        return
    unpacking = zlib.decompressobj(window)
    try:
        for packed in pieces:
            while packed and not unpacking.eof:
                yield unpacking.decompress(packed, _PIECE)
                packed = unpacking.unconsumed_tail
        yield unpacking.flush()
    except zlib.error as error:
        raise NotUnpacked(f"the body is no {coding}: {error}") from error
