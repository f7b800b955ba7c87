"""A mark of the tree, renewed with every change of it."""

from django.db import models


class Stamp(models.Model):
    """One row; triggers draw a new token when a unit, a placement or a name is written. Equal tokens, equal tree."""

    token = models.CharField(max_length=36)
