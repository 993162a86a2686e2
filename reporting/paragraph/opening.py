"""The verdict on all goals together: `k af de n ministermål, der kan vurderes nu`."""

from __future__ import annotations

from collections.abc import Sequence

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from goals.progress import Status
from reporting.paragraph.facts import Facts
from reporting.paragraph.telling import Passage, Telling, listed


def opening(place: str, facts: Sequence[Facts]) -> Passage:
    """The first sentence: on results of the year where there are any, else on where the goals are now.

    Two sentences where some goals have their result and others are still under way.
    """
    final = [one for one in facts if one.is_final]
    under_way = [one for one in facts if one.is_judged and not one.is_final]
    shows_only_some = any(one.progress.status is None for one in facts)
    sentences = []
    if final:
        sentences.append(_results(place, final, len(facts)))
    if under_way or not final:
        sentences.append(_verdicts(place, under_way, len(facts), shows_only_some, is_first=not final))
    if not final and not under_way:
        sentences = [_none(place, facts, shows_only_some)]
    return Passage(tuple(_said(sentence) for sentence in sentences))


def _said(sentence: str):  # type: ignore[no-untyped-def]
    return lambda _telling: sentence


def _none(place: str, facts: Sequence[Facts], shows_only_some: bool) -> str:
    year = facts[0].year if facts else 0
    statuses = {one.progress.status for one in facts}
    if shows_only_some:
        return _("For %(place)s none of the minister's goals can be shown with a verdict.") % {"place": place}
    if statuses == {Status.NO_TARGET}:
        return _(
            "None of the minister's goals can be assessed now, because no local targets are registered for "
            "%(year)s."
        ) % {"year": year}
    if statuses <= {Status.NO_FIGURE, Status.AWAITING} and not any(_has_figure(one) for one in facts):
        return _(
            "None of the minister's goals can be assessed now, because there are no figures for %(year)s yet."
        ) % {"year": year}
    return _("None of the minister's goals can be assessed now.")


def _has_figure(facts: Facts) -> bool:
    """A figure of the goal year, whatever it says."""
    return facts.newest_state is not None


def _results(place: str, final: Sequence[Facts], goals: int) -> str:
    met = [one for one in final if one.progress.status is Status.MET]
    said = {"place": place, "year": final[0].year, "goals": _names(final)}
    said |= {"met": number(len(met)), "all": number(len(final))}
    match len(met), len(final):
        case 1, 1:
            text = _(
                "%(place)s has reached the one minister's goal of which the result for %(year)s is there: "
                "%(goals)s"
            )
        case 0, 1:
            text = _(
                "%(place)s has not reached the one minister's goal of which the result for %(year)s is "
                "there: %(goals)s"
            )
        case 2, 2:
            text = _(
                "%(place)s has reached both of the minister's goals of which the result for %(year)s is there"
            )
        case 0, _all:
            text = _(
                "%(place)s has reached none of the %(all)s minister's goals of which the result for %(year)s "
                "is there"
            )
        case reached, every if reached == every == goals:
            text = _("%(place)s has reached all %(all)s minister's goals for %(year)s")
        case reached, every if reached == every:
            text = _(
                "%(place)s has reached all %(all)s minister's goals of which the result for %(year)s is there"
            )
        case _:
            text = _(
                "%(place)s has reached %(met)s of the %(all)s minister's goals of which the result for "
                "%(year)s is there"
            )
    return _with_preliminary(text % said, final, is_uniform=len(met) in (0, len(final)))


def _verdicts(
    place: str, judged: Sequence[Facts], goals: int, shows_only_some: bool, *, is_first: bool
) -> str:
    """`Faxe Kommune er på sporet med to af de tre ministermål, der kan vurderes nu, og bagud med ét: …`"""
    on_track, near, behind = (
        [one for one in judged if one.progress.status is status]
        for status in (Status.ON_TRACK, Status.NEAR, Status.BEHIND)
    )
    if shows_only_some and len(judged) == 1 and is_first:
        return _the_one_shown(place, judged[0])
    best = on_track or behind or near
    said = {
        "place": place if is_first else _("the municipality"),
        "share": _share(len(best), len(judged), goals, shows_only_some, is_first=is_first),
        "near": _group(near, len(judged)) if near else "",
        "behind": _group(behind, len(judged)) if behind else "",
        "goals": _names(best),
    }
    text = _verdict(bool(on_track), bool(near), bool(behind), names_best=not on_track or len(judged) == 1)
    uniform = len(best) == len(judged)
    return _with_preliminary(text % said, judged, is_uniform=uniform)


def _verdict(on_track: bool, near: bool, behind: bool, *, names_best: bool) -> str:
    """Which sentence it is; one alone, and the best of those off track, are named."""
    match on_track, near, behind:
        case True, True, True:
            return _(
                "%(place)s is on track with %(share)s, behind with %(behind)s and slightly behind with "
                "%(near)s"
            )
        case True, True, False:
            return _("%(place)s is on track with %(share)s, and slightly behind with %(near)s")
        case True, False, True:
            return _("%(place)s is on track with %(share)s, and behind with %(behind)s")
        case True, False, False if names_best:
            return _("%(place)s is on track with %(share)s: %(goals)s")
        case True, False, False:
            return _("%(place)s is on track with %(share)s")
        case False, True, True:
            return _("%(place)s is behind with %(share)s (%(goals)s), and slightly behind with %(near)s")
        case False, True, False:
            return _("%(place)s is slightly behind with %(share)s: %(goals)s")
        case _:
            return _("%(place)s is behind with %(share)s: %(goals)s")


