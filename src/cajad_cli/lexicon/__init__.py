"""Language rules and word lists: data/*.toml, validated and compiled. The only reader of data/."""
