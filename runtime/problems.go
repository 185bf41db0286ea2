package runtime

import (
	"bytes"
	"encoding/json"
	"errors"

	"github.com/actgen/actgen/runtime/cursor"
)

// maxProblemText bounds each text of a problem in a cause, in bytes: member
// names, and so pointers, may be as long as the payload.
const maxProblemText = 512

// keywordSyntax is the keyword of a problem that no schema states.
const keywordSyntax = "syntax"

// problemText is how a problem stands in a cause.
type problemText struct {
	Pointer  string `json:"pointer"`
	Keyword  string `json:"keyword"`
	Location string `json:"location"`
	Want     string `json:"want"`
	Got      string `json:"got"`
	Offset   *int   `json:"offset,omitempty"` // only of keyword "syntax"
}

// problemsCause writes why a text was refused as JSON of at most limit bytes:
//
//	{"problems":[{"pointer":"/id","keyword":"minimum","location":...,"want":...,"got":...}],"more":true}
//
// with more where problems were left out. An error that names no problems is
// {"problems":[],"message":"..."}. Limit 0: no limit.
func problemsCause(err error, limit int) string {
	var invalid *cursor.Error
	if !errors.As(err, &invalid) {
		return messageCause(err, limit)
	}
	const begin, end, more = `{"problems":[`, `]}`, `],"more":true}`
	cause, left := []byte(begin), invalid.More
	for i, p := range invalid.Problems {
		text := problemJSON(p)
		if limit > 0 && len(cause)+1+len(text)+len(more) > limit {
			left = true
			break
		}
		if i > 0 {
			cause = append(cause, ',')
		}
		cause = append(cause, text...)
	}
	if left {
		return string(cause) + more
	}
	return string(cause) + end
}

func problemJSON(p cursor.Problem) []byte {
	text := problemText{
		Pointer:  shorten(p.Pointer, maxProblemText),
		Keyword:  shorten(p.Keyword, maxProblemText),
		Location: shorten(p.Location, maxProblemText),
		Want:     shorten(p.Want, maxProblemText),
		Got:      shorten(p.Got, maxProblemText),
	}
	if p.Keyword == keywordSyntax {
		text.Offset = &p.Offset
	}
	return toJSON(text)
}

func messageCause(err error, limit int) string {
	type cause struct {
		Problems []problemText `json:"problems"`
		Message  string        `json:"message"`
	}
	message := err.Error()
	for {
		text := toJSON(cause{Problems: []problemText{}, Message: message})
		if limit <= 0 || len(text) <= limit || message == "" {
			return string(text)
		}
		// Escapes make a text longer than it is, so halve it until it fits.
		if message = cut(message, len(message)/2); len(message) < 2 {
			message = ""
		}
	}
}

// toJSON writes a struct of strings, which can't fail, without the escapes that
// only HTML needs.
func toJSON(v any) []byte {
	var b bytes.Buffer
	enc := json.NewEncoder(&b)
	enc.SetEscapeHTML(false)
	if err := enc.Encode(v); err != nil {
		panic("runtime: " + err.Error())
	}
	return bytes.TrimSuffix(b.Bytes(), []byte("\n"))
}

// shorten is cut with a sign that something is missing.
func shorten(s string, limit int) string {
	const sign = "..."
	if len(s) <= limit {
		return cut(s, 0)
	}
	return cut(s, limit-len(sign)) + sign
}
