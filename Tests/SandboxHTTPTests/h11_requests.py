# Reads requests with h11, a parser of HTTP/1.1 by other authors. One case per line of hexadecimal digits on standard
# input; for each a line of JSON on standard output: the messages, and what comes behind them.
# SPDX-License-Identifier: Apache-2.0

import json
import sys

try:
    import h11
except ImportError:
    sys.exit("h11 is missing; install the Debian package python3-h11")


def text(data):
    return bytes(data).decode("latin-1")


def new_connection(data):
    connection = h11.Connection(h11.SERVER, max_incomplete_event_size=1 << 20)
    # No bytes would mean the connection's end.
    if data:
        connection.receive_data(data)
    return connection


def read(data):
    """Returns the messages in bytes, and `more`, `closed` or `refused`."""
    connection = new_connection(data)
    messages = []
    has_passed_empty_line = False
    while True:
        try:
            event = connection.next_event()
        except h11.RemoteProtocolError as error:
            if str(error) != "no request line received" or has_passed_empty_line:
                return messages, "refused"
            # RFC 9112, 2.2: one empty line before a request should be passed over; h11 refuses it.
            has_passed_empty_line = True
            connection = new_connection(connection.trailing_data[0])
            continue
        if event is h11.NEED_DATA:
            return messages, "more"
        if event is h11.PAUSED:
            return messages, "closed"
        if isinstance(event, h11.Request):
            request, body = event, b""
        elif isinstance(event, h11.Data):
            body += event.data
        elif isinstance(event, h11.EndOfMessage):
            messages.append(
                {
                    "method": text(request.method),
                    "target": text(request.target),
                    "version": text(request.http_version),
                    "fields": [[text(name), text(value)] for name, value in request.headers.raw_items()],
                    "body": text(body),
                }
            )
            # Not 2xx: after CONNECT that would begin another protocol.
            connection.send(h11.Response(status_code=404, headers=[("Content-Length", "0")]))
            connection.send(h11.EndOfMessage())
            if connection.our_state is h11.MUST_CLOSE:
                return messages, "closed"
            connection.start_next_cycle()
            has_passed_empty_line = False


for line in sys.stdin:
    messages, end = read(bytes.fromhex(line))
    print(json.dumps({"messages": messages, "end": end}))
