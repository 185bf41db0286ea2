package ecma

import (
	"strings"
	"unicode"
)

// property reads what follows \p: a category, script or binary property of Unicode in braces. Names are exact, as
// ECMAScript has it.
func (p *parser) property(start int, negated bool) Item {
	if !p.accept("{") {
		p.fail(start, `\%c must go on with a property in braces, as in \p{L}`, p.src[start+1])
	}
	length := strings.IndexByte(p.src[p.pos:], '}')
	if length < 0 {
		p.fail(start, "the property is not closed by }")
	}
	text := p.src[p.pos : p.pos+length]
	p.pos += length + 1
	item := p.lookup(start, text)
	if negated {
		item.Set = item.Set.Complement()
		if item.Name != "" {
			item.Name = "^" + item.Name
		}
	}
	return item
}

// lookup gives the characters of a property.
func (p *parser) lookup(start int, text string) Item {
	name, value, hasValue := strings.Cut(text, "=")
	switch {
	case !hasValue:
		if item, ok := category(name); ok {
			return item
		}
		if set, ok := binaryProperty(name); ok {
			return Item{Set: set}
		}
		if _, ok := script(name); ok {
			p.fail(start, `\p{%s} must name the property; write \p{Script=%[1]s}`, name)
		}
	case name == "General_Category" || name == "gc":
		if item, ok := category(value); ok {
			return item
		}
	case name == "Script" || name == "sc":
		if item, ok := script(value); ok {
			return item
		}
	case name == "Script_Extensions" || name == "scx":
		p.fail(start, `\p{%s} is not supported: there is no table for it; write \p{Script=%s}`, text, value)
	}
	p.fail(start, `\p{%s} is not a property of Unicode that is known here`, text)
	return Item{}
}

// category gives a general category by its short or long name.
func category(name string) (Item, bool) {
	if short, ok := unicode.CategoryAliases[name]; ok {
		name = short
	}
	table, ok := unicode.Categories[name]
	if !ok {
		return Item{}, false
	}
	return Item{Set: tableSet(table), Name: name}, true
}

// script gives a script by its long name or by the four letters of ISO 15924.
func script(name string) (Item, bool) {
	name = longScript(name)
	table, ok := unicode.Scripts[name]
	if !ok {
		return Item{}, false
	}
	return Item{Set: tableSet(table), Name: name}, true
}

// binaryProperty gives a property that characters have or lack, by its long or short name: those that ECMAScript names
// and that the tables of package unicode can tell.
func binaryProperty(name string) (Set, bool) {
	for _, names := range tableProperties {
		long, short, _ := strings.Cut(names, " ")
		if name == long || name == short {
			return tableSet(unicode.Properties[long]), true
		}
	}
	return derivedProperty(name)
}

// tableProperties are the properties that package unicode has under the same (long) name, with their short names.
var tableProperties = [...]string{
	"ASCII_Hex_Digit AHex", "Bidi_Control Bidi_C", "Dash Dash", "Deprecated Dep", "Diacritic Dia", "Extender Ext",
	"Hex_Digit Hex", "IDS_Binary_Operator IDSB", "IDS_Trinary_Operator IDST", "Ideographic Ideo", "Join_Control Join_C",
	"Logical_Order_Exception LOE", "Noncharacter_Code_Point NChar", "Pattern_Syntax Pat_Syn",
	"Pattern_White_Space Pat_WS", "Quotation_Mark QMark", "Radical Radical", "Regional_Indicator RI",
	"Sentence_Terminal STerm", "Soft_Dotted SD", "Terminal_Punctuation Term", "Unified_Ideograph UIdeo",
	"Variation_Selector VS", "White_Space space",
}

// derivedProperty gives a property that DerivedCoreProperties.txt of the Unicode Character Database makes of others.
func derivedProperty(name string) (Set, bool) {
	switch name {
	case "Any":
		return Set{{0, unicode.MaxRune}}, true
	case "ASCII":
		return Set{{0, unicode.MaxASCII}}, true
	case "Assigned":
		return tables("Cn").Complement(), true
	case "Alphabetic", "Alpha":
		return tables("L Nl Other_Alphabetic Other_Lowercase Other_Uppercase"), true
	case "Lowercase", "Lower":
		return tables("Ll Other_Lowercase"), true
	case "Uppercase", "Upper":
		return tables("Lu Other_Uppercase"), true
	case "Cased":
		return tables("Lu Ll Lt Other_Lowercase Other_Uppercase"), true
	case "Math":
		return tables("Sm Other_Math"), true
	case "ID_Start", "IDS":
		return tables("L Nl Other_ID_Start").minus(tables("Pattern_Syntax Pattern_White_Space")), true
	case "ID_Continue", "IDC":
		all := tables("L Nl Other_ID_Start Mn Mc Nd Pc Other_ID_Continue")
		return all.minus(tables("Pattern_Syntax Pattern_White_Space")), true
	case "Grapheme_Extend", "Gr_Ext":
		return tables("Me Mn Other_Grapheme_Extend"), true
	case "Grapheme_Base", "Gr_Base":
		return tables("Cc Cf Cs Co Cn Zl Zp Me Mn Other_Grapheme_Extend").Complement(), true
	}
	return nil, false
}

// tables joins categories and properties of package unicode.
func tables(names string) Set {
	var sets []Set
	for name := range strings.FieldsSeq(names) {
		table, ok := unicode.Categories[name]
		if !ok {
			table = unicode.Properties[name]
		}
		sets = append(sets, tableSet(table))
	}
	return Union(sets...)
}
