// The scan of the sources does not find these names.
