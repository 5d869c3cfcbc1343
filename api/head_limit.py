"""Refuses requests whose line and headers have no end: the parser of HTTP collects them without a limit of its own."""

from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol

MOST_BYTES = 2**16
"""Of a request line with its headers, or of the fields after a body in pieces: what other servers take as well."""
TOO_LARGE = b"HTTP/1.1 431 Request Header Fields Too Large\r\ncontent-length: 0\r\nconnection: close\r\n\r\n"


class BoundedHead(HttpToolsProtocol):
    """The protocol of uvicorn, with a limit on what is no body. A head that came in one read is let through."""

    unparsed = 0
    """Bytes since the last request ended, or since the last of a body."""

    def data_received(self, data: bytes) -> None:
        """Read on, or refuse and close."""
        self.unparsed += len(data)
        super().data_received(data)
        if self.unparsed > MOST_BYTES and not self.transport.is_closing():
            self.transport.write(TOO_LARGE)
            self.transport.close()

    def on_body(self, body: bytes) -> None:
        """Count from here: bodies have limits of their own."""
        self.unparsed = 0
        super().on_body(body)

    def on_message_complete(self) -> None:
        """Count from here."""
        self.unparsed = 0
        super().on_message_complete()
