"""What a test tells the server to do, and what it writes down for the test."""

import asyncio
import math
import os
import random
import time


class Script:
    """How the server behaves, and what it was asked.

    Told by `set`, all of it optional:

    - ``faults``: what is wrong with the next requests, one each (`faults`); then ``always`` holds;
      a ``share`` of requests takes one of ``some`` at random, by the ``seed``;
    - ``rpm``: so many requests are answered in a ``minute`` of so many seconds;
    - ``delay``: seconds before each answer;
    - ``hold``: so many requests are answered, the others when they are released;
    - ``batch_faults``: what is wrong with the next lines of batches, one each;
    - ``batch_hold``: batches stay at work until they are released;
    - ``batch_refused``: the code for which no batch is taken; ``batch_lost``: a batch is made and
      nobody told of it;
    - ``text``: every answer's text; ``nonce``: no two texts are alike; ``headers``: of answers;
      ``usage``: whether they tell it.

    Args:
        bill: The file for what is billed; empty for none.
    """

    def __init__(self, bill):
        self._bill = os.open(bill, os.O_WRONLY | os.O_APPEND | os.O_CREAT) if bill else None
        self.log = []
        self._released = asyncio.Event()
        self.set({})

    def set(self, wanted):
        """Do from now on as is wanted, and forget what was asked."""
        self._faults = list(wanted.get("faults", ()))
        self._always = wanted.get("always", "")
        self._some, self._share = wanted.get("some", []), wanted.get("share", 0.0)
        self._chance = random.Random(wanted.get("seed", 0))
        self._rpm, self._minute = wanted.get("rpm", 0), wanted.get("minute", 60.0)
        self._window = []
        self.delay = wanted.get("delay", 0.0)
        self._batch_faults = list(wanted.get("batch_faults", ()))
        self.batch_refused = wanted.get("batch_refused", "")
        self.batch_lost = wanted.get("batch_lost", False)
        self.text = wanted.get("text")
        self.nonce = wanted.get("nonce", False)
        self.headers = wanted.get("headers", {})
        self.usage = wanted.get("usage", True)
        self.log.clear()
        self.release(wanted.get("hold"))
        self.batch_hold = wanted.get("batch_hold", False)

    def release(self, answers=None):
        """Answer so many of the requests that wait or come, None for all; end all batches."""
        self._left = math.inf if answers is None else answers
        self.batch_hold = False
        self._released.set()

    async def turn(self):
        """Return when a request is to be answered."""
        while self._left <= 0:
            self._released.clear()
            await self._released.wait()
        self._left -= 1
        if self.delay:
            await asyncio.sleep(self.delay)

    def fault(self):
        """What is wrong with the next request; empty for nothing."""
        if self._faults:
            return self._faults.pop(0)
        if self._rpm:
            now = time.monotonic()
            self._window = [at for at in self._window if now - at < self._minute]
            if len(self._window) >= self._rpm:
                return f"429:{self._minute - (now - self._window[0]):.3f}"
            self._window.append(now)
        if self._some and self._chance.random() < self._share:
            return self._chance.choice(self._some)
        return self._always

    def batch_fault(self):
        """What is wrong with the next line of a batch."""
        return self._batch_faults.pop(0) if self._batch_faults else ""

    def billed(self, key):
        """Write down that an answer is billed."""
        if self._bill is not None:
            os.write(self._bill, key.encode() + b"\n")
