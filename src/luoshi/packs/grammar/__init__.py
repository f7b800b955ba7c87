"""The written form of a pack: what may stand in its files, before names mean anything."""

from luoshi.packs.grammar.cadences import CadenceForm, CadencesForm
from luoshi.packs.grammar.conserving import ConservedForm
from luoshi.packs.grammar.examples import ExampleForm, ExamplesForm, ExpectForm
from luoshi.packs.grammar.lifecycle import ClockForm, GuardForm, LifecycleForm, MoveForm, StateForm
from luoshi.packs.grammar.measures import (
    FunnelForm,
    MeasureForm,
    MeasuresForm,
    PublishedFigureForm,
    PublishedForm,
    StepForm,
)  # fmt: skip
from luoshi.packs.grammar.pack import HOUSE_INDICATORS, BasisForm, PackForm
from luoshi.packs.grammar.register import FieldForm, RegisterForm, RuleForm
from luoshi.packs.grammar.signoff import BeneficiaryForm, ReviewForm, SecondLookForm
from luoshi.packs.grammar.values import Form, Words

__all__ = [
    "HOUSE_INDICATORS",
    "BasisForm",
    "BeneficiaryForm",
    "CadenceForm",
    "CadencesForm",
    "ClockForm",
    "ConservedForm",
    "ExampleForm",
    "ExamplesForm",
    "ExpectForm",
    "FieldForm",
    "Form",
    "FunnelForm",
    "GuardForm",
    "LifecycleForm",
    "MeasureForm",
    "MeasuresForm",
    "MoveForm",
    "PackForm",
    "PublishedFigureForm",
    "PublishedForm",
    "RegisterForm",
    "ReviewForm",
    "RuleForm",
    "SecondLookForm",
    "StateForm",
    "StepForm",
    "Words",
]
