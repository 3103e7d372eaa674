"""The pictures of calculations. Imported only where one is drawn: Pillow is not part of the start of the chat."""
