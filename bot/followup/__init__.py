"""Messages that only change something of the question before them: ``税率24%呢``, ``and in California?``.

:mod:`change` reads such a message, :mod:`thread` merges it into what was said before, :mod:`following` makes the reply.
The first two are pure; a thread holds a user's figures, so it lives in memory alone, and not for long.
"""
