package schema

import (
	"maps"
	"net/url"
	"slices"
	"strings"

	"github.com/santhosh-tekuri/jsonschema/v5"

	"github.com/actgen/actgen/generator/source"
)

// refSite is a place that refers to a schema.
type refSite struct {
	node   *source.Node // the reference's text
	target string       // absolute, with fragment
}

// resolve makes ref absolute. Like v5, it joins fragments to URNs.
func resolve(base, ref string) (string, error) {
	r, err := url.Parse(ref)
	if err != nil {
		return "", err
	}
	if r.IsAbs() {
		return ref, nil
	}
	if strings.HasPrefix(base, "urn:") {
		b, _, _ := strings.Cut(base, "#")
		return b + ref, nil
	}
	b, err := url.Parse(base)
	if err != nil {
		return "", err
	}
	return b.ResolveReference(r).String(), nil
}

// idOf returns the $id of a schema without its fragment; "" for none.
func idOf(n *source.Node, draft *jsonschema.Draft) string {
	keyword := "$id"
	if draft == jsonschema.Draft4 {
		keyword = "id"
	}
	id := n.Get(keyword)
	if id == nil || id.Kind != source.String {
		return ""
	}
	if n.Get("$ref") != nil && (draft == jsonschema.Draft4 || draft == jsonschema.Draft6 || draft == jsonschema.Draft7) {
		return "" // siblings of $ref are ignored up to draft 7
	}
	text, _, _ := strings.Cut(id.Text, "#")
	return text
}

func rootID(doc *Document) string { return idOf(doc.Root, doc.Draft) }

// follow finds all references of a document, loads what they lead to, and
// reports those that lead nowhere.
func (s *Set) follow(doc *Document) {
	w := s.walk(doc)
	doc.walked = w
	maps.Copy(s.anchors, w.anchors)
	s.sites = append(s.sites, w.refs...)
	for _, ref := range w.refs {
		u, _, _ := strings.Cut(ref.target, "#")
		if isMetaschema(u) {
			continue
		}
		target := doc
		if !w.ids[u] && u != doc.URL {
			var err error
			if target, err = s.load(u); err != nil {
				s.problems = append(s.problems, ref.node.Problem("reference %q: %v", ref.node.Text, err))
				continue
			}
		}
		if !s.leads(ref.target, target) {
			s.problems = append(s.problems, ref.node.Problem("reference %q leads nowhere%s", ref.node.Text, hint(doc, ref.node.Text)))
		}
	}
}

// HasDynamicRefs says whether any document has references that depend on the
// way to them.
func (s *Set) HasDynamicRefs() bool {
	return slices.ContainsFunc(s.order, func(doc *Document) bool {
		return doc.walked != nil && (doc.walked.dynamicRefs || slices.ContainsFunc(doc.walked.refs, func(r refSite) bool {
			return strings.HasPrefix(strings.TrimPrefix(r.target, "https://"), "json-schema.org/draft/")
		}))
	})
}

// DynamicAnchors returns the dynamic anchors of the schema resource that js
// stands in: the schemas by name, and by "$recursiveAnchor" the resource itself
// where it is one.
func (s *Set) DynamicAnchors(js *jsonschema.Schema) map[string]*jsonschema.Schema {
	doc, node := s.Place(js)
	anchors := make(map[string]*jsonschema.Schema)
	if doc == nil { // a metaschema: each resource of it has its anchor at its root
		base, _, _ := strings.Cut(js.Location, "#")
		if root, err := s.compiler.Compile(base); err == nil {
			if root.DynamicAnchor != "" {
				anchors[root.DynamicAnchor] = root
			}
			if root.RecursiveAnchor {
				anchors["$recursiveAnchor"] = root
			}
		}
		return anchors
	}
	if node == nil || doc.walked == nil {
		return nil
	}
	base := doc.walked.bases[node]
	for name, n := range doc.walked.dynamic[base] {
		u := doc.URL + "#" + escapeFragment(n.Pointer[len(doc.Root.Pointer):])
		if anchored, err := s.compiler.Compile(u); err == nil {
			anchors[name] = anchored
		}
	}
	return anchors
}

