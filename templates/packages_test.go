package templates

import (
	"github.com/actgen/actgen/generator/model"
)

// pack is a package of one file.
func pack(name string, types ...*model.Type) *model.Package {
	return &model.Package{
		Name: name, Definition: "activities.yaml",
		Files: []*model.File{{Name: name + ".gen.go", Types: types}},
	}
}

// formsPackage has a member for each form, in each kind of use.
func formsPackage() *model.Package {
	node := typed(model.Struct, named("Node", "node", "forms.json#/$defs/node"))
	node.Doc = "Node is part of a tree."
	method := typed(model.Enum, named("Method", "method", "forms.json#/properties/method"), consts(&model.Const{Name: "MethodCard", Text: "card"}))
	names := typed(model.List, named("Names", "names", "forms.json#/$defs/names"), elem(typed(model.String)))
	node.Fields = []*model.Field{
		optional("Left", "left", node),
		nullable(required("Right", "right", node), model.Pointer),
		nullable(optional("Up", "up", node), model.OptPointer),
		optional("Children", "children", typed(model.List, elem(node))),
	}
	forms := typed(model.Struct, named("Forms", "forms", "forms.json#"), root, closed, docs("Forms has each form."),
		fields(
			required("Plain", "plain", typed(model.String)),
			optional("Pointer", "pointer", typed(model.Int, between("", "100"))),
			nullable(required("Nullable", "nullable", typed(model.Bool)), model.Pointer),
			nullable(required("NullableChecked", "nullableChecked", typed(model.String, length(1, -1))), model.Pointer),
			nullable(optional("Opt", "opt", typed(model.DateTime, formatted("date-time", ""))), model.Opt),
			optional("List", "list", typed(model.List, elem(typed(model.Float)))),
			optional("Map", "map", typed(model.Map, elem(typed(model.String, formatted("uri", "URI"))))),
			optional("Raw", "raw", typed(model.Raw)),
			nullable(required("NullableList", "nullableList", typed(model.List, elem(typed(model.Int)))), model.Plain),
			nullable(required("NullableNames", "nullableNames", names), model.Pointer),
			required("NullableRaw", "nullableRaw", typed(model.Raw, kinds("string", "integer", "null"))),
			nullable(optional("OptMap", "optMap", typed(model.Map, size(1, -1), elem(typed(model.Raw)))), model.Opt),
			&model.Field{JSON: "forbidden", Form: model.Forbidden},
			withConst(required("Method", "method", method), `"card"`),
			withConst(optional("Version", "version", typed(model.Float, variable("formsVersion"), values("const", "1.5"))), "1.5"),
			withConst(nullable(optional("OptConst", "optConst", typed(model.Bool, variable("formsOptConst"), values("const", "true"))), model.Opt), "true"),
			withConst(nullable(required("NullConst", "nullConst", typed(model.Int)), model.Pointer), "3"),
			required("Tree", "tree", node),
			required("Odd", "odd \"name\" `\\", typed(model.Bool)),
		))
	return pack("forms", forms, node, method, names)
}

func withConst(f *model.Field, json string) *model.Field {
	f.Const = json
	return f
}

// kindsPackage has a function for each kind, named and unnamed.
func kindsPackage() *model.Package {
	const at = "kinds.json#/$defs/"
	def := func(k model.Kind, name, variable string, change ...func(*model.Type)) *model.Type {
		t := typed(k, append([]func(*model.Type){named(name, variable, at+variable), root}, change...)...)
		t.Doc = name + " is a kind."
		return t
	}
	backtrack := &model.Pattern{Var: "noSpacePattern", Source: "^(?! ).*`$", Backtrack: true}
	small := typed(model.Int, funced("IntsItem", "intsItem", at+"ints/items"), ranged(model.Range{ExclusiveMinimum: "0", MultipleOf: "2"}))
	shared := typed(model.String, funced("Label", "label", at+"label"), length(0, 3))
	return pack(
		"kinds",
		def(model.Raw, "Anything", "anything"),
		def(model.Raw, "Text", "text", kinds("string", "null")),
		def(model.Raw, "Limit", "limit", values("enum", "1", `"a"`, `{"b":[true,null]}`)),
		def(model.Bool, "Yes", "yes", values("const", "true")),
		def(model.Int, "Level", "level", between("1", "5_000_000")),
		def(model.Int, "Down", "down", between("", "0")),
		def(model.Uint, "Size", "size", between("1", "")),
		def(model.Float, "Ratio", "ratio", between("0", "0.5")),
		def(model.Float, "Above", "above", between("-1", "")),
		def(model.Number, "Amount", "amount", ranged(model.Range{Minimum: "0", ExclusiveMaximum: "1e30"})),
		def(model.Number, "Whole", "whole", kinds("integer")),
		def(model.String, "SKU", "sku", length(3, 9), matches(backtrack)),
		def(model.String, "Key", "key", formatted("uuid", "UUID"), length(36, 36)),
		def(model.DateTime, "Moment", "moment", formatted("date-time", ""), length(20, -1)),
		def(model.Enum, "Color", "color", consts(&model.Const{Name: "ColorRed", Text: "red"}, &model.Const{Name: "ColorQuoted", Text: "\"`\n"})),
		def(model.Enum, "Weight", "weight", consts(&model.Const{Name: "WeightNone", Int: 0}, &model.Const{Name: "WeightMinus1", Int: -1})),
		def(model.List, "Ints", "ints", size(0, 3), elem(small)),
		def(model.List, "Gaps", "gaps", nullableElem(typed(model.String), "GapsItem")),
		def(model.List, "Grid", "grid", elem(typed(model.List, funced("GridItem", "gridItem", at+"grid/items"), elem(typed(model.Number))))),
		def(model.Map, "Labels", "labels", elem(shared)),
		def(model.Map, "Counts", "counts", size(1, 2), nullableElem(small, "CountsValue")),
		def(model.Struct, "Empty", "empty", closed),
		def(model.Struct, "Bag", "bag", size(1, -1), additional(model.Use{Type: typed(model.String)})),
		def(model.Struct, "Open", "open", fields(optional("Name", "name", typed(model.String))),
			additional(model.Use{Type: shared, Nullable: true, Func: "OpenValue"}), values("enum", `{"name":"a"}`, `{"b":null}`)),
	)
}