def _the_one_shown(place: str, facts: Facts) -> str:
    said = {"place": place, "goal": facts.words.topic}
    match facts.progress.status:
        case Status.ON_TRACK:
            text = _(
                "For %(place)s one minister's goal can be shown with a verdict, %(goal)s, and it is on track"
            )
        case Status.NEAR:
            text = _(
                "For %(place)s one minister's goal can be shown with a verdict, %(goal)s, and it is slightly "
                "behind"
            )
        case _:
            text = _(
                "For %(place)s one minister's goal can be shown with a verdict, %(goal)s, and it is behind"
            )
    return _with_preliminary(text % said, [facts], is_uniform=True)


def _share(count: int, judged: int, goals: int, shows_only_some: bool, *, is_first: bool) -> str:
    """`begge de ministermål, der kan vurderes nu`"""
    said = {"count": number(count), "all": number(judged)}
    if count == judged == goals and count > 2:
        return _("all %(all)s minister's goals") % said
    return _share_form(count, judged, shows_only_some, is_first) % said


def _share_form(count: int, judged: int, shows_only_some: bool, is_first: bool) -> str:
    if shows_only_some:
        return {
            (1, 1): _("the one minister's goal that can be shown with a verdict"),
            (2, 2): _("both of the minister's goals that can be shown with a verdict"),
        }.get(
            (count, judged),
            _("all %(all)s minister's goals that can be shown with a verdict")
            if count == judged
            else _("%(count)s of the %(all)s minister's goals that can be shown with a verdict"),
        )
    if not is_first:
        return {
            (1, 1): _("the one goal that is assessed by an earlier figure"),
            (2, 2): _("both of the goals that are assessed by earlier figures"),
        }.get(
            (count, judged),
            _("all %(all)s goals that are assessed by earlier figures")
            if count == judged
            else _("%(count)s of the %(all)s goals that are assessed by earlier figures"),
        )
    return {
        (1, 1): _("the one minister's goal that can be assessed now"),
        (2, 2): _("both of the minister's goals that can be assessed now"),
    }.get(
        (count, judged),
        _("all %(all)s minister's goals that can be assessed now")
        if count == judged
        else _("%(count)s of the %(all)s minister's goals that can be assessed now"),
    )


def _group(facts: Sequence[Facts], judged: int) -> str:
    """Those slightly behind, or behind: `langtidsledige`, `ét: Unge i uddannelse`, `det andet: …`."""
    says_how_many = any(one.words.is_title or one.progress.status is Status.NEAR for one in facts)
    if not says_how_many or len(facts) > 1:
        return listed([one.words.topic for one in facts])
    if judged == 2:
        return _("the other one: %(goal)s") % {"goal": facts[0].words.name}
    return _("one: %(goal)s") % {"goal": facts[0].words.name}


def _names(facts: Sequence[Facts]) -> str:
    if len(facts) == 1:
        return facts[0].words.name
    return listed([one.words.topic for one in facts])


def _with_preliminary(text: str, judged: Sequence[Facts], *, is_uniform: bool) -> str:
    """Ends the sentence; with how many of the figures are preliminary, where that is clear of all of them."""
    count = sum(one.progress.preliminary for one in judged)
    if not count or not is_uniform:
        return _("%(sentence)s.") % {"sentence": text}
    said = {"sentence": text, "count": number(count)}
    if count == len(judged):
        return {
            1: _("%(sentence)s; on a preliminary figure."),
            2: _("%(sentence)s; both on preliminary figures."),
        }.get(count, _("%(sentence)s; all on preliminary figures.")) % said
    if count == 1 and len(judged) == 2:
        return _("%(sentence)s; the one on a preliminary figure.") % said
    if count == 1:
        return _("%(sentence)s; one of them on a preliminary figure.") % said
    return _("%(sentence)s; %(count)s of them on preliminary figures.") % said


def number(count: int) -> str:
    words = [
        pgettext("so many goals", "none"),
        pgettext("so many goals", "one"),
        pgettext("so many goals", "two"),
        pgettext("so many goals", "three"),
        pgettext("so many goals", "four"),
        pgettext("so many goals", "five"),
        pgettext("so many goals", "six"),
    ]
    return words[count] if count < len(words) else str(count)


def alone(place: str, facts: Facts, before: Status, day: str) -> Passage:
    """One goal alone, whose verdict was another before its figure changed."""
    return Passage((lambda telling: _changed(place, facts, before, day, telling),))


def _changed(place: str, facts: Facts, before: Status, day: str, _telling: Telling) -> str:
    said = {"place": place, "goal": facts.words.topic, "day": day, "before": verdict_words()[before]}
    match facts.progress.status:
        case Status.ON_TRACK:
            return (
                _("%(place)s is on track with %(goal)s; before %(day)s the verdict was “%(before)s”.") % said
            )
        case Status.NEAR:
            return (
                _("%(place)s is slightly behind with %(goal)s; before %(day)s the verdict was “%(before)s”.")
                % said
            )
        case Status.BEHIND:
            return _("%(place)s is behind with %(goal)s; before %(day)s the verdict was “%(before)s”.") % said
        case Status.MET:
            return (
                _(
                    "%(place)s has reached the target for %(goal)s; before %(day)s the verdict was "
                    "“%(before)s”."
                )
                % said
            )
        case _:
            return (
                _(
                    "%(place)s has not reached the target for %(goal)s; before %(day)s the verdict was "
                    "“%(before)s”."
                )
                % said
            )


def verdict_words() -> dict[Status, str]:
    return {
        Status.ON_TRACK: _("on track"),
        Status.NEAR: _("slightly behind"),
        Status.BEHIND: _("behind"),
        Status.MET: _("target reached"),
        Status.NOT_MET: _("target not reached"),
    }
