"""The Jinja environment of one page: taken apart once the page is rendered, so that nothing is left to a collector.

Templates, their names and their macros refer to each other in circles, and with them hangs all that the page shows.
Left to Python's collector, the pages of a busy server would stop it for 30 ms at a time, whoever asks meanwhile.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, MutableMapping

from jinja2 import BaseLoader, Environment, StrictUndefined, Template
from jinja2.runtime import Context


class _Names(Context):
    """The names of a template, noted by the environment of its page."""

    def __init__(
        self,
        environment: Environment,
        parent: dict[str, object],
        name: str | None,
        blocks: dict[str, Callable[[Context], Iterator[str]]],
        globals: MutableMapping[str, object] | None = None,  # noqa: A002  (Jinja's own name)
    ) -> None:
        super().__init__(environment, parent, name, blocks, globals)
        if isinstance(environment, OfOnePage):
            environment.used.append(self)


class _Rendered(Template):
    """A template that is rendered once."""

    def generate(self, *args: object, **kwargs: object) -> Iterator[str]:
        """The page in pieces."""
        try:
            yield from super().generate(*args, **kwargs)
        finally:
            self._over()

    def render(self, *args: object, **kwargs: object) -> str:
        """The page."""
        try:
            return super().render(*args, **kwargs)
        finally:
            self._over()

    def _over(self) -> None:
        if isinstance(self.environment, OfOnePage):
            self.environment.take_apart()


class OfOnePage(Environment):
    """An environment whose templates are rendered once: autoescaping on, undefined names are errors.

    `used`: the names of the templates that were rendered.
    """

    context_class = _Names
    template_class = _Rendered

    def __init__(self, loader: BaseLoader) -> None:
        super().__init__(
            loader=loader,
            autoescape=True,
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
        )
        self.used: list[Context] = []

    def take_apart(self) -> None:
        """Let go of all that refers to itself; whatever is rendered next is loaded anew. O(names)."""
        for names in self.used:
            names.vars.clear()
            names.exported_vars.clear()
            names.blocks.clear()
        self.used.clear()
        if self.cache is not None:
            for template in self.cache.values():
                template.root_render_func.__globals__.clear()
                template.blocks.clear()
            self.cache.clear()
