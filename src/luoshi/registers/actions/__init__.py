"""Writes of registers: each one function, keyword-only, with its audit entry in the same transaction."""

from luoshi.registers.actions.adopting import Adopted, adopt_many
from luoshi.registers.actions.bringing import bring_in
from luoshi.registers.actions.bulk import correct_many, take_back
from luoshi.registers.actions.chasing import chase, reply
from luoshi.registers.actions.commenting import comment, edit_comment, withdraw_comment
from luoshi.registers.actions.confirming import confirm, turn_down
from luoshi.registers.actions.correcting import correct
from luoshi.registers.actions.creating import KeyTaken, create
from luoshi.registers.actions.exhibits import attach, detach
from luoshi.registers.actions.extending import ask_for_time, grant_time, refuse_time
from luoshi.registers.actions.filling import Entered, Filled, fill, settle_offer
from luoshi.registers.actions.freezing import Grounds, freeze, move_out, sign_change, take_in, turn_down_change
from luoshi.registers.actions.looking import Sight, close_list, draw_looks, look_again
from luoshi.registers.actions.moving import Step, move
from luoshi.registers.actions.parties import set_parties
from luoshi.registers.actions.placing import place_under
from luoshi.registers.actions.replacing import replace_reviewer
from luoshi.registers.actions.reviewing import begin_review, give_verdict, reconcile
from luoshi.registers.actions.stopping import Halt, resume_clock, stop_clock
from luoshi.registers.actions.submitting import SentBefore, Submitted
from luoshi.registers.actions.views import change_view, choose_view, remove_view, restore_view, save_view
from luoshi.registers.actions.waiving import waive
from luoshi.registers.actions.withdrawing import withdraw

__all__ = [
    "Adopted",
    "Entered",
    "Filled",
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
    "bring_in",
    "change_view",
    "chase",
    "choose_view",
    "close_list",
    "comment",
    "confirm",
    "correct",
    "correct_many",
    "create",
    "detach",
    "draw_looks",
    "edit_comment",
    "fill",
    "freeze",
    "give_verdict",
    "grant_time",
    "look_again",
    "move",
    "move_out",
    "place_under",
    "reconcile",
    "refuse_time",
    "remove_view",
    "replace_reviewer",
    "reply",
    "restore_view",
    "resume_clock",
    "save_view",
    "set_parties",
    "settle_offer",
    "sign_change",
    "stop_clock",
    "take_back",
    "take_in",
    "turn_down",
    "turn_down_change",
    "waive",
    "withdraw",
    "withdraw_comment",
]
