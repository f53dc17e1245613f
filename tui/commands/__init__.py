"""The commands of `peer-review`: each reads or changes the register and says what came of it."""
