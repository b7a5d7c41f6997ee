"""Words: what commands, references and sentences of an SOP say."""
