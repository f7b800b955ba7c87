"""Other programs: the REST interface over the same actions as the pages, webhooks, calendars."""
