"""One file for each thing people ask or do: read the request, ask the core, return a reply."""
