"""The parts of the report, a module each: pure, from what a context knows to values of `reports.model`."""
