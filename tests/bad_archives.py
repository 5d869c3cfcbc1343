"""Makers of containers that must be refused, or read with care."""

from __future__ import annotations

import struct
import warnings
import zipfile
from pathlib import Path

CONNECTIONS = (
    "First Name,Last Name,URL,Email Address,Company,Position,Connected On\n"
    "Astrid,Vasseur,https://www.linkedin.com/in/zz-demo-astrid-vasseur,,Tarnova Systems,Engineer,02 Mar 2024\n"
    "Kwame,Horák,https://www.linkedin.com/in/zz-demo-kwame-horak,,Velmora Health,Designer,03 Mar 2024\n"
)
PROFILE = "First Name,Last Name,Headline\nMara,Lindqvist,Engineer\n"


def zipped(path: Path, members: list[tuple[str, str]]) -> Path:
    """A zip of these texts, names as given."""
    with warnings.catch_warnings(), zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        warnings.simplefilter("ignore", UserWarning)
        for name, text in members:
            archive.writestr(name, text)
    return path


def good(path: Path) -> Path:
    """The least that can be imported."""
    return zipped(path, [("Connections.csv", CONNECTIONS), ("Profile.csv", PROFILE)])


def encrypted(path: Path) -> Path:
    """A zip whose members say that they are encrypted."""
    raw = bytearray(good(path).read_bytes())
    for signature, flag_at in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        at = raw.find(signature)
        while at >= 0:
            raw[at + flag_at] |= 1
            at = raw.find(signature, at + 4)
    path.write_bytes(raw)
    return path


def truncated(path: Path) -> Path:
    """A download that broke off."""
    path.write_bytes(good(path).read_bytes()[:-60])
    return path


def damaged(path: Path) -> Path:
    """A zip with its directory in order and the bytes of its first member not."""
    raw = bytearray(good(path).read_bytes())
    start = raw.find(b"Connections.csv") + len("Connections.csv")
    raw[start + 10 : start + 60] = b"\x5a" * 50
    path.write_bytes(raw)
    return path


def boasting(path: Path) -> Path:
    """A zip whose directory claims that Connections.csv unpacks to nearly 4 GB."""
    raw = bytearray(good(path).read_bytes())
    at = raw.find(b"PK\x01\x02")
    struct.pack_into("<I", raw, at + 24, 0xFFFF_FFF0)
    path.write_bytes(raw)
    return path


def bomb(path: Path, megabytes: int) -> Path:
    """A small zip that unpacks to so many megabytes of commas."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
        with archive.open("Connections.csv", "w", force_zip64=True) as member:
            member.write(CONNECTIONS.encode())
            block = b",,,,,,\n" * 149_797
            for _ in range(megabytes):
                member.write(block)
        archive.writestr("Profile.csv", PROFILE)
    return path


def crowded(path: Path, entries: int) -> Path:
    """A zip of very many empty members."""
    return zipped(path, [(f"{i}.csv", "") for i in range(entries)])


def climbing(path: Path) -> Path:
    """A good archive with members that would land elsewhere if unpacked by name."""
    strays = [("../../climbed.csv", CONNECTIONS), ("/tmp/climbed.csv", CONNECTIONS), ("C:\\climbed.csv", CONNECTIONS)]
    return zipped(path, [("Connections.csv", CONNECTIONS), ("Profile.csv", PROFILE), *strays])
