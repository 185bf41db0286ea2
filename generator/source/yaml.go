package source

import (
	"bytes"
	"errors"
	"io"
	"regexp"
	"strconv"
	"strings"
	"unicode/utf8"

	"go.yaml.in/yaml/v3"
)

// maxAliased is how many values the aliases of a file may stand for in all. A
// few lines of aliases of aliases would otherwise fill the memory.
const maxAliased = 100_000

// yamlReader builds the tree from the nodes of package yaml.
type yamlReader struct {
	*reader
	lines     []int // offset of each line as YAML counts lines
	expanding map[*yaml.Node]bool
	aliases   int // how many aliases we are in
	aliased   int // values that aliases stood for so far
}

// errReported ends the reading after a problem that was reported.
var errReported = errors.New("reported")

func (r *reader) parseYAML() *Node {
	y := &yamlReader{reader: r, lines: yamlLineStarts(r.data), expanding: map[*yaml.Node]bool{}}
	dec := yaml.NewDecoder(bytes.NewReader(r.data))
	var doc, next yaml.Node
	switch err := dec.Decode(&doc); {
	case errors.Is(err, io.EOF):
		r.report(len(r.data), "", "the file is empty; a YAML value is expected")
		return nil
	case err != nil:
		y.syntaxProblem(err)
		return nil
	}
	switch err := dec.Decode(&next); {
	case err == nil:
		r.report(y.offset(&next), "", "one YAML document is expected, but another follows it")
		return nil
	case !errors.Is(err, io.EOF):
		y.syntaxProblem(err)
		return nil
	}
	root, err := y.value(doc.Content[0], "", 0)
	if err != nil {
		return nil
	}
	return root
}

func (y *yamlReader) value(n *yaml.Node, pointer string, depth int) (*Node, error) {
	if depth == maxDepth && n.Kind != yaml.ScalarNode && n.Kind != yaml.AliasNode {
		y.report(y.offset(n), pointer, "nested more than %d deep", maxDepth)
		return nil, errReported
	}
	if y.aliases > 0 {
		if y.aliased++; y.aliased > maxAliased {
			y.report(y.offset(n), pointer, "the aliases of the file stand for more than %d values", maxAliased)
			return nil, errReported
		}
	}
	switch n.Kind {
	case yaml.AliasNode:
		return y.alias(n, pointer, depth)
	case yaml.MappingNode:
		y.checkTag(n, pointer, "!!map")
		return y.object(n, pointer, depth)
	case yaml.SequenceNode:
		y.checkTag(n, pointer, "!!seq")
		return y.array(n, pointer, depth)
	}
	return y.scalar(n, pointer), nil
}

// alias returns a copy of what the alias stands for. The copy stands where the
// alias does, what is in it where it was written.
func (y *yamlReader) alias(n *yaml.Node, pointer string, depth int) (*Node, error) {
	if y.expanding[n.Alias] {
		y.report(y.offset(n), pointer, "alias *%s stands within the value that it names", n.Value)
		return nil, errReported
	}
	y.expanding[n.Alias] = true
	y.aliases++
	value, err := y.value(n.Alias, pointer, depth)
	y.aliases--
	delete(y.expanding, n.Alias)
	if err != nil {
		return nil, err
	}
	value.Line, value.Col = y.position(y.offset(n))
	return value, nil
}

func (y *yamlReader) array(n *yaml.Node, pointer string, depth int) (*Node, error) {
	a := y.node(y.offset(n), Array, pointer)
	for i, item := range n.Content {
		value, err := y.value(item, pointer+"/"+strconv.Itoa(i), depth+1)
		if err != nil {
			return nil, err
		}
		a.Items = append(a.Items, value)
	}
	return a, nil
}

func (y *yamlReader) object(n *yaml.Node, pointer string, depth int) (*Node, error) {
	o := y.node(y.offset(n), Object, pointer)
	seen := map[string]int{}
	for i := 0; i+1 < len(n.Content); i += 2 {
		key, item := n.Content[i], n.Content[i+1]
		if isMerge(key) {
			continue
		}
		name, ok := y.name(key, pointer)
		if !ok {
			continue
		}
		value, err := y.value(item, pointer+"/"+Escape(name), depth+1)
		if err != nil {
			return nil, err
		}
		y.addMember(o, seen, name, y.offset(key), value)
	}
	for i := 0; i+1 < len(n.Content); i += 2 {
		if isMerge(n.Content[i]) {
			if err := y.merge(o, n.Content[i+1], depth); err != nil {
				return nil, err
			}
		}
	}
	return o, nil
}

func isMerge(key *yaml.Node) bool { return key.Kind == yaml.ScalarNode && key.Tag == "!!merge" }

