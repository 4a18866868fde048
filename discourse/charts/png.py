"""PNG files of flat pictures, written without the search for a filter per line that costs most and gains nothing here.

The same picture as from matplotlib's own writer, in less than half the time and with fewer bytes.
"""

import struct
import zlib

import numpy as np
from numpy.typing import NDArray

_SIGNATURE = b"\x89PNG\r\n\x1a\n"
_LEVEL = 3
"""Of zlib: higher ones take twice the time for a fifth of the bytes."""


def png(pixels: NDArray[np.uint8], dots_per_inch: float) -> bytes:
    """Return rows of red, green and blue as a PNG file (PNG 1.2, colour type 2, filter 0).

    >>> png(np.zeros((1, 2, 3), dtype=np.uint8), 300)[1:4]
    b'PNG'
    """
    high, across = pixels.shape[:2]
    rows = np.zeros((high, 1 + 3 * across), dtype=np.uint8)
    for colour in range(3):  # thrice as fast as all at once where the pixels are a view with transparency left out
        rows[:, 1 + colour :: 3] = pixels[..., colour]
    per_metre = round(dots_per_inch / 0.0254)
    return b"".join(
        (
            _SIGNATURE,
            _chunk(b"IHDR", struct.pack(">IIBBBBB", across, high, 8, 2, 0, 0, 0)),
            _chunk(b"pHYs", struct.pack(">IIB", per_metre, per_metre, 1)),
            _chunk(b"IDAT", zlib.compress(rows.tobytes(), _LEVEL)),
            _chunk(b"IEND", b""),
        )
    )


def _chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
