"""The editor's page: a form that reads like the notice, part by part, and remarks on its words beside the text."""
