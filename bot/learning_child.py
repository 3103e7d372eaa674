"""The child process that learns: ``python -m bot.learning_child FOLDER [KNOWLEDGE_DIR]``; a share a line on stdout."""

from __future__ import annotations

import sys
from pathlib import Path

from calc.amounts import mask_amounts
from knowledge.learning import learn
from knowledge.loader import load


def main() -> None:
    """Learn from the knowledge and write the model to the folder."""
    folder, overlay = Path(sys.argv[1]), sys.argv[2] if len(sys.argv) > 2 else ""

    def tell(share: float) -> None:
        sys.stdout.write(f"{share:.3f}\n")
        sys.stdout.flush()

    learn(load(Path(overlay) if overlay else None), mask_amounts, folder, tell)


if __name__ == "__main__":
    main()
