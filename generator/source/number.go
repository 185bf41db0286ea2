package source

import (
	"errors"
	"fmt"
	"math/big"
	"regexp"
	"strings"
)

var (
	jsonNumber    = regexp.MustCompile(`^-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?(?:[eE][-+]?[0-9]+)?$`)
	yamlDecimal   = regexp.MustCompile(`^([-+]?)([0-9]*)(?:\.([0-9]*))?([eE][-+]?[0-9]+)?$`)
	yamlRadix     = regexp.MustCompile(`^[-+]?0[xXoObB][0-9a-fA-F]+$`)
	leadingZeroes = regexp.MustCompile(`^[-+]?0[0-9]`)
)

func isNumber(s string) bool { return jsonNumber.MatchString(s) }

var errNotFinite = errors.New("JSON has neither infinity nor NaN")

// number returns a number of YAML as JSON writes it: 0x10, 1_000, .5 and +1
// are 16, 1000, 0.5 and 1. What JSON can't say is an error, and so is 010,
// which is eight in YAML 1.1 and ten in YAML 1.2.
func number(yaml string) (string, error) {
	if isNumber(yaml) {
		return yaml, nil
	}
	text := strings.ReplaceAll(yaml, "_", "")
	switch {
	case leadingZeroes.MatchString(text):
		return "", fmt.Errorf("%s is octal to some readers of YAML and decimal to others: write it without the leading zero, or as a string", yaml)
	case yamlRadix.MatchString(text):
		if n, ok := new(big.Int).SetString(strings.TrimPrefix(text, "+"), 0); ok {
			return n.String(), nil
		}
	case strings.HasSuffix(strings.ToLower(text), "inf"), strings.EqualFold(text, ".nan"):
		return "", errNotFinite
	}
	m := yamlDecimal.FindStringSubmatch(text)
	if m == nil || m[2]+m[3] == "" {
		return "", fmt.Errorf("%q is no number", yaml)
	}
	sign, whole, fraction, exponent := strings.TrimPrefix(m[1], "+"), m[2], m[3], m[4]
	if whole == "" {
		whole = "0"
	}
	if fraction != "" {
		fraction = "." + fraction
	}
	return sign + whole + fraction + exponent, nil
}
