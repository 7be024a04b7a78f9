"""Дерево Меркла по RFC 9162: по его корню видно любую правку или пропажу прежней записи."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence

EMPTY_ROOT = hashlib.sha256(b"").digest()


def node(left: bytes, right: bytes) -> bytes:
    """Hash of an inner node, 32 bytes."""
    return hashlib.sha256(b"\x01" + left + right).digest()


class Frontier:
    """The right edge of a growing tree: roots of its full subtrees, largest first.

    Appending a leaf costs one hash on average, and the edge of a million leaves is twenty hashes, so a
    sealed tree goes on growing without its old leaves.
    """

    def __init__(self, size: int = 0, peaks: Sequence[bytes] = ()) -> None:
        if len(peaks) != size.bit_count():
            raise ValueError("peaks do not belong to a tree of this size")
        self.size = size
        self.peaks = list(peaks)

    def append(self, leaf: bytes) -> None:
        """Add one leaf hash."""
        size = self.size
        while size & 1:
            leaf = node(self.peaks.pop(), leaf)
            size >>= 1
        self.peaks.append(leaf)
        self.size += 1

    def extend(self, leaves: Iterable[bytes]) -> None:
        """Add leaf hashes in order."""
        for leaf in leaves:
            self.append(leaf)

    def root(self) -> bytes:
        """Root of the tree so far, 32 bytes."""
        if not self.peaks:
            return EMPTY_ROOT
        root = self.peaks[-1]
        for peak in reversed(self.peaks[:-1]):
            root = node(peak, root)
        return root

    def packed(self) -> bytes:
        """The peaks as one byte string, to be kept beside the checkpoint."""
        return b"".join(self.peaks)

    @classmethod
    def unpacked(cls, size: int, packed: bytes) -> Frontier:
        """The edge as it was packed."""
        return cls(size, [packed[i : i + 32] for i in range(0, len(packed), 32)])


def inclusion_proof(leaves: Sequence[bytes], index: int) -> list[bytes]:
    """Path from a leaf to the root of these leaves (RFC 9162, 2.1.3.1)."""
    size = len(leaves)
    if size == 1:
        return []
    split = 1 << ((size - 1).bit_length() - 1)
    left, right = leaves[:split], leaves[split:]
    if index < split:
        return [*inclusion_proof(left, index), _root(right)]
    return [*inclusion_proof(right, index - split), _root(left)]


def _root(leaves: Sequence[bytes]) -> bytes:
    frontier = Frontier()
    frontier.extend(leaves)
    return frontier.root()


def root_from_proof(leaf: bytes, index: int, size: int, proof: Sequence[bytes]) -> bytes:
    """Root that a leaf and its path lead to; equal to the checkpoint's root if the leaf is in the tree.

    Raises:
        ValueError: the path does not fit a tree of this size.
    """
    if not 0 <= index < size:
        raise ValueError("the index lies outside the tree")
    root, here, last = leaf, index, size - 1
    for step in proof:
        if last == 0:
            raise ValueError("the path is too long")
        if here & 1 or here == last:
            root = node(step, root)
            while not here & 1 and here:
                here, last = here >> 1, last >> 1
        else:
            root = node(root, step)
        here, last = here >> 1, last >> 1
    if last:
        raise ValueError("the path is too short")
    return root
