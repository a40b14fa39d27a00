"""What happens in a training, as functions of values."""
