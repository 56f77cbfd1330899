"""Quiz night: teams, rounds, a board or buzzers, as a pure fold over what happened.

An event (`events`) is a class that says when it can happen and what the state is after it. The
`referee` says which events follow from a team's key, from the time and from the host's word.
`match.Match` holds an evening and takes events in, a step at a time; `Match.view` is what a face
paints, `log.write_log` the log in words, `results.list_results` every answer. `setup` and `journal`
write all of it as JSON has it.
"""
