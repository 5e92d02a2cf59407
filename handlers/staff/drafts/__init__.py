"""What staff have begun: filled in field by field, previewed, changed under the preview, and carried out once."""
