"""Keeping the bot up: connecting, errors, pace and turns, warming, sweeping, where Discord is."""
