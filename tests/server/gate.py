# SPDX-License-Identifier: MIT
"""What may stand between a server and its database: slow, or with a memory for connections that ends."""
import socket
import threading
import time


class Gate:
    """with Gate(port) as gate: …  Passes on what comes to gate.port."""

    def __init__(self, port):
        self.to = port
        self.delay = 0  # seconds, for each piece of what the database says
        self.forgotten = []  # what has its connection in here is passed on no more
        self.open = []
        self.listener = socket.create_server(("127.0.0.1", 0))
        self.port = self.listener.getsockname()[1]

    def __enter__(self):
        threading.Thread(target=self.accept, daemon=True).start()
        return self

    def __exit__(self, *_):
        self.listener.shutdown(socket.SHUT_RDWR)
        self.listener.close()
        for end in self.open:
            end.close()

    def forget(self):
        """Says nothing more on the connections that are open, and closes none of them; new ones work."""
        self.forgotten = list(self.open)

    def accept(self):
        while True:
            try:
                client, _ = self.listener.accept()
                database = socket.create_connection(("127.0.0.1", self.to))
            except OSError:
                return
            self.open += [client, database]
            threading.Thread(target=self.pump, args=(client, database), daemon=True).start()
            threading.Thread(target=self.pump, args=(database, client), daemon=True).start()

    def pump(self, source, sink):
        try:
            while piece := source.recv(65536):
                if source in self.forgotten:
                    continue
                if sink in self.open[::2]:
                    time.sleep(self.delay)
                sink.sendall(piece)
            if source not in self.forgotten:
                sink.shutdown(socket.SHUT_WR)
        except OSError:
            pass  # one side has gone
