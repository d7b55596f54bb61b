"""``python -m handouts`` is ``handouts``."""

from handouts.cli.start import main

if __name__ == "__main__":
    main()
