"""Problems, findings and reports."""
