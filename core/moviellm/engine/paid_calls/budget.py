"""The budget of paid calls: reserve the worst case, settle after, stop at the cap."""

from __future__ import annotations

import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TypeGuard

from moviellm.engine.journal.records import Spend
from moviellm.errors import BudgetError, Cancelled, InputError

_PER_USD = 10**12
_MOST_USD = 10.0**9
"""More than this is a slip: no call, run or cap comes to a billion."""

_POLL_SECONDS = 0.2


@dataclass(frozen=True, slots=True, kw_only=True)
class Totals:
    """The state of a budget, in US dollars.

    Attributes:
        cap_usd: The cap; None without one.
        usd: Settled, of earlier runs of the folder too.
        in_flight_usd: Reserved for calls under way.
        possible_usd: Reserved prices of calls whose bill nobody knows; they count towards the cap.
        unknown_calls: Calls with neither a price nor a reserved one; never counted as zero, so
            with any of them ``usd`` is a lower bound.
        in_flight: Calls under way.
    """

    cap_usd: float | None
    usd: float
    in_flight_usd: float
    possible_usd: float
    unknown_calls: int
    in_flight: int


class Reservation:
    """The worst price of one call under way."""

    __slots__ = ("open", "pico")

    def __init__(self, pico: int | None) -> None:
        self.pico = pico
        self.open = True


class Budget:
    """What may still be spent. Any thread may use it.

    Money is counted in whole picodollars, so totals do not depend on the order of sums.

    Args:
        cap_usd: The most that settled, possible and reserved prices may come to; None for no cap.
        spent: What the folder's earlier runs spent (`JournalReader.spend`).

    Raises:
        InputError: The cap is negative or not a number.
    """

    def __init__(self, cap_usd: float | None, spent: Spend | None = None) -> None:
        spent = spent or Spend()
        self._cap = None if cap_usd is None else _pico(cap_usd, "The budget's cap")
        self._spent = _pico(spent.usd, "The recorded spend")
        self._possible = _pico(spent.possible_usd, "The recorded possible spend")
        self._unknown = spent.unknown_calls
        self._reserved = 0
        self._in_flight = 0
        self._changed = threading.Condition()

    def totals(self) -> Totals:
        """Return the state of the budget now."""
        with self._changed:
            return Totals(
                cap_usd=None if self._cap is None else self._cap / _PER_USD,
                usd=self._spent / _PER_USD,
                in_flight_usd=self._reserved / _PER_USD,
                possible_usd=self._possible / _PER_USD,
                unknown_calls=self._unknown,
                in_flight=self._in_flight,
            )

    def reserve(
        self, worst_usd: float | None, *, cancelled: Callable[[], bool] = lambda: False
    ) -> Reservation:
        """Reserve the worst price of a call before it is sent.

        When only the reservations of calls under way leave no room, it waits for them: they
        usually settle for less.

        Raises:
            BudgetError: The cap could be passed, or it cannot be kept as the price is unknown.
            InputError: The price is negative or not a number.
            Cancelled: The run was asked to stop while waiting.
        """
        with self._changed:
            while (reservation := self.try_reserve(worst_usd)) is None:
                if cancelled():
                    raise Cancelled("The run was asked to stop.")
                self._changed.wait(_POLL_SECONDS)
            return reservation

    def try_reserve(self, worst_usd: float | None) -> Reservation | None:
        """Do the same without waiting: None while calls under way leave no room.

        Raises:
            BudgetError: As `reserve`.
            InputError: As `reserve`.
        """
        reserved = self.try_reserve_all([worst_usd])
        return None if reserved is None else reserved[0]

    def try_reserve_all(self, worsts: Sequence[float | None]) -> list[Reservation] | None:
        """Reserve the worst prices of several calls that are sent together, or none of them.

        Raises:
            BudgetError: As `reserve`, for all of them.
            InputError: As `reserve`.
        """
        picos = [
            None if worst is None else _pico(worst, "The worst price of a call") for worst in worsts
        ]
        total = sum(pico or 0 for pico in picos)
        with self._changed:
            if self._cap is not None:
                known = None if None in picos else total
                if not self._has_room(known, self._cap):
                    return None
            self._reserved += total
            self._in_flight += len(picos)
        return [Reservation(pico) for pico in picos]

    def reopen(self, worst_usd: float | None) -> Reservation:
        """Turn possible spend of an earlier run back into a reservation: its bill is to come."""
        worst = None if worst_usd is None else _pico(worst_usd, "The worst price of a call")
        with self._changed:
            if worst is None:
                self._unknown -= 1
            else:
                self._possible -= worst
                self._reserved += worst
            self._in_flight += 1
        return Reservation(worst)

    def _has_room(self, worst: int | None, cap: int) -> bool:
        if worst is None:
            raise BudgetError(
                "A call of unknown price was not sent, because the budget has a cap.",
                hint="Give the model's price in the component's options, or drop the cap.",
            )
        gone = self._spent + self._possible
        if gone + worst > cap:
            raise BudgetError(
                f"A call that may cost ${worst / _PER_USD:.4f} was not sent: "
                f"${gone / _PER_USD:.4f} of the budget of ${cap / _PER_USD:.4f} are spent"
                + (f" (${self._possible / _PER_USD:.4f} possibly)." if self._possible else "."),
                hint="Raise the budget's cap and run again: everything paid for is kept.",
            )
        return gone + self._reserved + worst <= cap

    def settle(self, reservation: Reservation, usd: float | None) -> None:
        """Replace a reservation by the price; None when the call was billed at an unknown price.

        An unknown price counts towards the cap as the worst case that was reserved for it.

        Raises:
            InputError: The price is negative or not a number; the worst case is counted.
        """
        try:
            price = None if usd is None else _pico(usd, "The price of a call")
        except InputError:
            self._close(reservation, None, billed=True)
            raise
        self._close(reservation, price, billed=True)

    def release(self, reservation: Reservation) -> None:
        """Give a reservation back: nothing was billed."""
        self._close(reservation, 0, billed=False)

    def _close(self, reservation: Reservation, price: int | None, *, billed: bool) -> None:
        with self._changed:
            if not reservation.open:
                return
            reservation.open = False
            self._reserved -= reservation.pico or 0
            self._in_flight -= 1
            if billed and price is not None:
                self._spent += price
            elif billed and reservation.pico is not None:
                self._possible += reservation.pico
            elif billed:
                self._unknown += 1
            self._changed.notify_all()


def is_amount(usd: object) -> TypeGuard[float]:
    """Whether something is an amount of US dollars: a number from 0 to a billion."""
    if isinstance(usd, bool) or not isinstance(usd, int | float):
        return False
    return 0 <= usd <= _MOST_USD


def _pico(usd: float, what: str) -> int:
    if not is_amount(usd):
        raise InputError(
            f"{what} is {usd}, which is no amount of US dollars.",
            hint="Give a number from 0 to a billion; None means that the price is unknown.",
        )
    return round(usd * _PER_USD)
