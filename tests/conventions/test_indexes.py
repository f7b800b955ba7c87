"""No index that another index begins with: each one is written at every filing, and asked by no query of its own."""

from collections.abc import Iterable, Iterator

from django.apps import apps
from django.db.models import CASCADE, ForeignKey, Index, IntegerField, Model, UniqueConstraint

from luoshi.audit.protection import our_models


def indexes(model: type[Model]) -> Iterator[tuple[str, tuple[str, ...], bool]]:
    """The indexes over all rows of a table: what declares it, its columns, whether it also keeps rows apart."""
    for field in model._meta.local_fields:
        if field.unique or getattr(field, "db_index", False):
            yield f"the field {field.name}", (field.name,), field.unique
    for index in model._meta.indexes:
        if index.condition is None:
            yield f"Index({list(index.fields)})", tuple(name.lstrip("-") for name in index.fields), False
    for kept in model._meta.constraints:
        if isinstance(kept, UniqueConstraint) and kept.condition is None and kept.fields:
            yield f"UniqueConstraint {kept.name}", tuple(kept.fields), True


def needless(models: Iterable[type[Model]]) -> list[str]:
    """Indexes whose columns are the first of another's, each with its remedy."""
    found = []
    for model in models:
        here = list(indexes(model))
        for place, (name, columns, keeps_apart) in enumerate(here):
            longer = [
                other
                for at, (other, others, _) in enumerate(here)
                if at != place and others[: len(columns)] == columns and (others != columns or at < place)
            ]
            if longer and not keeps_apart:
                found.append(
                    f"{model._meta.label}: {longer[0]} begins with the columns of {name}, which nobody needs; "
                    "leave it out (db_index=False at a foreign key)"
                )
    return found


def test_no_index_is_the_beginning_of_another() -> None:
    assert needless(our_models()) == []


def test_a_needless_index_is_caught() -> None:
    class Planted(Model):
        of = ForeignKey("audit.Head", on_delete=CASCADE)
        number = IntegerField()

        class Meta:
            app_label = "audit"
            indexes = (Index(fields=["of", "number"], name="planted"),)

    del apps.all_models["audit"]["planted"]
    assert [sentence.split(":")[0] for sentence in needless([Planted])] == ["audit.Planted"]
