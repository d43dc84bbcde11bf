"""`python -m training …`: the same as `sidelight-train …`."""

from training.cli import main

if __name__ == "__main__":
    main()
