package forms

import (
	"errors"
	"testing"

	"github.com/actgen/actgen/runtime/cursor"
	"github.com/actgen/actgen/runtime/value"
)

func TestRoundTrip(t *testing.T) {
	t.Parallel()
	for name, payload := range map[string]string{
		"all": `{"plain":"a","pointer":0,"nullable":false,"nullableChecked":"a","opt":"2024-02-29T12:00:00Z","list":[],"map":{},` +
			`"raw":null,"nullableList":[],"nullableNames":[],"nullableRaw":1.0,"optMap":{"a":[ 1 ]},"method":"card","version":1.5,` +
			`"optConst":true,"nullConst":3,"tree":{"left":{"right":null},"right":{"right":null},"up":{"right":null},"children":[{"right":null,"up":null}]},` +
			`"odd \"name\" ` + "`" + `\\":true}`,
		"least": `{"plain":"a","nullable":null,"nullableChecked":null,"opt":null,` +
			`"nullableList":null,"nullableNames":null,"nullableRaw":null,"optMap":null,"method":"card",` +
			`"optConst":null,"nullConst":null,"tree":{"right":null},"odd \"name\" ` + "`" + `\\":false}`,
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			v, err := DecodeForms(payload)
			if err != nil {
				t.Fatal(err)
			}
			if out, err := EncodeForms(v); err != nil || out != payload {
				t.Errorf("got  %s, %v\nwant %s", out, err, payload)
			}
		})
	}
}

// TestConst encodes constants whatever the fields hold.
func TestConst(t *testing.T) {
	t.Parallel()
	v := Forms{Plain: "a", NullableRaw: []byte(`"x"`), Method: "cash", Version: new(2.5), OptConst: value.Some(false), NullConst: new(int64(1))}
	out, err := EncodeForms(v)
	if err != nil {
		t.Fatal(err)
	}
	back, err := DecodeForms(out)
	if c, _ := back.OptConst.Get(); err != nil || back.Method != MethodCard || *back.Version != 1.5 || !c || *back.NullConst != 3 {
		t.Errorf("got %+v, %v", back, err)
	}
}

func TestForbidden(t *testing.T) {
	t.Parallel()
	_, err := DecodeForms(`{"plain":"a","nullable":null,"nullableChecked":null,"nullableList":null,"nullableNames":null,` +
		`"nullableRaw":null,"method":"card","nullConst":null,"tree":{"right":null},"odd \"name\" ` + "`" + `\\":false,"forbidden":1}`)
	var invalid *cursor.Error
	if !errors.As(err, &invalid) || len(invalid.Problems) != 1 || invalid.Problems[0].Pointer != "/forbidden" {
		t.Errorf("got %v", err)
	}
}
