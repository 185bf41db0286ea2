package schema

import (
	"errors"
	"fmt"
	"io/fs"
	"net/url"
	"path"
	"slices"
	"strings"

	"github.com/santhosh-tekuri/jsonschema/v5"

	"github.com/actgen/actgen/generator/problem"
	"github.com/actgen/actgen/generator/source"
)

// Set is the schema documents of one package. It isn't safe for concurrent
// use.
type Set struct {
	fsys     fs.FS
	options  Options
	docs     map[string]*Document // by URL and by id
	order    []*Document
	sites    []refSite
	anchors  map[string]bool // URLs with a fragment that is an anchor
	problems problem.List
	compiler *jsonschema.Compiler
	meta     map[*jsonschema.Schema]*source.Node
}

// Document is a schema document: a file, or a schema that stands in the
// definition itself.
type Document struct {
	// URL is where references find it; ID is what its own $id makes of that.
	URL, ID string
	// Name is the file as the definition names it.
	Name string
	// Root is the schema. Its Pointer isn't empty where it stands inside
	// another file.
	Root  *source.Node
	Draft *jsonschema.Draft
	// Compiled is the document as jsonschema/v5 gets it (see rewrite).
	Compiled any

	walked  *walker
	renamed map[string]string // names that v5 knows by others, see rewriter
}

// Options say how documents are read. The zero value serves.
type Options struct {
	// Draft is that of documents that declare none; nil means 2020-12.
	Draft *jsonschema.Draft
	// Format says whether the keyword format asserts.
	Format Format
	// Maps are where documents of other URLs than files' are found.
	Maps []Map
}

// Format says whether the keyword format asserts or annotates.
type Format int

// The ways in which format is taken.
const (
	Assert   Format = iota // always asserts
	Annotate               // never does
	// ByDraft asserts up to draft 7, and after it only where the metaschema's
	// vocabulary says so.
	ByDraft
)

// Map finds the documents whose URLs begin with Prefix in FS.
type Map struct {
	Prefix string // such as "https://example.com/schemas/"
	FS     fs.FS
}

// NewSet returns an empty set that reads files through fsys. File names may
// lead above its root (../common.json); an fs.FS that refuses that makes it a
// problem at the reference.
func NewSet(fsys fs.FS, o Options) *Set {
	if o.Draft == nil {
		o.Draft = jsonschema.Draft2020
	}
	return &Set{fsys: fsys, options: o, docs: make(map[string]*Document), anchors: make(map[string]bool)}
}

// root is the URL of the definition's folder. Its made-up parents give ../ a
// meaning that net/url resolves.
const root = "file:///-/-/-/-/-/-/-/-/-/-/-/-/"

// FileURL returns the URL of the file that the definition calls name.
func FileURL(name string) string {
	u := url.URL{Scheme: "file", Path: path.Join(strings.TrimPrefix(root, "file://"), name)}
	return u.String()
}

// fileName is the inverse of FileURL.
func fileName(u *url.URL) string {
	dir := strings.Split(strings.Trim(strings.TrimPrefix(root, "file://"), "/"), "/")
	names := strings.Split(strings.TrimPrefix(u.Path, "/"), "/")
	n := 0
	for n < len(dir) && n < len(names)-1 && names[n] == dir[n] {
		n++
	}
	return strings.Repeat("../", len(dir)-n) + strings.Join(names[n:], "/")
}

// AddFile loads the file that the definition calls name, and all that it
// refers to, and returns the URL of the schema that fragment ("" or "#/...")
// names in it. from is where both are named, for problems.
func (s *Set) AddFile(name, fragment string, from *source.Node) string {
	doc, err := s.load(FileURL(name))
	if err != nil {
		s.problems = append(s.problems, from.Problem("%v", err))
		return ""
	}
	fragment = strings.TrimPrefix(fragment, "#")
	if !s.leads(doc.URL+"#"+fragment, doc) {
		s.problems = append(s.problems, from.Problem("#%s leads nowhere in %s", fragment, name))
	}
	return doc.URL + "#" + fragment
}

// AddInline adds a schema that stands in the definition and returns its URL:
// the definition's, with the schema's JSON Pointer as the query, since to
// references in it the schema is a document of its own.
func (s *Set) AddInline(node *source.Node) string {
	u := FileURL(node.File) + "?" + strings.ReplaceAll(url.QueryEscape(node.Pointer), "%2F", "/")
	if s.docs[u] == nil {
		s.add(u, node.File, node)
	}
	return u
}

// Problems returns all that is wrong with the documents, sorted.
func (s *Set) Problems() problem.List {
	l := slices.Clone(s.problems)
	l.Sort()
	return l
}

// Documents returns the documents in the order in which they were met.
func (s *Set) Documents() []*Document { return s.order }

