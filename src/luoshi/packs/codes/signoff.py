"""LS52x: sign-offs that would be none."""

from luoshi.packs.codes.entry import Code, Edit
from luoshi.packs.codes.lifecycle import TASK
from luoshi.rules.texts import Text

_RIGHT = "by: lead, confirm: verifier, guards: [budget_known]}\n"
_STRIKE_OFF = "by: verifier, strikes_off: true, needs: [report], guards: [budget_known]}\n"
_REOPEN = "    reopen: {title: {zh: 重新打开, en: Reopen}, from: struck_off, to: assigned, by: verifier}\n"
_CLOSE = "    close: {title: {zh: 办结, en: Close}, from: reported, to: struck_off, by: supervisor}\n"


def _ending(wrong: str) -> Edit:
    """Another way to end the sample's lifecycle."""
    return Edit(TASK, _RIGHT, wrong)


def _register(addition: str) -> Edit:
    """A further part of the sample's register."""
    return Edit(TASK, "\nlifecycle:\n", f"\n{addition}\nlifecycle:\n")


CODES = (
    Code(
        "LS521",
        Text("销号不要证明", "A strike-off without evidence"),
        Text("销号“{move}”没有要求任何证明。", "The strike-off “{move}” asks for no evidence."),
        Text("在 needs 中写上证明材料。", "Name kinds of evidence under needs."),
        Text("没有证明的销号只是改了一个状态。", "A strike-off without evidence only changes a word."),
        _ending("by: verifier, strikes_off: true, guards: [budget_known]}\n"),
    ),
    Code(
        "LS522",
        Text("由办理方销号", "Struck off by the doer's side"),
        Text(
            "销号“{move}”交给了办理方（{party}）。", "The strike-off “{move}” is given to the doer's side ({party})."
        ),
        Text(
            "办理方先反馈，再由办理单位以外的一方销号，如 supervisor、verifier。",
            "Let the doer report, and somebody outside the doer's unit strike off, such as supervisor or verifier.",
        ),
        Text("自己给自己销号，等于没有核验。", "To strike off one's own task is no verification at all."),
        _ending("by: lead, strikes_off: true, needs: [report], guards: [budget_known]}\n"),
    ),
    Code(
        "LS523",
        Text("回头看不成立", "A second look that cannot be held"),
        Text("回头看不成立：{reason}。", "The second look cannot be held: {reason}."),
        Text(
            "after 写销号，reopen 写从销号状态离开的流转，share 写如 10 %，within 写如 90 days。",
            "Let after name a strike-off, reopen a move that leaves its state; share such as 10 %, within such as "
            "90 days.",
        ),
        Text(
            "抽不出、看不了、看了也打不开的回头看，起不到作用。",
            "A look that draws nothing, or cannot reopen what did not hold, changes nothing.",
        ),
        _ending(
            f"{_STRIKE_OFF}{_REOPEN}  second_look: "
            "{after: strike_off, share: 0 %, within: 90 days, by: verifier, reopen: reopen}\n"
        ),
    ),
    Code(
        "LS524",
        Text("独立评议不成立", "A review that is not independent"),
        Text("独立评议不成立：{reason}。", "The review is not independent: {reason}."),
        Text(
            "至少两人、两种结论，由办理方以外的人评议和裁定。",
            "Take two reviewers and two verdicts at least, and nobody of the doer's side.",
        ),
        Text("一个人的评议没有第二双眼睛。", "A review by one person has no second pair of eyes."),
        _register(
            "reviews:\n"
            "  merit:\n"
            "    title: {zh: 独立评议, en: Independent review}\n"
            "    on: reported\n"
            "    reviewers: 1\n"
            "    by: verifier\n"
            "    verdicts: {pass: {zh: 通过, en: Pass}, fail: {zh: 不通过, en: Fail}}\n"
            "    reconcile: supervisor\n"
        ),
    ),
    Code(
        "LS525",
        Text("受益人的话没有着落", "A beneficiary's word that closes nothing"),
        Text("受益人的话不成立：{reason}。", "The beneficiary's word cannot be kept: {reason}."),
        Text(
            "beneficiary 写明 outcome（选择字段）和 satisfied；记话的流转写 word_of: beneficiary，"
            "并在 sets 中填 outcome。",
            "Declare beneficiary with outcome (a choice field) and satisfied; the move that records the word has "
            "word_of: beneficiary and sets outcome.",
        ),
        Text(
            "给群众办的事，办没办好由群众说，不由承办单位说。",
            "Whether a promise to people is kept is for them to say, not for the office.",
        ),
        _register("beneficiary: {outcome: name, satisfied: [satisfied]}\n"),
    ),
    Code(
        "LS526",
        Text("绕过销号的流转", "A way round the strike-off"),
        Text(
            "“{move}”不是销号，却到达销号后的状态“{state}”。",
            "“{move}” is no strike-off but leads to the struck-off state “{state}”.",
        ),
        Text(
            "让它到另一个状态，或也写 strikes_off: true。",
            "Let it lead to another state, or make it a strike-off too.",
        ),
        Text("有一条旁路，销号的规矩就等于没有。", "With one way round it the rule of strike-off is no rule."),
        _ending(f"{_STRIKE_OFF}{_CLOSE}"),
    ),
)
