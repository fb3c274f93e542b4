"""What is due as a calendar: one all-day event for each due date, the same bytes for the same plan."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

from icalendar import Calendar, Event

from compare.due import Due

# The standard wants to know when an event was written down; a plan's is the beginning of its year.
WRITTEN = dt.time(0, 0, tzinfo=dt.UTC)


def due_calendar(dues: Iterable[Due]) -> bytes:
    """Return what is due as an iCalendar file."""
    calendar = Calendar()
    calendar.add("prodid", "-//renaksi//due//EN")
    calendar.add("version", "2.0")
    calendar.add("x-wr-calname", "Rencana aksi")
    for due in dues:
        calendar.add_component(_event(due))
    return bytes(calendar.to_ical())


def _event(due: Due) -> Event:
    event = Event()
    event.add("uid", f"{due.target_id}/{due.due_on.isoformat()}@renaksi")
    event.add("dtstamp", dt.datetime.combine(dt.date(due.due_on.year, 1, 1), WRITTEN))
    event.add("dtstart", due.due_on)
    event.add("dtend", min(due.due_on, dt.date.max - dt.timedelta(1)) + dt.timedelta(1))
    event.add("summary", ": ".join(text for text in (due.target, due.indicator or due.action) if text))
    event.add("description", _description(due))
    event.add("transp", "TRANSPARENT")
    if due.component:
        event.add("categories", [due.component])
    return event


def _description(due: Due) -> str:
    told = (
        ("Kegiatan", due.action),
        ("Bukti fisik", due.evidence),
        ("Penanggung jawab", due.responsible),
        ("Instansi", due.institution),
        ("Halaman", due.page),
        ("Catatan", "tanggal meragukan, periksa halaman itu" if due.doubtful else None),
    )
    return "\n".join(f"{name}: {value}" for name, value in told if value is not None)
