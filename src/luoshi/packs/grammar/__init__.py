"""The written form of a pack: what may stand in its files, before names mean anything."""

from luoshi.packs.grammar.audits import AskingRungForm, AuditForm, BalanceForm, OwedForm
from luoshi.packs.grammar.backschedule import BackScheduleForm, SeasonForm, WorkStepForm
from luoshi.packs.grammar.cadences import CadenceForm, CadencesForm
from luoshi.packs.grammar.chart import ChartForm, ChartSpanForm
from luoshi.packs.grammar.clocks import ClockForm, ExtensionForm, LightsForm, RungForm, StopForm
from luoshi.packs.grammar.conserving import ConservedForm
from luoshi.packs.grammar.elements import ElementForm, ElementsForm
from luoshi.packs.grammar.evidence import EvidenceForm
from luoshi.packs.grammar.examples import ExampleForm, ExamplesForm, ExpectForm
from luoshi.packs.grammar.lifecycle import GuardForm, LifecycleForm, LinkedCountForm, MoveForm, StateForm
from luoshi.packs.grammar.measures import (
    ComparisonForm,
    FunnelForm,
    LinkForm,
    MeasureForm,
    MeasureLightsForm,
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
    "HOUSE_INDICATORS", "AskingRungForm", "AuditForm", "BackScheduleForm", "BalanceForm", "BasisForm",
    "BeneficiaryForm",
    "CadenceForm", "CadencesForm",
    "ChartForm", "ChartSpanForm", "ClockForm", "ComparisonForm", "ConservedForm", "ElementForm", "ElementsForm",
    "EvidenceForm", "ExampleForm", "ExamplesForm", "ExpectForm", "ExtensionForm",
    "FieldForm", "Form", "FunnelForm", "GuardForm", "LifecycleForm", "LightsForm", "LinkForm", "LinkedCountForm",
    "MeasureForm",
    "MeasureLightsForm", "MeasuresForm", "MoveForm", "OwedForm", "PackForm", "PublishedFigureForm", "PublishedForm",
    "RegisterForm", "ReviewForm", "RuleForm", "RungForm", "SeasonForm", "SecondLookForm", "StateForm", "StepForm",
    "StopForm", "Words", "WorkStepForm",
]  # fmt: skip
