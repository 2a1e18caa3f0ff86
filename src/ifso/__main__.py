"""``python -m ifso`` is the command ``ifso``."""

from ifso.cli.main import main

main()
