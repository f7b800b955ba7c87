"""The addresses of lists and of what is done from them; those with a fixed word come before those with a register."""

from django.urls import URLPattern, path

from luoshi.web.views import bulk, cells, compare, ledger, saved, tree

ADDRESSES: list[URLPattern] = [
    path("registers/compare/", compare.compare, name="compare"),
    path("registers/bulk/<int:pk>/", bulk.outcome, name="bulk_outcome"),
    path("registers/bulk/<int:pk>/undo/", bulk.undo, name="bulk_undo"),
    path("registers/views/<int:pk>/change/", saved.change, name="view_change"),
    path("registers/views/<int:pk>/remove/", saved.remove, name="view_remove"),
    path("registers/views/<int:pk>/restore/", saved.restore, name="view_restore"),
    path("registers/<str:ref>/", ledger.register, name="register"),
    path("registers/<str:ref>/arrange/", ledger.arrange, name="register_arrange"),
    path("registers/<str:ref>/groups/<str:form>/", ledger.groups_file, name="register_groups"),
    path("registers/<str:ref>/tree/", tree.tree, name="register_tree"),
    path("registers/<str:ref>/bulk/", bulk.bulk, name="register_bulk"),
    path("registers/<str:ref>/views/", saved.views, name="views"),
    path("registers/<str:ref>/views/save/", saved.save, name="view_save"),
    path("registers/<str:ref>/views/choose/", saved.choose, name="view_choose"),
    path("records/<int:pk>/cell/<slug:name>/", cells.cell, name="record_cell"),
    path("records/<int:pk>/branch/", tree.branch, name="record_branch"),
]
