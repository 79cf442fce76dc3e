"""The answer to a proposal."""

from typing import Any

from django import forms
from django.utils.translation import gettext, gettext_lazy

from weft.records.actions.adjust import Answered
from weft.records.reads.adjust import ProposalSeen
from weft.web.fields import note_field


class Decide(forms.Form):
    """Yes, yes with a change, or no with a reason."""

    answer = forms.ChoiceField(
        label=gettext_lazy("Your decision"),
        choices=[
            (Answered.ACCEPTED.value, gettext_lazy("Accept")),
            (Answered.CHANGED.value, gettext_lazy("Accept with a change")),
            (Answered.DECLINED.value, gettext_lazy("Decline")),
        ],
        widget=forms.RadioSelect,
        error_messages={
            "required": gettext_lazy("Choose one of the three."),
            "invalid_choice": gettext_lazy("Choose one of the three."),
        },
    )
    reason = note_field(
        gettext_lazy("Why"), help_text=gettext_lazy("Needed for a change and for a no. It goes into the record.")
    )

    def __init__(self, data: Any, *, proposal: ProposalSeen) -> None:
        super().__init__(data, prefix=None, auto_id=f"p{proposal.id.hex[:8]}_%s")
        self.proposal = proposal
        if proposal.how_often:
            often = [(str(number), says.said(gettext)) for number, says in proposal.how_often]
            self.fields["per_week"] = forms.TypedChoiceField(
                label=gettext_lazy("If changed: needles how often?"),
                choices=[("", gettext("as proposed")), *often],
                coerce=float,
                empty_value=None,
                required=False,
                error_messages={"invalid_choice": gettext_lazy("Choose from the list.")},
            )

    def clean(self) -> dict[str, Any] | None:
        """A change and a no say why; so does a yes to a question."""
        given = super().clean() or {}
        answer = given.get("answer")
        asks = answer in {Answered.CHANGED, Answered.DECLINED} or (answer and self.proposal.needs_reason)
        if asks and not given.get("reason", "").strip() and "reason" not in self.errors:
            self.add_error("reason", gettext("Write why. The next person who reads this will ask."))
        return given


class Looked(forms.Form):
    """The plan was looked at, and stands."""

    found = note_field(gettext_lazy("What did you see?"))
