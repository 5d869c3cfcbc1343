"""What the pages of a server share under addresses of its own, which a browser keeps: the drawing library, styles."""

from __future__ import annotations

import base64
import hashlib
from dataclasses import dataclass
from functools import cache

from viz.network import vis_network
from viz.templating import asset, picture_js

VIS_URL = "/static/vis-network-9.1.2.min.js"
SCRIPT, STYLE = "text/javascript", "text/css"


def _digest(text: str) -> bytes:
    return hashlib.sha384(text.encode("utf-8")).digest()


@dataclass(frozen=True, slots=True)
class ServedFile:
    """A file whose address changes whenever it does; `integrity` is that of what is served."""

    url: str
    text: str
    media_type: str = SCRIPT

    @property
    def integrity(self) -> str:
        """Subresource integrity."""
        return f"sha384-{base64.b64encode(_digest(self.text)).decode()}"


@cache
def scripts() -> tuple[ServedFile, ...]:
    """The drawing library, and what draws with it."""
    own = str(picture_js())
    return ServedFile(VIS_URL, vis_network()), ServedFile(f"/static/picture-{_digest(own).hex()[:12]}.js", own)


@cache
def stylesheet() -> ServedFile:
    """What every page looks like."""
    own = "\n".join(asset(name) for name in ("base.css", "app.css", "ranking.css"))
    return ServedFile(f"/static/pages-{_digest(own).hex()[:12]}.css", own, STYLE)


@cache
def tags(*files: ServedFile) -> tuple[dict[str, str], ...]:
    """Address and integrity of each, for a template."""
    return tuple({"url": each.url, "integrity": each.integrity} for each in files)


def served(url: str) -> ServedFile | None:
    """The file with this address; None where there is none."""
    return next((each for each in (*scripts(), stylesheet()) if each.url == url), None)
