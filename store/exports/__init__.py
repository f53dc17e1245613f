"""Exports: the request, what is offered, what is refused, and the files it becomes."""
