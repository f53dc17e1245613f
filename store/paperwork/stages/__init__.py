"""The five stages of the paper: each has its fields and the sentences that stand over them."""
