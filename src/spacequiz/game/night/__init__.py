"""Quiz night: teams, rounds, a board or buzzers, as a pure fold over what happened.

`match.Match` holds an evening. `advancing.advance` says what comes next when the host goes on,
`decide` what follows from a team's key, from the time and from the host's word; both return the
events of one step for `Match.do`. `Match.view` is what a face paints, `log.write_log` the log in
words, `results.list_results` every answer. `setup`, `journal` and `event_codec` write all of it as
JSON has it.
"""
