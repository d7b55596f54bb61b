"""``python -m handouts`` is ``handouts``."""

from handouts.cli.app import main

if __name__ == "__main__":
    main()
