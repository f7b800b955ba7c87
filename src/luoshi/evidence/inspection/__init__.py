"""What looks into a file, in a process of its own with little memory and time: it may be hostile. No Django here."""
