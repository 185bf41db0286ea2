//go:build !race

package cursor_test

import (
	"testing"

	"github.com/actgen/actgen/runtime/cursor"
)

// TestAllocations holds that reading allocates only what it returns. The race
// detector makes sync.Pool drop things at random, so it isn't run with that.
func TestAllocations(t *testing.T) {
	_, texts := documents(1)
	for _, text := range texts {
		want := 1.0 // the list of items
		v, err := cursor.Decode(text, decodeOrder)
		if err != nil {
			t.Fatal(err)
		}
		if v.Notes != nil {
			want++
		}
		for _, item := range v.Items {
			if item.Tags != nil {
				want++
			}
			if item.Gift != nil {
				want++
			}
		}
		if got := testing.AllocsPerRun(100, func() { _, _ = cursor.Decode(text, decodeOrder) }); got > want {
			t.Errorf("%v allocations, want %v: %s", got, want, text)
		}
	}
}
