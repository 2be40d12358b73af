"""Files → Document: text, day of publication, publisher, body; and the library.toml beside them."""
