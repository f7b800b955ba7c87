"""Work that is done later: enqueued with the write that causes it, its effect there exactly once."""
