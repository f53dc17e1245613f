"""What a school year came to: figures that can be opened into the reviews behind them."""
