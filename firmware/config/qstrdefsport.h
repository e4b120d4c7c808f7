// Names that the scan of the sources does not find.
