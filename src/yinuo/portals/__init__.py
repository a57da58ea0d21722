"""Who stands at the door: pages by audience. Nothing is decided here; a page parses, calls one verb or some questions, and renders."""
