"""SOPs as many hands would write them, with entries that have to go and a version to replace."""

from __future__ import annotations

import codecs
import json
import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any

from rollbook.loading.fix import Fix, Remove, Replace
from rollbook.loading.yaml_reader import read
from tests.diagrams.random_sops import sop

Path = tuple[str | int, ...]
Line = tuple[str | None, str | None]
"""A line before and after mending; nothing where it is not there."""

WORDS, NEW = "mlflow:ranker/17", "${targets.model.id}"


@dataclass(frozen=True)
class Gone:
    """A value that goes, with its key."""

    value: Any


@dataclass(frozen=True)
class Plant:
    """A file before and after, and the fixes between: path, fix and words."""

    before: bytes
    after: bytes
    wanted: Sequence[tuple[Path, Fix, str]]

    def value(self, before: Any, paths: Sequence[Path]) -> Any:
        """What a value is after the fixes at these paths."""
        value = json.loads(json.dumps(before))
        for path, fix, words in self.wanted:
            if path in paths:
                *above, last = path
                here = _at(value, above)
                if isinstance(fix, Replace):
                    here[last] = here[last].replace(words, fix.text)
                else:
                    del here[last]
                    if not here:
                        del _at(value, above[:-1])[above[-1]]
        return value


def planted(seed: int, *, comments: bool = False) -> Plant:
    """A random SOP; without `comments` none of them is about an entry that goes."""
    source = random.Random(seed)
    data = sop(seed, source.randint(1, 6))
    wanted = [plant(data, source) for plant in (_ignored, _ignored, _version)]
    hand = _Hand(source, comments)
    lines = hand.mapping(data, 0)
    end = source.choice(["\n", "\r\n", "\r"])
    mark = source.choice([b"", codecs.BOM_UTF8])
    before, after = (
        "".join(f"{line[n]}{end}" for line in lines if line[n] is not None) for n in (0, 1)
    )
    if lines[-1][0] == lines[-1][1] and source.random() < 0.5:
        before, after = before.removesuffix(end), after.removesuffix(end)
    return Plant(
        mark + before.encode(), mark + after.encode(), [w for some in wanted for w in some]
    )


def _ignored(data: Any, source: random.Random) -> list[tuple[Path, Fix, str]]:
    """An `ignore:` put into any mapping of the SOP, of which some or all entries go."""
    path = source.choice([path for path in _mappings(data, ()) if "ignore" not in path])
    above = _at(data, path)
    names = [f"rule-{number}" for number in range(source.randint(1, 3))]
    gone = [name for name in names if source.random() < 0.7] or names
    entries = {
        name: source.choice(["Why.", "# no: comment", "🚒 {,}", "x " * 40]) for name in names
    }
    ignore: Any = {name: Gone(e) if name in gone else e for name, e in entries.items()}
    items = list(above.items())
    items.insert(
        source.randint(0, len(items)), ("ignore", Gone(ignore) if gone == names else ignore)
    )
    if "ignore" in above:
        return []
    above.clear()
    above.update(items)
    return [((*path, "ignore", name), Remove(), "") for name in gone]


def _version(data: Any, source: random.Random) -> list[tuple[Path, Fix, str]]:
    name = source.choice([name for name in data["steps"] if name != "ignore"])
    before = source.choice(["ops/serve ", "# ", "'", '"', "🚒 ", ""]) + WORDS
    data["steps"][name]["undo"] = before + source.choice(["", " --now", " # no comment", ": x"])
    return [(("steps", name, "undo"), Replace(NEW), WORDS)]


def _mappings(value: Any, path: Path) -> list[Path]:
    """The paths of all mappings that stay when an entry goes."""
    found = [path] if value and isinstance(value, dict) else []
    items = value.items() if isinstance(value, dict) else ()
    for key, item in items:
        if not isinstance(item, Gone):
            found += _mappings(item, (*path, key))
    return found


def _at(value: Any, path: Sequence[str | int]) -> Any:
    for word in path:
        value = value[word]
    return value


