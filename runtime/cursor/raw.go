package cursor

import "encoding/json"

// Raw reads any value and keeps it as it is written, in memory of its own.
func (c *Cursor) Raw() json.RawMessage { return c.RawOf(KindAny) }

// RawOf reads a value of one of the types in kinds and keeps it as it is
// written, in memory of its own.
func (c *Cursor) RawOf(accepted Kind) json.RawMessage {
	kind := c.Kind()
	if kind&accepted == 0 && !(kind == KindNumber && accepted&KindInteger != 0) {
		c.mismatch(keywordType, accepted.want())
		return nil
	}
	at := c.pos
	c.Skip()
	if c.stopped() {
		return nil
	}
	text := c.text[at:c.pos]
	if kind&accepted == 0 && !whole(text) {
		c.wrong(at, keywordType, accepted.want())
		return nil
	}
	return json.RawMessage(text)
}

// whole tells whether the text of a number is a whole number.
func whole(text string) bool {
	_, f := parseDecimal(text).magnitude()
	return f != fractional
}
