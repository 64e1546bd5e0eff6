"""What a municipality has told of its own practice: entered in the office, shown to residents."""
