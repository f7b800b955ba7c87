"""The pages: each reads its query, fills components, renders one template."""
