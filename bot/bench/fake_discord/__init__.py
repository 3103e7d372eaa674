"""A small Discord of our own, for the benchmarks and the wire tests; it knows nothing of the bot's insides."""

from bot.bench.fake_discord.faults import Fault
from bot.bench.fake_discord.people import Person, Place
from bot.bench.fake_discord.sent import Answer
from bot.bench.fake_discord.server import TOKEN, FakeDiscord

__all__ = ["TOKEN", "Answer", "FakeDiscord", "Fault", "Person", "Place"]
