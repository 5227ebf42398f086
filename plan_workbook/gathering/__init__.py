"""The rows of many plans, and the store that they are gathered into: Parquet tables that any analyst's tool opens."""
