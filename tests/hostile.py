"""Text that tries to act where it is shown, and what must not come out alive."""

import re

HOSTILE = "The ferry \x1b[31m\x1b]0;gotcha\x07\x9b2J\u202e [red]of[/red] [/] </script><script>hacked=1</script> news"
"""Escapes of terminals, a mark that turns the direction of writing, markup of rich and of HTML."""
ALIVE = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069]")
"""Control characters and marks that turn the direction of writing."""