@dataclass
class _Hand:
    """Someone who writes YAML in a way of their own."""

    source: random.Random
    comments: bool
    count: int = 0
    quiet: int = field(default=0)

    def mapping(self, value: dict[str, Any], indent: int) -> list[Line]:
        """The lines of a mapping in block style."""
        lines: list[Line] = []
        for key, item in value.items():
            is_gone = isinstance(item, Gone)
            found = self._entry(key, item.value if is_gone else item, indent, is_gone=is_gone)
            lines += [(before, None) for before, _ in found] if is_gone else found
            if not indent and self._chance(0.3):
                lines.append(("", ""))
        return lines

    def _entry(self, key: str, item: Any, indent: int, *, is_gone: bool) -> list[Line]:
        may = self.comments or not (is_gone or _holds_gone(item))
        lines: list[Line] = []
        key = self._scalar(key, (_plain, _single, _double))
        above = f"{' ' * indent}{self._remark()}"
        if may and self._chance(0.2):
            lines.append((above, above))
        remark = f"  {self._remark()}" if may and self._chance(0.2) else " " * self._some(0, 0, 2)
        start = f"{' ' * indent}{key}:"
        if isinstance(item, str):
            return [*lines, *self._text(start, item, indent + self._some(1, 2, 4), remark)]
        is_flow = not item or not isinstance(item, dict | list) or self._chance(0.4)
        if is_flow:
            before, after = self._flow(item)
            return [*lines, (f"{start} {before}{remark}", f"{start} {after}{remark}")]
        lines.append((start + remark, start + remark))
        if isinstance(item, dict):
            return lines + self.mapping(item, indent + self._some(1, 2, 3, 4))
        indent += self._some(0, 2)
        return lines + [
            (f"{' ' * indent}- {b}", f"{' ' * indent}- {a}") for b, a in map(self._flow, item)
        ]

    def _text(self, start: str, text: str, indent: int, remark: str) -> list[Line]:
        """A text behind its key, in any style; the same style before and after."""
        new = text.replace(WORDS, NEW)
        styles = [style for style in (_plain, _single, _double) if _reads(style, text, new)]
        style = self.source.choice([*styles, None])
        if style:
            return [(f"{start} {style(text)}{remark}", f"{start} {style(new)}{remark}")]
        sign, space = self.source.choice(["|", "|-", ">", ">-"]), " " * indent
        words = text.split(" ") if sign[0] == ">" else [text]
        cut = self._some(0, len(words) // 2)
        parts = [" ".join(words[:cut]), " ".join(words[cut:])] if cut else [text]
        lines = [f"{space}{part}" for part in parts]
        head = f"{start} {sign}{remark}"
        return [(head, head), *((line, line.replace(WORDS, NEW)) for line in lines)]

    def _flow(self, value: Any) -> tuple[str, str]:
        """A value on one line, before and after."""
        space = " " * self._some(0, 1)
        if isinstance(value, dict):
            before, after = list[str](), list[str]()
            for key, item in value.items():
                is_gone = isinstance(item, Gone)
                b, a = self._flow(item.value if is_gone else item)
                name = self._scalar(key, (_single, _double))
                before.append(f"{name}: {b}")
                after += [] if is_gone else [f"{name}: {a}"]
            return tuple(f"{{{space}{', '.join(some)}{space}}}" for some in (before, after))  # type: ignore[return-value]
        if isinstance(value, list):
            both = [self._flow(item) for item in value]
            return tuple(f"[{space}{', '.join(b[n] for b in both)}{space}]" for n in (0, 1))  # type: ignore[return-value]
        if not isinstance(value, str):
            return json.dumps(value), json.dumps(value)
        new = value.replace(WORDS, NEW)
        style = self.source.choice(
            [s for s in (_plain, _single, _double) if _reads(s, value, new, flow=True)]
        )
        return style(value), style(new)

    def _scalar(self, text: str, styles: Sequence[Callable[[str], str]]) -> str:
        return self.source.choice([style for style in styles if _reads(style, text)])(text)

    def _remark(self) -> str:
        self.count += 1
        return f"# remark {self.count} [🚒, {{"

    def _chance(self, share: float) -> bool:
        return self.source.random() < share

    def _some(self, *numbers: int) -> int:
        return self.source.choice(numbers)


def _holds_gone(value: Any) -> bool:
    if isinstance(value, dict):
        return any(isinstance(item, Gone) or _holds_gone(item) for item in value.values())
    return False


def _plain(text: str) -> str:
    return text


def _single(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"


def _double(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)


def _reads(style: Callable[[str], str], *texts: str, flow: bool = False) -> bool:
    """Whether texts can be written in a style."""
    around = ("[", "]") if flow else ("- ", "")
    for text in texts:
        document, faults = read(f"{around[0]}{style(text)}{around[1]}".encode(), "")
        if document is None or faults or document.value != [text]:
            return False
    return True
