"""From text to the model: the only place that reads YAML; problems are values."""
