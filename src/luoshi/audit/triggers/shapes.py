"""The text a row's digest is taken over: one JSON list, led by the key of the table's shape.

The database writes the text, in the trigger and again for `verify`; each kind of column has one form, whatever the
time zone or the formats of a connection.
"""

from luoshi.audit.digesting import hexdigest
from luoshi.audit.protection import Shape

POSTGRES = {
    "plain": "{}",
    "real": "{}",
    "moment": "(extract(epoch from {})*1000000)::bigint",
    "span": "(extract(epoch from {})*1000000)::bigint",
    "bytes": "encode({},'hex')",
}
SQLITE = {
    "plain": "{}",
    "moment": "{}",
    "span": "{}",
    "real": "CASE typeof({0}) WHEN 'real' THEN printf('%!.17g',{0}) ELSE {0} END",
    "bytes": "hex({})",
}


def quoted(name: str) -> str:
    """A name of the database."""
    return '"' + name.replace('"', '""') + '"'


def shape_key(shape: Shape) -> str:
    """What stands at the head of each row's text."""
    return hexdigest(shape.canonical)


def shape_id(shape: Shape) -> int:
    """The number a touch carries: 31 bits of the key."""
    return int(shape_key(shape)[:8], 16) >> 1


def row_text(shape: Shape, vendor: str, *, of: str) -> str:
    """The SQL of a row's text; `of` is how the row is called: NEW, OLD or a table."""
    forms, call = (POSTGRES, _call(shape)) if vendor == "postgresql" else (SQLITE, "json_array")
    values = [forms[kind].format(f"{of}.{quoted(column)}") for column, kind in shape.columns]
    key = f"'{shape_key(shape)}'"
    if vendor == "postgresql":
        return f"{call}({key}::text,{','.join(values)})::text"
    return f"{call}({key},{','.join(values)})"


def _call(shape: Shape) -> str:
    """Text made at once costs two thirds of what jsonb does, and is the same but for numbers with a point."""
    return "jsonb_build_array" if any(kind == "real" for _, kind in shape.columns) else "json_build_array"


def row_texts(shapes: list[Shape], vendor: str) -> str:
    """The query of a table's rows in the order of their keys: the key, then the text by each shape of it."""
    table = quoted(shapes[0].table)
    primary = f"{table}.{quoted(shapes[0].primary)}"
    if vendor == "sqlite":
        texts = [_whatever_it_holds(shape) for shape in shapes]
    else:
        texts = [row_text(shape, vendor, of=table) for shape in shapes]
    return f"SELECT {primary}, {', '.join(texts)} FROM {table} ORDER BY {primary}"


def _whatever_it_holds(shape: Shape) -> str:
    """As `row_text` for what the triggers let in; SQLite may have been made to hold bytes in a text column."""
    table = quoted(shape.table)
    values = []
    for column, kind in shape.columns:
        named = f"{table}.{quoted(column)}"
        form = SQLITE[kind].format(named)
        values.append(
            form if kind == "bytes" else f"CASE typeof({named}) WHEN 'blob' THEN hex({named}) ELSE {form} END"
        )
    return f"json_array('{shape_key(shape)}',{','.join(values)})"
