"""What the register is held against."""
