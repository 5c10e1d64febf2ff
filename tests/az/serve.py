"""Runs az commands, each in a process of its own that has az loaded already.

Loading az takes most of the time of a command. So this process loads it once, with all commands that
scripts use, and forks itself for every command that the `az` of the tests (client.py) brings over a
socket. What runs in the fork is az's own: its parser, validators, handlers and clients.

Run by cloud.mjs, with the Python that has azure-cli and the path of the socket. AZURE_CONFIG_DIR and
the cloud in it hold for all commands.
"""

import array
import importlib
import marshal
import os
import signal
import socket
import struct
import sys
import threading

from loaded import loaded

def main(path):
    az = Az()
    with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as server:
        server.bind(path)
        server.listen(64)
        print("ready", flush=True)
        learned, tell = os.pipe()
        os.set_blocking(learned, False)
        while True:
            connection, _ = server.accept()
            reap()
            learn(learned, az)
            if os.fork() == 0:
                server.close()
                os.close(learned)
                command(az, connection, tell)
            connection.close()


def command(az, connection, tell):
    """Runs one command as the client wants it, and never returns."""
    status = 1
    try:
        folder, words, environment, files = received(connection)
        for own, theirs in enumerate(files):
            os.dup2(theirs, own)
            os.close(theirs)
        os.chdir(folder)
        os.environ.clear()
        os.environ.update(environment)
        threading.Thread(target=follow, args=[connection], daemon=True).start()
        az.read_settings()
        known = set(sys.modules)
        status = run(az.cli, words)
        new = [name for name in set(sys.modules) - known if name.startswith("azure.")]
        name = az.cli.data.get("command") or ""
        # Less than a pipe takes at once, so that texts of commands do not mix.
        os.write(tell, "".join(f"{it}\n" for it in [name, *new[:30]]).encode()[:4000])
    finally:
        sys.stdout.flush()
        sys.stderr.flush()
        try:
            connection.sendall(bytes([status & 255]))
        finally:
            os._exit(status & 255)


def run(cli, words):
    """The exit status, as `python -m azure.cli` has it."""
    try:
        return cli.invoke(words) or 0
    except SystemExit as exit:
        if exit.code is None:
            return 0
        return exit.code if isinstance(exit.code, int) else 1
    except BaseException:  # pylint: disable=broad-except
        import traceback

        traceback.print_exc()
        return 1


def received(connection):
    """The folder of a command, its words, its environment and its three files."""
    size = struct.calcsize("Q")
    files = array.array("i")
    data, ancillary, _, _ = connection.recvmsg(size, socket.CMSG_SPACE(3 * files.itemsize))
    for level, kind, body in ancillary:
        if level == socket.SOL_SOCKET and kind == socket.SCM_RIGHTS:
            files.frombytes(body[: len(body) - len(body) % files.itemsize])
    (length,) = struct.unpack("Q", data)
    text = b""
    while len(text) < length:
        part = connection.recv(length - len(text))
        if not part:
            raise EOFError("the client went away")
        text += part
    return *marshal.loads(text), list(files)


def follow(connection):
    """Ends the command when its client was ended, as a signal would have ended az itself."""
    if not connection.recv(1):
        os._exit(128 + signal.SIGKILL)


def reap():
    try:
        while os.waitpid(-1, os.WNOHANG) != (0, 0):
            pass
    except ChildProcessError:
        pass


class Az:
    """az, which remembers the arguments of commands once they are loaded."""

    def __init__(self):
        self.cli, self.table = loaded()
        self.loader = self.cli.commands_loader_cls(self.cli)
        self.known = set()
        self.load, self.loader.load_arguments = self.loader.load_arguments, self.arguments
        self.tell, self.cli.raise_event = self.cli.raise_event, self.event

    def read_settings(self):
        """A command before this one may have changed the account or the cloud."""
        from azure.cli.core._session import ACCOUNT
        from azure.cli.core.cloud import get_active_cloud

        folder = self.cli.config.config_dir
        self.cli.config = type(self.cli.config)(config_dir=folder, config_env_var_prefix="AZURE")
        ACCOUNT.load(os.path.join(folder, "azureProfile.json"))
        self.cli.cloud = get_active_cloud(self.cli)

    def arguments(self, name):
        if name not in self.known:
            self.load(name)

    def event(self, event, **details):
        from azure.cli.core.commands.events import EVENT_INVOKER_PRE_LOAD_ARGUMENTS

        if event != EVENT_INVOKER_PRE_LOAD_ARGUMENTS or self.loader.command_name not in self.known:
            self.tell(event, **details)

    def prepare(self, name):
        """Loads the arguments of a command, as az does it to run one."""
        from azure.cli.core.commands.events import EVENT_INVOKER_PRE_LOAD_ARGUMENTS

        if name in self.known or name not in self.table:
            return
        self.cli.invocation.data["command_string"] = name
        self.loader.command_table = {name: self.table[name]}
        self.loader.command_name = name
        self.cli.raise_event(EVENT_INVOKER_PRE_LOAD_ARGUMENTS, commands_loader=self.loader)
        self.load(name)
        self.known.add(name)
        self.loader.command_table = self.table


def learn(learned, az):
    """Loads what commands had to load, so that the next ones have it."""
    try:
        names = os.read(learned, 1 << 20).decode().split("\n")
    except BlockingIOError:
        return
    for name in names:
        if " " in name:
            az.prepare(name)
        elif name.startswith("azure."):
            try:
                importlib.import_module(name)
            except ImportError:
                pass


if __name__ == "__main__":
    main(sys.argv[1])
