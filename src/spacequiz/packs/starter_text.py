"""What stands in a new pack, for teachers who have never seen one."""

from __future__ import annotations

FIRST_LINES = """\
# A pack of questions. Lines that begin with # are notes; delete them when you like.
# Find every mistake:                         spacequiz check FILE
# See it as players will, while you write:    spacequiz play --pack ./FILE --watch
# Put it into the library of the game:        spacequiz packs add FILE
# Keep every id when you mend a text: what players have learned hangs on it.
"""

EXAMPLES = """\

# One right option; the game shuffles them. Every wrong option can say why it fails.
- id: biggest-planet
  ask: Which planet is the largest?
  answer: Jupiter
  wrong:
  - text: Saturn
    why: Saturn has the widest rings, and comes second in size.
  - text: Neptune
    why: Neptune is the farthest from the Sun, not the largest.
  - Mars
  explain: Jupiter has more than twice the mass of all the others together.
  category: Planets
  difficulty: easy
  hint: Its red spot is a storm.

# Several right options.
- id: ringed-planets
  kind: several
  ask: Which of these planets have rings?
  answers: [Saturn, Uranus, Neptune]
  wrong: [Mars, Venus]
  explain: All four giants have rings. Those of Saturn alone can be seen with a small telescope.
  category: Planets

# A statement: true or false.
- id: venus-hotter
  kind: true-false
  ask: Venus is hotter than Mercury.
  answer: true
  explain: Its thick air keeps the heat in, although Mercury is nearer to the Sun.
  category: Planets

# The player types the answer. Case, accents and small slips are forgiven.
- id: first-on-the-moon
  kind: typed
  ask: Who was the first person to walk on the Moon?
  answer: Neil Armstrong
  accept: [Armstrong]
  reject: [Buzz Aldrin]
  explain: He stepped out of Apollo 11 in July 1969. Buzz Aldrin followed some minutes later.
  category: Travel

# A number; right within the tolerance on either side.
- id: moon-distance
  kind: number
  ask: How far away is the Moon, on average?
  answer: 384400
  tolerance: 10000
  unit: km
  explain: Light takes 1.3 seconds for it; the first crew took three days.
  category: Travel
  difficulty: hard

# Items in the right order; the game shuffles them.
- id: inner-planets
  kind: order
  ask: Put the inner planets into order, beginning at the Sun.
  items: [Mercury, Venus, Earth, Mars]
  explain: These four have a ground of rock; behind them come the giants.
  category: Planets

# Pairs; what stands under extra fits nothing.
- id: moons
  kind: match
  ask: Which moon belongs to which planet?
  pairs:
    Titan: Saturn
    Phobos: Mars
    Triton: Neptune
  extra: [Venus]
  explain: Phobos is so near that it rises twice a day. Venus travels alone.
  category: Planets
"""

HOW_TO_FILL = """\

# For each paragraph of the document there is a question to be filled in. Take the first # away from
# its lines, write, and delete what you do not need. Until one is there, the pack cannot be played.
"""

FOR_A_PARAGRAPH = """\
#- id: paragraph-{number}
#  ask:
#  answer:
#  wrong:
#  -
#  -
#  -
#  explain:
#  source: {{document: document, paragraph: {number}}}
#  category: General
#  difficulty: medium
#  hint:
"""
