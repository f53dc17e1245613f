"""What tests share: registers to try things on, terminals, shells, servers."""
