"""What a refused write is told; in both languages, since no page stands between the database and its reader."""


def not_in_an_act(table: str) -> str:
    """A write outside any act."""
    return (
        f"luoshi: {table} 受审计保护，只能在一次办理（luoshi.audit.actions.writing）之内写入，并留下审计条目。"
        f" {table} is protected: it is written only inside `with luoshi.audit.actions.writing():`,"
        " which leaves an audit entry (src/luoshi/audit/README.md)."
    )


def only_grows(table: str) -> str:
    """A change or removal of a row that stands for ever."""
    return f"luoshi: {table} 只增不改，也不删除。 {table} only grows: its rows are neither changed nor removed."


def not_emptied(table: str) -> str:
    """A TRUNCATE."""
    return f"luoshi: {table} 不得清空。 {table} is never emptied."


def key_stays(table: str) -> str:
    """A change of a row's key."""
    return f"luoshi: {table} 的主键不得更改。 The key of a row of {table} never changes."


def foreign_entry(table: str) -> str:
    """An entry that names another transaction than its own."""
    return f"luoshi: {table}：条目不属于当前办理。 The entry does not belong to the act that is open."
