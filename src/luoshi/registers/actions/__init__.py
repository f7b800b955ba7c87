"""Writes of registers: each one function, keyword-only, with its audit entry in the same transaction."""

from luoshi.registers.actions.adopting import Adopted, adopt_many
from luoshi.registers.actions.chasing import chase, reply
from luoshi.registers.actions.confirming import confirm, turn_down
from luoshi.registers.actions.correcting import correct
from luoshi.registers.actions.creating import KeyTaken, create
from luoshi.registers.actions.exhibits import attach, detach
from luoshi.registers.actions.extending import ask_for_time, grant_time, refuse_time
from luoshi.registers.actions.freezing import Grounds, freeze, move_out, sign_change, take_in, turn_down_change
from luoshi.registers.actions.looking import Sight, close_list, draw_looks, look_again
from luoshi.registers.actions.moving import Step, move
from luoshi.registers.actions.parties import set_parties
from luoshi.registers.actions.placing import place_under
from luoshi.registers.actions.reviewing import begin_review, give_verdict, reconcile
from luoshi.registers.actions.stopping import Halt, resume_clock, stop_clock
from luoshi.registers.actions.submitting import SentBefore, Submitted
from luoshi.registers.actions.waiving import waive

__all__ = [
    "Adopted",
    "Grounds",
    "Halt",
    "KeyTaken",
    "SentBefore",
    "Sight",
    "Step",
    "Submitted",
    "adopt_many",
    "ask_for_time",
    "attach",
    "begin_review",
    "chase",
    "close_list",
    "confirm",
    "correct",
    "create",
    "detach",
    "draw_looks",
    "freeze",
    "give_verdict",
    "grant_time",
    "look_again",
    "move",
    "move_out",
    "place_under",
    "reconcile",
    "refuse_time",
    "reply",
    "resume_clock",
    "set_parties",
    "sign_change",
    "stop_clock",
    "take_in",
    "turn_down",
    "turn_down_change",
    "waive",
]
