"""``python -m hayy.cli``: the same as the ``hayy`` script."""

from hayy.cli import main

if __name__ == "__main__":
    main()