// load returns the document at an absolute URL without fragment.
func (s *Set) load(u string) (*Document, error) {
	if doc, ok := s.docs[u]; ok {
		if doc == nil {
			return nil, fmt.Errorf("cannot be used, see its own problems")
		}
		return doc, nil
	}
	parsed, err := url.Parse(u)
	if err != nil {
		return nil, fmt.Errorf("is not a URI reference: %w", err)
	}
	if parsed.Scheme != "file" {
		for _, m := range s.options.Maps {
			if name, ok := strings.CutPrefix(u, m.Prefix); ok {
				return s.read(u, u, m.FS, name)
			}
		}
		beside, ok := s.beside(parsed)
		if !ok {
			return nil, fmt.Errorf("cannot load %s: only files are read; keep a copy beside the schema whose $id has the same folder", u)
		}
		doc, err := s.load(beside)
		s.docs[u] = doc
		return doc, err
	}
	name := fileName(parsed)
	return s.read(u, name, s.fsys, name)
}

// read reads the document at u, which users know as display, from a file.
func (s *Set) read(u, display string, fsys fs.FS, name string) (*Document, error) {
	if unescaped, err := url.PathUnescape(name); err == nil {
		name = unescaped
	}
	data, err := fs.ReadFile(fsys, name)
	if err != nil {
		if pathErr, ok := errors.AsType[*fs.PathError](err); ok {
			err = pathErr.Err
		}
		return nil, fmt.Errorf("cannot read schema file %s: %w", display, err)
	}
	node, problems := source.Parse(display, data)
	if len(problems) > 0 {
		s.problems = append(s.problems, problems...)
		s.docs[u] = nil
		return nil, fmt.Errorf("schema file %s is not usable, see its own problems", display)
	}
	return s.add(u, display, node), nil
}

// beside finds the file for a URL that was made from a document's $id: what
// stands in the same folder as the $id stands in the same folder as the file.
func (s *Set) beside(u *url.URL) (string, bool) {
	for _, doc := range s.order {
		id, err := url.Parse(doc.ID)
		if err != nil || doc.ID == doc.URL || id.Scheme != u.Scheme || id.Host != u.Host {
			continue
		}
		folder := path.Dir(id.Path)
		rel, ok := strings.CutPrefix(u.Path, strings.TrimSuffix(folder, "/")+"/")
		if !ok {
			continue
		}
		name := path.Join(path.Dir(doc.Name), rel)
		if f, err := s.fsys.Open(name); err == nil {
			_ = f.Close() // only asked whether it is there
			return FileURL(name), true
		}
	}
	return "", false
}

// add takes a parsed document in, checks it against its metaschema, and loads
// what it refers to.
func (s *Set) add(u, name string, node *source.Node) *Document {
	doc := &Document{URL: u, ID: u, Name: name, Root: node}
	s.docs[u] = doc
	s.order = append(s.order, doc)
	if !s.setDraft(doc) {
		return doc
	}
	if id := rootID(doc); id != "" {
		if abs, err := resolve(u, id); err == nil && abs != u {
			doc.ID = abs
			if s.docs[abs] == nil {
				s.docs[abs] = doc
			}
		}
	}
	rw := rewriter{annotate: s.annotates(doc), renamed: make(map[string]string)}
	doc.Compiled = rw.schema(node)
	doc.renamed = rw.renamed
	s.problems = append(s.problems, rw.problems...)
	s.checkMeta(doc)
	s.follow(doc)
	return doc
}

// annotates says whether format is an annotation in doc.
func (s *Set) annotates(doc *Document) bool {
	if s.options.Format != ByDraft {
		return s.options.Format == Annotate
	}
	if doc.Draft != jsonschema.Draft2019 && doc.Draft != jsonschema.Draft2020 {
		return false
	}
	declared := doc.Root.Get("$schema")
	if declared == nil {
		return true
	}
	meta, err := s.loadRef(doc.URL, declared.Text)
	if err != nil {
		return true // a draft's own metaschema
	}
	vocabulary := meta.Root.Get("$vocabulary")
	return vocabulary.Get("https://json-schema.org/draft/2020-12/vocab/format-assertion") == nil
}

// Place returns the source of a compiled schema: its document and its node. The
// document is nil for a metaschema, whose source v5 keeps to itself.
func (s *Set) Place(js *jsonschema.Schema) (*Document, *source.Node) {
	base, fragment, _ := strings.Cut(js.Location, "#")
	doc := s.docs[base]
	if doc == nil {
		return nil, s.metaNode(js)
	}
	if node := lookup(doc.Root, fragment); node != nil || len(doc.renamed) == 0 {
		return doc, node
	}
	return doc, doc.lookupRenamed(fragment)
}

// lookupRenamed follows a pointer that v5 made with names of its own.
func (d *Document) lookupRenamed(fragment string) *source.Node {
	node := d.Root
	for token := range strings.SplitSeq(strings.TrimPrefix(fragment, "/"), "/") {
		if unescaped, err := url.PathUnescape(token); err == nil {
			token = unescaped
		}
		next := node.Lookup("/" + token)
		if was, ok := d.renamed[source.Unescape(token)]; next == nil && ok {
			next = node.Get(was)
		}
		node = next
	}
	return node
}

// lookup follows a URI fragment that is a JSON Pointer. nil where it leads
// nowhere.
func lookup(n *source.Node, fragment string) *source.Node {
	if fragment == "/" { // v5 takes it for the root, too
		return n
	}
	if pointer, err := url.PathUnescape(fragment); err == nil {
		return n.Lookup(pointer)
	}
	return nil
}
