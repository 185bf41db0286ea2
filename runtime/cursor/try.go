package cursor

// Trial is where a trial began. See [Cursor.Try].
type Trial struct {
	text      string
	pos, last int
	depth     int
	failed    bool
}

// Try begins a trial of what follows: problems are not noted, but only end the
// reading and make the trial fail. [Cursor.Fits] or [Cursor.Holds] ends it.
// Trials nest.
func (c *Cursor) Try() Trial {
	t := Trial{text: c.text, pos: c.pos, last: c.last, depth: c.depth, failed: c.failed}
	c.trials++
	c.failed = false
	return t
}

// Fits ends a trial. It returns true where there was no problem, and reading
// goes on behind what was read. Otherwise reading goes on where the trial
// began.
func (c *Cursor) Fits(t Trial) bool {
	fits := c.settle(t)
	if !fits {
		c.rewind(t)
	}
	return fits
}

// Holds ends a trial and returns true where there was no problem. Reading goes
// on where the trial began.
func (c *Cursor) Holds(t Trial) bool {
	holds := c.settle(t)
	c.rewind(t)
	return holds
}

func (c *Cursor) settle(t Trial) bool {
	holds := !c.failed && !c.stopped()
	c.trials--
	c.failed = t.failed
	return holds
}

func (c *Cursor) rewind(t Trial) {
	c.text, c.pos, c.last, c.depth = t.text, t.pos, t.last, t.depth
}