// escapeFragment writes a JSON Pointer as the fragment of a URL.
func escapeFragment(pointer string) string {
	return strings.ReplaceAll(url.PathEscape(pointer), "%2F", "/")
}

// hint says more where a schema inside a definition refers to the definition.
func hint(doc *Document, ref string) string {
	if doc.Root.Pointer == "" || !strings.HasPrefix(ref, "#") {
		return ""
	}
	return ": a schema in the definition is a document of its own; " + doc.Name + ref + " would be the file's"
}

// leads says whether the fragment of target leads to a place in doc.
func (s *Set) leads(target string, doc *Document) bool {
	u, fragment, _ := strings.Cut(target, "#")
	switch {
	case fragment == "":
		return true
	case !strings.HasPrefix(fragment, "/"):
		return s.anchors[target]
	case u == doc.URL || u == doc.ID:
		return lookup(doc.Root, fragment) != nil
	}
	return true // into a schema with an $id of its own: Compile will tell
}

// walk visits all places of a document where schemas stand.
func (s *Set) walk(doc *Document) *walker {
	w := &walker{
		draft: doc.Draft, ids: make(map[string]bool), anchors: make(map[string]bool),
		bases: make(map[*source.Node]string), dynamic: make(map[string]map[string]*source.Node),
	}
	w.schema(doc.Root, doc.URL)
	return w
}

func isMetaschema(u string) bool {
	return strings.HasPrefix(u, "http://json-schema.org/") || strings.HasPrefix(u, "https://json-schema.org/")
}

// walker visits the places of a document where schemas stand.
type walker struct {
	draft *jsonschema.Draft
	ids   map[string]bool // of the schema resources inside the document
	refs  []refSite
	// anchors by the URL that leads to them.
	anchors map[string]bool
	// bases are the URLs of the schema resources that schemas stand in.
	bases map[*source.Node]string
	// dynamic are the dynamic anchors of each resource: the schemas by name,
	// and by "$recursiveAnchor" the resource's root where it is one.
	dynamic map[string]map[string]*source.Node
	// dynamicRefs is true where there is a $dynamicRef or $recursiveRef.
	dynamicRefs bool
}

func (w *walker) schema(n *source.Node, base string) {
	switch n.Kind {
	case source.Array:
		for _, item := range n.Items {
			w.schema(item, base)
		}
	case source.Object:
		if id := idOf(n, w.draft); id != "" {
			if abs, err := resolve(base, id); err == nil {
				base = abs
				w.ids[abs] = true
			}
		}
		w.bases[n] = base
		w.anchor(n, base)
		for _, m := range n.Members {
			w.keyword(m.Name, m.Value, base)
		}
	}
}

// anchor notes the names that a schema gives itself: $anchor, and up to draft 7
// an $id that is a fragment.
func (w *walker) anchor(n *source.Node, base string) {
	for _, keyword := range []string{"$anchor", "$dynamicAnchor", "$id", "id"} {
		name := n.Get(keyword)
		if name == nil || name.Kind != source.String {
			continue
		}
		text := name.Text
		if strings.HasSuffix(keyword, "id") {
			_, text, _ = strings.Cut(text, "#")
		}
		if text != "" {
			w.anchors[base+"#"+text] = true
		}
		if keyword == "$dynamicAnchor" {
			w.addDynamic(base, text, n)
		}
	}
	if r := n.Get("$recursiveAnchor"); r != nil && r.Bool {
		w.addDynamic(base, "$recursiveAnchor", n)
	}
}

func (w *walker) addDynamic(base, name string, n *source.Node) {
	if w.dynamic[base] == nil {
		w.dynamic[base] = make(map[string]*source.Node)
	}
	w.dynamic[base][name] = n
}

func (w *walker) keyword(name string, v *source.Node, base string) {
	switch {
	case (name == "$ref" || name == "$dynamicRef" || name == "$recursiveRef") && v.Kind == source.String:
		w.dynamicRefs = w.dynamicRefs || name != "$ref"
		if target, err := resolve(base, v.Text); err == nil {
			w.refs = append(w.refs, refSite{v, target})
		}
	case dataKeywords[name]:
	case mapKeywords[name] && v.Kind == source.Object:
		for _, m := range v.Members {
			w.schema(m.Value, base)
		}
	default:
		w.schema(v, base)
	}
}
