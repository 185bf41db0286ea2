package kinds

import (
	"errors"
	"testing"

	"github.com/actgen/actgen/runtime/cursor"
)

// trip is how a text is decoded and encoded.
type trip func(string) (string, error)

func through[T any](decode func(string) (T, error), encode func(T) (string, error)) trip {
	return func(s string) (string, error) {
		v, err := decode(s)
		if err != nil {
			return "", err
		}
		return encode(v)
	}
}

func TestKinds(t *testing.T) {
	t.Parallel()
	for name, tt := range map[string]struct {
		trip           trip
		good, bad      string
		pointer, where string // of the problem
	}{
		"anything": {through(DecodeAnything, EncodeAnything), `[1.0, null]`, `[`, "/0", ""},
		"text":     {through(DecodeText, EncodeText), `null`, `1`, "", "text/type"},
		"limit":    {through(DecodeLimit, EncodeLimit), `{"b":[true,null]}`, `[]`, "", "limit/enum"},
		"yes":      {through(DecodeYes, EncodeYes), `true`, `false`, "", "yes/const"},
		"level":    {through(DecodeLevel, EncodeLevel), `5000000`, `0`, "", "level/minimum"},
		"down":     {through(DecodeDown, EncodeDown), `-7`, `1`, "", "down/maximum"},
		"size":     {through(DecodeSize, EncodeSize), `18446744073709551615`, `0`, "", "size/minimum"},
		"ratio":    {through(DecodeRatio, EncodeRatio), `0.5`, `0.50000000000000000001`, "", "ratio/maximum"},
		"above":    {through(DecodeAbove, EncodeAbove), `-1`, `-2`, "", "above/minimum"},
		"amount":   {through(DecodeAmount, EncodeAmount), `1.50`, `1e30`, "", "amount/exclusiveMaximum"},
		"whole":    {through(DecodeWhole, EncodeWhole), `1e100`, `0.5`, "", "whole/multipleOf"},
		"sku":      {through(DecodeSKU, EncodeSKU), "\"ab`\"", "\" b`\"", "", "sku/pattern"},
		"key": {
			through(DecodeKey, EncodeKey), `"2eb8aa08-aa98-11ea-b4aa-73b441d16380"`, `"2eb8aa08-aa98-11ea-b4aa_73b441d16380"`,
			"", "key/format",
		},
		"moment": {through(DecodeMoment, EncodeMoment), `"2024-02-29T12:00:00Z"`, `"2024-02-30T12:00:00Z"`, "", "moment/format"},
		"color":  {through(DecodeColor, EncodeColor), "\"\\\"`\\n\"", `"blue"`, "", "color/enum"},
		"weight": {through(DecodeWeight, EncodeWeight), `-1`, `1`, "", "weight/enum"},
		"ints":   {through(DecodeInts, EncodeInts), `[2,4]`, `[2,3]`, "/1", "ints/items/multipleOf"},
		"gaps":   {through(DecodeGaps, EncodeGaps), `["",null]`, `[1]`, "/0", "gaps/items/type"},
		"grid":   {through(DecodeGrid, EncodeGrid), `[[1.0],[]]`, `[[""]]`, "/0/0", "grid/items/items/type"},
		"labels": {through(DecodeLabels, EncodeLabels), `{"a":"","b":"abc"}`, `{"a/b":"abcd"}`, "/a~1b", "label/maxLength"},
		"counts": {through(DecodeCounts, EncodeCounts), `{"a":null,"b":2}`, `{}`, "", "counts/minProperties"},
		"empty":  {through(DecodeEmpty, EncodeEmpty), `{}`, `{"a":1}`, "/a", "empty/additionalProperties"},
		"bag":    {through(DecodeBag, EncodeBag), `{"a":"","b":""}`, `{"a":1}`, "/a", "bag/additionalProperties/type"},
		"open":   {through(DecodeOpen, EncodeOpen), `{"b":null}`, `{"b":"a"}`, "", "open/enum"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			if out, err := tt.trip(tt.good); err != nil || out != tt.good {
				t.Errorf("%s came back as %s, %v", tt.good, out, err)
			}
			_, err := tt.trip(tt.bad)
			var invalid *cursor.Error
			if !errors.As(err, &invalid) || len(invalid.Problems) != 1 {
				t.Fatalf("got %v", err)
			}
			where := ""
			if tt.where != "" {
				where = "kinds.json#/$defs/" + tt.where
			}
			if p := invalid.Problems[0]; p.Location != where || tt.where != "" && p.Pointer != tt.pointer {
				t.Errorf("got %q %q, want %q %q", p.Pointer, p.Location, tt.pointer, where)
			}
		})
	}
}
