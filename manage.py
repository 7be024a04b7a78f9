"""Django's own door, for tools that look for this file; people use the command `letopis`."""

from letopis.config.console import main

if __name__ == "__main__":
    main()
