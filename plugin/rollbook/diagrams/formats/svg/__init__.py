"""SVG as pages have it: classes and no colours, links where a caller gives addresses."""
