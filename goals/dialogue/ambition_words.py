"""An ambition in sentences, by its rules."""

from __future__ import annotations

from django.utils.translation import gettext as _

from goals.dialogue.ambition import Ambition, Beside, Nothing, Place


def in_words(ambition: Ambition, *, adopted: bool = False) -> list[str]:
    """`Forslaget kræver den bedste udvikling i klyngen.`: a sentence for each rule that says something.
    `adopted`: it is the target itself that is told about."""
    told = (
        _nothing().get(ambition.nothing),
        _trend().get(ambition.trend),
        _last_year().get(ambition.last_year),
        _changes().get(ambition.changes),
        _targets().get(ambition.targets),
        _contract().get(ambition.contract),
    )
    what = {"what": _("The target") if adopted else _("The proposal")}
    return [text % what for text in told if text]


def _nothing() -> dict[Nothing | None, str]:
    return {
        Nothing.SAME: _("%(what)s amounts to nothing changing."),
        Nothing.WORSE: _("%(what)s allows things to go the wrong way."),
    }


def _trend() -> dict[Beside | None, str]:
    return {
        Beside.LESS: _("It is less than the trend alone would give."),
        Beside.ALIKE: _("It is about what the trend alone would give."),
        Beside.MORE: _("It is more than the trend alone would give."),
    }


def _last_year() -> dict[Beside | None, str]:
    return {
        Beside.LESS: _("It asks for less than was reached last year."),
        Beside.ALIKE: _("It asks for the same as was reached last year."),
        Beside.MORE: _("It asks for more than was reached last year."),
    }


def _changes() -> dict[Place | None, str]:
    return {
        Place.BEST: _("%(what)s requires the best development in the cluster."),
        Place.UPPER: _("%(what)s requires a development like that of the best third of the cluster."),
        Place.MIDDLE: _("%(what)s requires a development like that of the middle of the cluster."),
        Place.LOWER: _("%(what)s requires a development like that of the weakest third of the cluster."),
        Place.LEAST: _("All others in the cluster have had a better development than this requires."),
    }


def _targets() -> dict[Place | None, str]:
    return {
        Place.BEST: _("No other in the cluster has adopted as ambitious a target."),
        Place.UPPER: _("It is among the most ambitious third of the cluster's adopted targets."),
        Place.MIDDLE: _("It lies in the middle of the cluster's adopted targets."),
        Place.LOWER: _("It is among the least ambitious third of the cluster's adopted targets."),
        Place.LEAST: _("All others in the cluster have adopted more ambitious targets."),
    }


def _contract() -> dict[Beside | None, str]:
    return {
        Beside.LESS: _("It is less than the contract asks of the region."),
        Beside.ALIKE: _("It is what the contract asks of the region."),
        Beside.MORE: _("It is more than the contract asks of the region."),
    }
