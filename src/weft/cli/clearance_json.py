"""A clearance as JSON, for programs. Keys are a promise: they are added to, never renamed."""

from collections.abc import Iterable
from typing import Any

from weft.core.screen.clearance import Clearance, ModalityClearance, Reason
from weft.core.screen.fit import Fit
from weft.core.shared.words import Words


def said(words: Iterable[Words]) -> list[str]:
    """Each spoken in English."""
    return [str(each) for each in words]


def clearance_json(clearance: Clearance) -> dict[str, Any]:
    """All of a clearance in plain values."""
    return {
        "outcome": clearance.outcome,
        "action": clearance.action,
        "modalities": {name: _modality(each) for name, each in clearance.by_modality.items()},
        "unanswered": list(clearance.unanswered),
        "unsure": list(clearance.unsure),
        "asked": clearance.asked,
        "flags": list(clearance.flags),
        "told": said(clearance.told),
    }


def fit_json(fit: Fit) -> dict[str, Any]:
    """The hint with what it rests on."""
    return {
        "suits": fit.suits,
        "why": str(fit.why.words),
        "audiences": [audience.id for audience in fit.audiences],
        "rule": fit.why.rule,
        "inputs": dict(fit.why.inputs),
        "source": ", ".join(fit.why.sources),
        "status": fit.why.status,
    }


def _modality(cleared: ModalityClearance) -> dict[str, Any]:
    return {
        "verdict": cleared.verdict,
        "reasons": [_reason(reason) for reason in cleared.reasons],
        "sign_off": cleared.sign_off,
        "blocked_points": list(cleared.blocked_points),
        "site_rules": [str(reason.text) for reason in cleared.site_rules],
    }


def _reason(reason: Reason) -> dict[str, Any]:
    # A rule may rest on several sources; the contract names one field, so they are joined.
    return {
        "rule": reason.rule,
        "text": str(reason.text),
        "source": ", ".join(reason.sources),
        "status": reason.status,
        "said": list(reason.said),
        "is_open": reason.is_open,
    }
