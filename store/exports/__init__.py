"""What is exported: asked for as plain data, offered, refused, turned into files."""
