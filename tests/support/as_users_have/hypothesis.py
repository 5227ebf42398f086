"""In processes that tests start: Hypothesis is not installed, as on users' machines. pandera would load it in each."""

raise ImportError("Hypothesis is for tests only.")
