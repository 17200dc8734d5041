"""``python -m moviellm``: the same as the console script."""

from moviellm.cli import main

if __name__ == "__main__":
    main()
