"""Rows in groups: what is joined is one, and what is parted never comes into one group."""


class Groups:
    """Groups of ids; every id begins in a group of its own."""

    def __init__(self) -> None:
        self._group: dict[str, set[str]] = {}
        self._parted: set[frozenset[str]] = set()

    def of(self, one: str) -> set[str]:
        """The group of an id, itself included."""
        return self._group.setdefault(one, {one})

    def join(self, one: str, other: str) -> bool:
        """Whether the two are one group now; not if that would bring together what is parted."""
        if other in self.of(one):
            return True
        whole = self.of(one) | self.of(other)
        if any(pair <= whole for pair in self._parted):
            return False
        self._group |= dict.fromkeys(whole, whole)
        return True

    def part(self, one: str, other: str) -> bool:
        """Whether the two stay apart from now on; not if they are one group already."""
        if other in self.of(one):
            return False
        self._parted.add(frozenset((one, other)))
        return True
