"""Signals as a program in the foreground has them."""

import signal
import sys


def heed():
    """Whoever starts a script in the background, or under nohup, has it deaf to some signals, and what it starts
    too: ldapfix leaves a signal ignored that it finds ignored."""
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        if signal.getsignal(number) == signal.SIG_IGN:
            signal.signal(number, lambda number, _: sys.exit(128 + number))
