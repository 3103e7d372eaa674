"""``python -m bot``: the command line; alone it opens the terminal chat."""

from bot.cli import main

if __name__ == "__main__":
    main()
