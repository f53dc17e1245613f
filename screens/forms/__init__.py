"""The three forms with their previews, a form that has come back, the versions of one."""
