package source

import (
	"bytes"
	"errors"
	"io"
	"strconv"

	"github.com/go-json-experiment/json/jsontext"
)

// parseJSON reads RFC 8259 JSON. The syntax is checked first: on whole values
// jsontext says best what is wrong. Names that stand twice are told apart by
// the reader, since jsontext would stop at the first.
func (r *reader) parseJSON() *Node {
	dec := jsontext.NewDecoder(bytes.NewReader(r.data), jsontext.AllowDuplicateNames(true))
	if _, err := dec.ReadValue(); err != nil {
		r.jsonProblem(err)
		return nil
	}
	rest := bytes.TrimLeft(r.data[dec.InputOffset():], " \t\r\n")
	if len(rest) > 0 {
		r.report(len(r.data)-len(rest), "", "one JSON value is expected, but more follows it")
		return nil
	}
	dec.Reset(bytes.NewReader(r.data), jsontext.AllowDuplicateNames(true))
	root, err := r.jsonValue(dec, "", 0)
	if err != nil {
		r.jsonProblem(err)
		return nil
	}
	return root
}

var errDepth = errors.New("nested too deep")

func (r *reader) jsonValue(dec *jsontext.Decoder, pointer string, depth int) (*Node, error) {
	switch dec.PeekKind() {
	case '{', '[':
		if depth == maxDepth {
			r.report(int(dec.InputOffset()), pointer, "nested more than %d deep", maxDepth)
			return nil, errDepth
		}
		begin, err := dec.ReadToken()
		if err != nil {
			return nil, err
		}
		start := int(dec.InputOffset()) - 1
		if begin.Kind() == '{' {
			return r.jsonObject(dec, r.node(start, Object, pointer), depth)
		}
		return r.jsonArray(dec, r.node(start, Array, pointer), depth)
	}
	raw, err := dec.ReadValue()
	if err != nil {
		return nil, err
	}
	n := r.node(int(dec.InputOffset())-len(raw), Null, pointer)
	switch raw.Kind() {
	case 't', 'f':
		n.Kind, n.Bool = Bool, raw.Kind() == 't'
	case '0':
		n.Kind, n.Text = Number, string(raw)
	case '"':
		text, err := jsontext.AppendUnquote(nil, raw)
		if err != nil {
			return nil, err
		}
		n.Kind, n.Text = String, string(text)
	}
	return n, nil
}

func (r *reader) jsonArray(dec *jsontext.Decoder, n *Node, depth int) (*Node, error) {
	for dec.PeekKind() != ']' {
		item, err := r.jsonValue(dec, n.Pointer+"/"+strconv.Itoa(len(n.Items)), depth+1)
		if err != nil {
			return nil, err
		}
		n.Items = append(n.Items, item)
	}
	_, err := dec.ReadToken()
	return n, err
}

func (r *reader) jsonObject(dec *jsontext.Decoder, n *Node, depth int) (*Node, error) {
	seen := map[string]int{}
	for dec.PeekKind() != '}' {
		raw, err := dec.ReadValue()
		if err != nil {
			return nil, err
		}
		start := int(dec.InputOffset()) - len(raw)
		text, err := jsontext.AppendUnquote(nil, raw)
		if err != nil {
			return nil, err
		}
		name := string(text)
		value, err := r.jsonValue(dec, n.Pointer+"/"+Escape(name), depth+1)
		if err != nil {
			return nil, err
		}
		r.addMember(n, seen, name, start, value)
	}
	_, err := dec.ReadToken()
	return n, err
}

// addMember adds a member to an object, or reports that its name stands there
// already. seen has the line of each name.
func (r *reader) addMember(n *Node, seen map[string]int, name string, offset int, value *Node) {
	if line, twice := seen[name]; twice {
		r.report(offset, value.Pointer, "%q stands twice in this object; the first is on line %d", name, line)
		return
	}
	m := Member{Name: name, Value: value}
	m.NameLine, m.NameCol = r.position(offset)
	seen[name] = m.NameLine
	n.Members = append(n.Members, m)
}

// jsonProblem reports what jsontext says.
func (r *reader) jsonProblem(err error) {
	var syntax *jsontext.SyntacticError
	switch {
	case errors.Is(err, errDepth):
	case errors.Is(err, io.EOF):
		r.report(len(r.data), "", "the file is empty; a JSON value is expected")
	case errors.Is(err, io.ErrUnexpectedEOF):
		r.report(len(r.data), "", "invalid JSON: the file ends within a value")
	case errors.As(err, &syntax):
		r.report(int(syntax.ByteOffset), string(syntax.JSONPointer), "invalid JSON: %v", syntax.Err)
	default:
		r.report(0, "", "invalid JSON: %v", err)
	}
}
