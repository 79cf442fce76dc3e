"""The answer to a proposal."""

from typing import Any, cast

from django import forms
from django.utils.translation import gettext, gettext_lazy

from weft.records.actions.adjust import Answered
from weft.records.reads.adjust import ProposalSeen
from weft.web.fields import note_field

ANSWERS = (
    (Answered.ACCEPTED.value, gettext_lazy("Accept")),
    (Answered.CHANGED.value, gettext_lazy("Accept with a change")),
    (Answered.DECLINED.value, gettext_lazy("Decline")),
)


class Decide(forms.Form):
    """Yes, yes with a change, or no with a reason."""

    answer = forms.ChoiceField(
        label=gettext_lazy("Your decision"),
        choices=ANSWERS,
        widget=forms.RadioSelect,
        error_messages={
            "required": gettext_lazy("Choose one of these."),
            "invalid_choice": gettext_lazy("Choose one of these."),
        },
    )
    version = forms.IntegerField(widget=forms.HiddenInput, required=False, min_value=1)
    """Number of the plan version that a yes is said to."""
    reason = note_field(
        gettext_lazy("Why"), help_text=gettext_lazy("Needed for a change and for a no. It goes into the record.")
    )

    def __init__(self, data: Any, *, proposal: ProposalSeen, version: int | None = None) -> None:
        super().__init__(data, auto_id=f"p{proposal.id.hex[:8]}_%s", initial={"version": version})
        self.proposal = proposal
        if proposal.how_often:
            often = [(str(number), says.said(gettext)) for number, says in proposal.how_often]
            self.fields["per_week"] = forms.TypedChoiceField(
                label=gettext_lazy("If changed: needles how often?"),
                choices=[("", gettext("Choose")), *often],
                coerce=float,
                empty_value=None,
                required=False,
                error_messages={"invalid_choice": gettext_lazy("Choose from the list.")},
            )

        if proposal.most_visits:
            self.fields["visits"] = forms.IntegerField(
                label=gettext_lazy("If changed: how many more needle visits?"),
                help_text=gettext("From 1 to %d.") % proposal.most_visits,
                min_value=1,
                max_value=proposal.most_visits,
                required=False,
            )
        if not self.changes:
            answer = cast("forms.ChoiceField", self.fields["answer"])
            answer.choices = [one for one in ANSWERS if one[0] != Answered.CHANGED.value]

    @property
    def changes(self) -> tuple[str, ...]:
        """The fields that say what is changed; none where there is nothing to choose."""
        return tuple(name for name in ("per_week", "visits") if name in self.fields)

    def clean(self) -> dict[str, Any] | None:
        """A change says what and why, a no says why; so does a yes to a question."""
        given = super().clean() or {}
        answer = given.get("answer")
        asks = answer in {Answered.CHANGED, Answered.DECLINED} or (answer and self.proposal.needs_reason)
        if asks and not given.get("reason", "").strip() and "reason" not in self.errors:
            self.add_error("reason", gettext("Write why. The next person who reads this will ask."))
        if answer == Answered.CHANGED and not any(
            given.get(name) is not None or name in self.errors for name in self.changes
        ):
            self.add_error(self.changes[0], gettext("Choose something else, or accept it as it is proposed."))
        return given


class Looked(forms.Form):
    """The plan was looked at, and stands."""

    found = note_field(gettext_lazy("What did you see?"))
