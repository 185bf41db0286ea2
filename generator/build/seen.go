package build

import (
	"maps"
	"slices"
	"strconv"
	"strings"

	"github.com/santhosh-tekuri/jsonschema/v5"

	"github.com/actgen/actgen/generator/model"
	"github.com/actgen/actgen/generator/names"
	"github.com/actgen/actgen/generator/source"
)

// seen returns what the keywords of a schema see of a value for which it holds.
// own says whether unevaluatedProperties and unevaluatedItems count: they do
// for those around the schema, and not for themselves.
func (b *builder) seen(js *jsonschema.Schema, d dynamic, name string, own bool) *model.Seen {
	d = b.enter(d, js)
	k := checkKey{js.Location, d.key()}
	if !own {
		k.scope += "\nasking"
	}
	if s, ok := b.seens[k]; ok {
		return s
	}
	s := &model.Seen{}
	b.seens[k] = s
	if js.Always != nil {
		return s
	}
	_, node := b.set.Place(js)
	s.Func = b.uniqueSeen(name)
	b.seenMembers(s, js, node, own)
	b.seenItems(s, js, d, name, own)
	b.seenInPlace(s, js, node, d, name)
	return s
}

func (b *builder) uniqueSeen(name string) string {
	return strings.TrimPrefix(b.uniqueCheck("\x00"+name), "\x00")
}

func (b *builder) seenMembers(s *model.Seen, js *jsonschema.Schema, node *source.Node, own bool) {
	if js.Properties != nil {
		for _, m := range node.Get("properties").Members {
			s.Names = append(s.Names, m.Name)
		}
	}
	for i, p := range b.patternProperties(atom{js, node}) {
		s.Patterns = append(s.Patterns, b.namePattern(p.name, "seen"+s.Func+"Name"+strconv.Itoa(i+1)+"Pattern"))
	}
	s.AllMembers = js.AdditionalProperties != nil || own && js.UnevaluatedProperties != nil
}

func (b *builder) seenItems(s *model.Seen, js *jsonschema.Schema, d dynamic, name string, own bool) {
	prefix, rest := tuple(js)
	s.Prefix = len(prefix)
	s.AllItems = rest != nil || js.AdditionalItems != nil && len(prefix) > 0 || own && js.UnevaluatedItems != nil
	if js.Contains != nil && js.ContainsEval {
		s.Contains = append(s.Contains, b.check(js.Contains, d, name+"Contains"))
	}
}

func (b *builder) seenInPlace(s *model.Seen, js *jsonschema.Schema, node *source.Node, d dynamic, name string) {
	all := slices.Concat(d.resolve(js, node), js.AllOf)
	if js.Ref != nil {
		all = append(all, js.Ref)
	}
	for _, sub := range all {
		s.All = append(s.All, b.seen(sub, d, name+"All", true))
	}
	for _, sub := range slices.Concat(js.AnyOf, js.OneOf) {
		s.When = append(s.When, &model.SeenWhen{
			Check: b.check(sub, d, name+"Any"), Seen: b.seen(sub, d, name+"Any", true),
		})
	}
	if js.If != nil {
		w := &model.SeenWhen{Check: b.check(js.If, d, name+"If"), Seen: &model.Seen{
			Func: b.uniqueSeen(name + "Then"), All: []*model.Seen{b.seen(js.If, d, name+"If", true)},
		}}
		if js.Then != nil {
			w.Seen.All = append(w.Seen.All, b.seen(js.Then, d, name+"Then", true))
		}
		if js.Else != nil {
			w.Else = b.seen(js.Else, d, name+"Else", true)
		}
		s.When = append(s.When, w)
	}
	dependent := maps.Clone(js.DependentSchemas)
	for member, v := range js.Dependencies {
		if sub, ok := v.(*jsonschema.Schema); ok {
			if dependent == nil {
				dependent = make(map[string]*jsonschema.Schema)
			}
			dependent[member] = sub
		}
	}
	for _, member := range slices.Sorted(maps.Keys(dependent)) {
		s.When = append(s.When, &model.SeenWhen{
			IsDep: true, Member: member, Seen: b.seen(dependent[member], d, name+"With"+names.Part(member), true),
		})
	}
}
