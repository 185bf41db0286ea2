package templates

import (
	"strconv"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"github.com/dave/jennifer/jen"
)

// quote is s as a Go string literal: a raw string where that is easier to read
// and means the same.
func quote(s string) string {
	if strings.ContainsAny(s, `"\`) && rawQuotable(s) {
		return "`" + s + "`"
	}
	return strconv.Quote(s)
}

func rawQuotable(s string) bool {
	return utf8.ValidString(s) && !strings.ContainsFunc(s, func(r rune) bool {
		return r == '`' || r == '\uFEFF' || !unicode.IsPrint(r)
	})
}

// lit is s as a Go string literal.
func lit(s string) *jen.Statement { return jen.Id(quote(s)) }

// duration is d in the largest unit that divides it.
func duration(d time.Duration) jen.Code {
	units := []struct {
		unit time.Duration
		name string
	}{
		{time.Hour, "Hour"},
		{time.Minute, "Minute"},
		{time.Second, "Second"},
		{time.Millisecond, "Millisecond"},
		{time.Microsecond, "Microsecond"},
		{time.Nanosecond, "Nanosecond"},
	}
	for _, u := range units {
		switch {
		case d == u.unit:
			// time.Hour
			return jen.Qual("time", u.name)
		case d%u.unit == 0:
			// 30 * time.Second
			return jen.Id(strconv.FormatInt(int64(d/u.unit), 10)).Op("*").Qual("time", u.name)
		}
	}
	return jen.Lit(0) // not reached: a nanosecond divides all
}

const (
	codeWidth = 100 // beyond it, lists of arguments are wrapped
	tabWidth  = 4
)

// filled are arguments behind that many used columns: in one line where they
// fit, else in lines of their own.
func filled(used int, args []argument) (codes []jen.Code, wrapped bool) {
	total := used
	for _, a := range args {
		total += a.width()
	}
	if total <= codeWidth {
		return flowing(0, args), false
	}
	return flowing(codeWidth, args), true
}

// flowing are arguments from a column on, with a line break wherever the next
// one doesn't fit.
func flowing(column int, args []argument) []jen.Code {
	codes := make([]jen.Code, len(args))
	for i, a := range args {
		codes[i] = a.code
		if column+a.width() > codeWidth {
			// a line break before the argument
			codes[i] = jen.Line().Add(a.code)
			column = 2 * tabWidth
		}
		column += a.width()
	}
	return codes
}

// argument is an argument of a call and the text that it prints.
type argument struct {
	code jen.Code
	text string
}

// width is how wide the argument is with the comma and space behind it.
func (a argument) width() int { return utf8.RuneCountInString(a.text) + 2 }

// literals are string arguments.
func literals(ss []string) []argument {
	args := make([]argument, len(ss))
	for i, s := range ss {
		args[i] = argument{lit(s), quote(s)}
	}
	return args
}

// codes are string literals as arguments, on one line.
func codes(ss []string) []jen.Code {
	out := make([]jen.Code, len(ss))
	for i, s := range ss {
		out[i] = lit(s)
	}
	return out
}
