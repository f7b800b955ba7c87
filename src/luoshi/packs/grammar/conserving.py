"""conserves: of a register: quotas and shares that add up, however many people write at once."""

from luoshi.packs.grammar.values import Amount, Form, Id, Ids, Words


class ConservedForm(Form):
    """What the records pointing to one pool may take together: a field of the pool, or a fixed total."""

    id: Id
    amount: Id
    within: Id
    limit: Id | None = None
    total: Amount | None = None
    gives_back: Ids = ()
    complete: Ids = ()
    refuse: Words
    remedy: Words