func nullableElem(t *model.Type, function string) func(*model.Type) {
	return func(list *model.Type) {
		list.Elem = model.Use{Type: t, Nullable: true, Func: function}
	}
}

// checkPackage has checks that look at values before they are read.
func checkPackage() *model.Package {
	check := func(name string) *model.Check {
		return &model.Check{Func: name, Var: "check" + name, Location: "check.json#/" + name}
	}
	text := check("Text")
	text.Kinds = []string{"string"}
	text.Text = typed(model.String, length(1, 5), func(t *model.Type) { t.Var = "checkText" })
	number := check("Number")
	number.Number = typed(model.Number, ranged(model.Range{Minimum: "1"}), func(t *model.Type) { t.Var = "checkNumber" })
	never := check("Never")
	never.Never = true

	word := check("Word")
	word.Any = []*model.Check{text, number}
	word.HasNot, word.Not = true, check("X")
	word.Not.Values = model.Values{Keyword: "const", JSON: []string{`"x"`}}

	pair := check("Pair")
	pair.HasIf, pair.If, pair.Then = true, check("If"), text
	pair.If.Kinds = []string{"array"}
	pair.Array = &model.ArrayCheck{Size: model.Size{Max: 3}, Prefix: []*model.Check{text, nil}, Rest: never, Unique: true}
	pair.Object = &model.ObjectCheck{
		Size: model.Size{Min: 1, Max: -1}, Required: []string{"a"}, Names: text, Additional: number,
		Properties: []*model.MemberCheck{{Name: "a", Check: text}, {Name: "b"}},
		Patterns:   []*model.PatternCheck{{Pattern: &model.Pattern{Var: "xPattern", Source: "^x"}, Check: never}},
		Dependent:  []*model.Dependent{{Name: "b", Keyword: "dependentRequired", Required: []string{"c"}}},
	}
	pair.Unevaluated = &model.Unevaluated{OfMembers: true, Members: never}
	pair.Seen = &model.Seen{Func: "Pair", Names: []string{"a"}, When: []*model.SeenWhen{
		{Check: text, Seen: &model.Seen{Func: "Text", AllMembers: true}, Else: &model.Seen{Func: "Else", Prefix: 1}},
	}}
	with := func(c *model.Check) func(*model.Type) { return func(t *model.Type) { t.Check = c } }
	return pack("check",
		typed(model.Raw, named("Pair", "pair", "check.json#/pair"), docs("Pair is an array or an object."), root, with(pair)),
		typed(model.String, named("Word", "word", "check.json#/word"), docs("Word is a string."), root, with(word)),
	)
}

// commentsPackage has descriptions of all sorts.
func commentsPackage() *model.Package {
	wild := typed(model.Struct, named("Wild", "wild", "comments.json#"), docs(wildDoc), fields(
		documented(required("A", "a", typed(model.String)), "One line."),
		documented(noted(required("B", "b", typed(model.String)), "a note\nin two lines // and */ more"),
			"A description that goes on for so long that it has to be wrapped, since no line may be so long.\n\n- one\n- two"),
		required("C", "c", typed(model.String)),
	))
	return pack("comments", wild)
}

const wildDoc = "Wild has a description with\r\nlines of its own, which are wrapped anew, and a word that is far too long to be wrapped: " +
	"https://example.com/a/very/long/path/that/does/not/fit/into/any/line/of/eighty/characters/at/all.\n\n\n" +
	"It has a list:\n* a first item that is so long that it has to be wrapped, which keeps its indent in the lines below\n" +
	"* a second\n  that goes on\n\n1. one\n2) two\n10. ten\n\n" +
	"and code:\n\n    if a < b {\n        return\n    }\n\nor fenced\n```json\n{\n  \"a\": 1\n}\n```\nand what could harm: */ //go:embed x\n" +
	"//go:build ignore\n\x00\u202e\ufeff\u2028``quoted'' text\n\n# Heading\n\nDeprecated: use another.\n\n- \n-\n"
