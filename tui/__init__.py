"""The app that holds the screens together, and the command line."""
