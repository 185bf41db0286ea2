package source

import (
	"bytes"
	"fmt"
	"path"
	"strings"
	"unicode/utf8"

	"github.com/actgen/actgen/generator/problem"
)

// maxDepth is how deep values may be nested. No schema that a person or a
// program writes comes near it, and whoever walks the tree may recurse.
const maxDepth = 1000

// Parse reads a file: as YAML where the name ends in .yaml or .yml, else as
// JSON. The node is nil where the text can't be read; problems that leave a
// tree, such as a name that stands twice in an object, come with the node.
//
// The text is UTF-8; a byte order mark is passed over.
func Parse(file string, data []byte) (*Node, problem.List) {
	data = bytes.TrimPrefix(data, []byte("\ufeff"))
	r := &reader{file: file, data: data, lines: lineStarts(data)}
	if i := invalidUTF8(data); i >= 0 {
		r.report(i, "", "must be UTF-8: byte 0x%02x is not", data[i])
		return nil, r.problems
	}
	var root *Node
	switch strings.ToLower(path.Ext(file)) {
	case ".yaml", ".yml":
		root = r.parseYAML()
	default:
		root = r.parseJSON()
	}
	r.problems.Sort()
	return root, r.problems
}

// reader is what both languages share while a file is read.
type reader struct {
	file     string
	data     []byte
	lines    []int // offset of the first byte of each line
	problems problem.List
}

func (r *reader) report(offset int, pointer, format string, args ...any) {
	line, col := r.position(offset)
	r.problems = append(r.problems, problem.Problem{
		File: r.file, Line: line, Col: col, Pointer: pointer,
		Message: fmt.Sprintf(format, args...),
	})
}

func (r *reader) node(offset int, kind Kind, pointer string) *Node {
	line, col := r.position(offset)
	return &Node{File: r.file, Line: line, Col: col, Pointer: pointer, Kind: kind}
}

// position returns line and column of an offset, both from 1.
func (r *reader) position(offset int) (line, col int) {
	offset = min(max(offset, 0), len(r.data))
	lo, hi := 0, len(r.lines)
	for hi-lo > 1 {
		if mid := (lo + hi) / 2; r.lines[mid] <= offset {
			lo = mid
		} else {
			hi = mid
		}
	}
	return lo + 1, offset - r.lines[lo] + 1
}

func lineStarts(data []byte) []int {
	starts := []int{0}
	for i, c := range data {
		if c == '\n' {
			starts = append(starts, i+1)
		}
	}
	return starts
}

// invalidUTF8 returns the offset of the first byte that is not UTF-8, or -1.
func invalidUTF8(data []byte) int {
	if utf8.Valid(data) {
		return -1
	}
	for i := 0; ; {
		r, size := utf8.DecodeRune(data[i:])
		if r == utf8.RuneError && size == 1 {
			return i
		}
		i += size
	}
}