// merge adds the members of the mappings behind "<<" that the object doesn't
// have itself. They follow its own; of two mappings the first one wins.
func (y *yamlReader) merge(o *Node, from *yaml.Node, depth int) error {
	sources := []*yaml.Node{from}
	if from.Kind == yaml.SequenceNode {
		sources = from.Content
	}
	for _, n := range sources {
		value, err := y.value(n, o.Pointer, depth)
		if err != nil {
			return err
		}
		if value.Kind != Object {
			y.report(y.offset(n), o.Pointer, "<< merges mappings; this is %v", value.Kind)
			continue
		}
		for _, m := range value.Members {
			if o.Member(m.Name) == nil {
				o.Members = append(o.Members, m)
			}
		}
	}
	return nil
}

// name returns the name of a member: JSON has only strings there.
func (y *yamlReader) name(key *yaml.Node, pointer string) (string, bool) {
	at := key
	if key.Kind == yaml.AliasNode {
		key = key.Alias
	}
	if key.Kind != yaml.ScalarNode {
		y.report(y.offset(at), pointer, "names must be strings, as in JSON")
		return "", false
	}
	switch key.ShortTag() {
	case "!!str", "!!timestamp":
		return key.Value, true
	}
	y.report(y.offset(at), pointer, "names must be strings, as in JSON: write %q", key.Value)
	return "", false
}

func (y *yamlReader) scalar(n *yaml.Node, pointer string) *Node {
	s := y.node(y.offset(n), String, pointer)
	s.Text = n.Value
	switch tag := n.ShortTag(); tag {
	case "!!str":
		// A number that float64 can't hold is a string to package yaml, and a
		// number to JSON.
		if n.Style == 0 && isNumber(n.Value) {
			s.Kind = Number
		}
	case "!!timestamp":
	case "!!null":
		s.Kind, s.Text = Null, ""
	case "!!bool":
		s.Kind, s.Text, s.Bool = Bool, "", strings.EqualFold(n.Value, "true")
		if !s.Bool && !strings.EqualFold(n.Value, "false") {
			y.report(y.offset(n), pointer, "%q is no boolean: write true or false", n.Value)
		}
	case "!!int", "!!float":
		text, err := number(n.Value)
		if err != nil {
			y.report(y.offset(n), pointer, "%v", err)
			text = "0"
		}
		s.Kind, s.Text = Number, text
	default:
		y.report(y.offset(n), pointer, "JSON has nothing for the tag %s: remove it", tag)
	}
	return s
}

func (y *yamlReader) checkTag(n *yaml.Node, pointer, want string) {
	if tag := n.ShortTag(); tag != want {
		y.report(y.offset(n), pointer, "JSON has nothing for the tag %s: remove it", tag)
	}
}

// offset returns where a node begins. Package yaml counts characters, and
// breaks lines where JSON does not.
func (y *yamlReader) offset(n *yaml.Node) int {
	if n.Line < 1 || n.Line > len(y.lines) {
		return len(y.data)
	}
	offset := y.lines[n.Line-1]
	for range n.Column - 1 {
		_, size := utf8.DecodeRune(y.data[offset:])
		offset += size
	}
	return offset
}

// yamlLineStarts returns where lines begin for YAML 1.1, to which package yaml
// keeps: CR, LF, CR LF, NEL, LS and PS end a line.
func yamlLineStarts(data []byte) []int {
	starts := []int{0}
	for i, r := range string(data) {
		switch r {
		case '\r':
			if i+1 < len(data) && data[i+1] == '\n' {
				continue
			}
			starts = append(starts, i+1)
		case '\n', '\u0085', '\u2028', '\u2029':
			starts = append(starts, i+utf8.RuneLen(r))
		}
	}
	return starts
}

var (
	yamlError    = regexp.MustCompile(`^yaml: (?:line (\d+): )?(.*)$`)
	unknownAlias = regexp.MustCompile(`^unknown anchor '(.*)' referenced$`)
	// parserError are the messages that come with a line counted from 0.
	parserError = regexp.MustCompile(`^(?:did not find expected (?:<|node content|'-' indicator|key|',' or )|found (?:duplicate %|incompatible YAML|undefined tag handle))`)
)

// syntaxProblem reports what package yaml says. It knows the line, at best.
func (y *yamlReader) syntaxProblem(err error) {
	m := yamlError.FindStringSubmatch(strings.ReplaceAll(err.Error(), "\n", " "))
	if m == nil {
		y.report(0, "", "invalid YAML: %v", err)
		return
	}
	message := m[2]
	if alias := unknownAlias.FindStringSubmatch(message); alias != nil {
		y.report(max(bytes.Index(y.data, []byte("*"+alias[1])), 0), "", "invalid YAML: no value before *%s has the anchor &%s", alias[1], alias[1])
		return
	}
	line := 1
	if n, err := strconv.Atoi(m[1]); err == nil {
		line = n
		if parserError.MatchString(message) {
			line++
		}
	}
	y.report(y.lines[min(line, len(y.lines))-1], "", "invalid YAML: %s", message)
}
