"""A run in a few pages: claims over months, communities, structure, disputes, and a sample to be coded by hand."""
