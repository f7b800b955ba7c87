"""`python -m luoshi` is the `luoshi` command; Ctrl-C ends it without a word while it is still being brought up."""

import signal

signal.signal(signal.SIGINT, signal.SIG_DFL)

from luoshi.console.main import main  # noqa: E402

main()
