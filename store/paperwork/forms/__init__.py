"""The three forms of the paper: a form has its fields, its printed text and its sections."""
