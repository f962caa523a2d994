"""Laws of fetching: whole files of the list's own hosts, or one error and no trace."""
