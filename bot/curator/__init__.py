"""Tools for the people who keep the answers true: drafts, schemas, the evidence list, new years, previews."""
