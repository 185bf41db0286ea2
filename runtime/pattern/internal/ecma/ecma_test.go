package ecma

import (
	"slices"
	"strings"
	"testing"
	"unicode"
)

func TestScriptCodes(t *testing.T) {
	t.Parallel()
	pairs := strings.FieldsFunc(scriptCodes, func(r rune) bool { return r == ',' })
	if len(pairs) < 150 {
		t.Fatalf("there are %d codes", len(pairs))
	}
	for _, pair := range pairs {
		code, long, _ := strings.Cut(pair, " ")
		if unicode.Scripts[long] == nil || longScript(code) != long {
			t.Errorf("%s stands for %s, longScript gives %s", code, long, longScript(code))
		}
	}
	for _, name := range []string{"Latin", "Cham", "atn", "Lat", ""} {
		if got := longScript(name); got != name {
			t.Errorf("longScript(%q) gives %q", name, got)
		}
	}
}

func TestProperties(t *testing.T) {
	t.Parallel()
	for _, names := range tableProperties {
		long, short, ok := strings.Cut(names, " ")
		a, inA := binaryProperty(long)
		b, inB := binaryProperty(short)
		if !ok || !inA || !inB || len(a) == 0 || !slices.Equal(a, b) {
			t.Errorf("%s and %s are not the same property", long, short)
		}
	}
	for _, c := range []struct {
		name string
		in   string
		out  string
	}{
		{"Any", "\x00\U0010FFFF", ""},
		{"ASCII", "\x00\x7f", "\u0080"},
		{"Assigned", "aé\ue000", "\u0378\U0010FFFF"},
		{"Alpha", "aAªⅷⓐ\u0345", "1_-"},
		{"Lower", "aªⓐ", "AǅⒶ"},
		{"Upper", "AⒶⅧ", "aǅ"},
		{"Cased", "aAǅⓐ", "漢1"},
		{"Math", "+^∑", "-/a"},
		{"IDS", "aⅷ℘℮", "1_·\u2E2F"},
		{"IDC", "a1_·\u0301", "-\u2E2F"},
		{"Gr_Ext", "\u0301\u200C", "a"},
		{"Gr_Base", "a ", "\n\u0301\u200D"},
	} {
		set, ok := binaryProperty(c.name)
		if !ok {
			t.Errorf("%s is not known", c.name)
		}
		for _, r := range c.in {
			if !set.Contains(r) {
				t.Errorf("%s lacks %U", c.name, r)
			}
		}
		for _, r := range c.out {
			if set.Contains(r) {
				t.Errorf("%s has %U", c.name, r)
			}
		}
	}
}

func TestSets(t *testing.T) {
	t.Parallel()
	s := Union(Set{{'c', 'd'}}, Set{{'a', 'b'}, {'x', 'z'}, {'y', 'z'}})
	if want := (Set{{'a', 'd'}, {'x', 'z'}}); !slices.Equal(s, want) {
		t.Errorf("Union gives %v", s)
	}
	if want := (Set{{0, 'a' - 1}, {'e', 'w'}, {'z' + 1, unicode.MaxRune}}); !slices.Equal(s.Complement(), want) {
		t.Errorf("Complement gives %v", s.Complement())
	}
	if all := (Set{}).Complement(); !slices.Equal(all, Set{{0, unicode.MaxRune}}) || len(all.Complement()) != 0 {
		t.Errorf("the complement of nothing is %v", all)
	}
	if s.Overlaps(s.Complement()) || !s.Overlaps(Set{{'d', 'f'}}) || s.Overlaps(nil) {
		t.Error("Overlaps is wrong")
	}
	if got := s.minus(Set{{'b', 'y'}}); !slices.Equal(got, Set{{'a', 'a'}, {'z', 'z'}}) {
		t.Errorf("minus gives %v", got)
	}
}

func TestNullable(t *testing.T) {
	t.Parallel()
	for expr, want := range map[string]bool{
		``: true, `a`: false, `[]`: false, `a?`: true, `a*b`: false, `(?:a*|b)`: true, `a|b`: false, `(a)+`: false,
		`(?:a?){2}`: true, `^$`: true, `(?=a)`: true, `a\b`: false, `(a)|\1`: true,
	} {
		n, err := Parse(expr, true)
		if err != nil {
			t.Errorf("%s: %v", expr, err)
		} else if n.Nullable() != want {
			t.Errorf("%s: Nullable reports %v", expr, !want)
		}
	}
}
