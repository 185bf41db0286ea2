package cursor

import (
	"math/big"
	"math/bits"
	"strconv"
)

// divisor answers whether a number is a multiple of another without dividing
// decimals: x is digits * 10^a, the divisor is factor * 10^b, and neither
// ends with a zero. So x is a multiple if a >= b and factor divides
// digits * 10^(a-b), which remainders tell however large a-b is.
type divisor struct {
	text   string
	factor uint64
	large  *big.Int // the factor where a uint64 doesn't hold it
	exp    int64    // b
}

func newDivisor(text string) *divisor {
	d := parseDecimal(text)
	if d.sign() <= 0 || d.huge != "" {
		panic("cursor: not a divisor: " + text)
	}
	v := &divisor{text: text, exp: d.exp - int64(d.size())}
	factor, err := strconv.ParseUint(d.left+d.right, 10, 64)
	v.factor = factor
	if err != nil {
		v.large, _ = new(big.Int).SetString(d.left+d.right, 10)
	}
	return v
}

// divides tells whether n, whose text is given, is a multiple.
func (d *divisor) divides(n *number, text string) bool {
	if n.small && d.large == nil {
		if n.mant == 0 {
			return true
		}
		if k := int64(n.exp) - d.exp; k >= -19 && k <= 19 {
			return d.dividesSmall(n.mant, int(k))
		}
	}
	x := parseDecimal(text)
	switch {
	case x.zero():
		return true
	case x.huge != "":
		if x.hugeNeg {
			return false
		}
		return d.dividesDigits(x, addDigits(x.huge, -int64(x.size())-d.exp))
	}
	shift := x.exp - int64(x.size()) - d.exp
	return shift >= 0 && d.dividesDigits(x, strconv.FormatInt(shift, 10))
}

// powers are the powers of ten that a uint64 holds.
var powers = func() (p [20]uint64) {
	p[0] = 1
	for i := range p[1:] {
		p[i+1] = p[i] * 10
	}
	return p
}()

// dividesSmall tells whether mant * 10^k is a multiple of the factor.
func (d *divisor) dividesSmall(mant uint64, k int) bool {
	if k >= 0 {
		return mod(mant%d.factor, powers[k]%d.factor, d.factor) == 0
	}
	hi, product := bits.Mul64(d.factor, powers[-k])
	return hi == 0 && mant%product == 0
}

// mod is a * b modulo m, for a and b below m.
func mod(a, b, m uint64) uint64 {
	hi, lo := bits.Mul64(a, b)
	return bits.Rem64(hi, lo, m)
}

// dividesDigits tells whether the digits of x, times ten to the power of
// shift, are a multiple of the factor.
func (d *divisor) dividesDigits(x decimal, shift string) bool {
	if d.large != nil {
		return d.dividesLarge(x, shift)
	}
	m := d.factor
	if m == 1 {
		return true
	}
	var r uint64
	for i := range x.size() {
		hi, lo := bits.Mul64(r, 10)
		lo, carry := bits.Add64(lo, uint64(x.at(i)-'0'), 0)
		r = bits.Rem64(hi+carry, lo, m)
	}
	ten := uint64(1) % m // 10^shift, by its digits
	for i := range len(shift) {
		ten = power(ten, 10, m)
		ten = mod(ten, powers[shift[i]-'0']%m, m)
	}
	return mod(r, ten, m) == 0
}

// power is a^n modulo m.
func power(a uint64, n int, m uint64) uint64 {
	p := uint64(1) % m
	for range n {
		p = mod(p, a, m)
	}
	return p
}

// dividesLarge is dividesDigits for a factor beyond a uint64.
func (d *divisor) dividesLarge(x decimal, shift string) bool {
	m, r, ten := d.large, new(big.Int), big.NewInt(10)
	for i := range x.size() {
		r.Mul(r, ten)
		r.Add(r, big.NewInt(int64(x.at(i)-'0')))
		r.Mod(r, m)
	}
	p := big.NewInt(1)
	for i := range len(shift) {
		p.Exp(p, ten, m)
		p.Mul(p, new(big.Int).SetUint64(powers[shift[i]-'0']))
		p.Mod(p, m)
	}
	return r.Mul(r, p).Mod(r, m).Sign() == 0
}
