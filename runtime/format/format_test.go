package format_test

import (
	"maps"
	"slices"
	"strings"
	"testing"

	"github.com/actgen/actgen/runtime/format"
)

// cases has the texts that each format accepts and those that it refuses.
var cases = map[string]struct{ valid, invalid []string }{
	"date-time": {
		[]string{
			"1963-06-19T08:30:06.283185Z", "1963-06-19T08:30:06Z", "1937-01-01T12:00:27.87+00:20",
			"1990-12-31T15:59:50.123-08:00", "1998-12-31T23:59:60Z", "1998-12-31T15:59:60.123-08:00",
			"1999-01-01T00:59:60+01:00", "1972-06-30T23:59:60Z", "2024-03-01T00:59:60+01:00", "2024-02-29T23:59:59Z",
			"1963-06-19t08:30:06.283185z", "0000-01-01T00:00:00Z", "9999-12-31T23:59:59-00:00", "2000-02-29T00:00:00Z",
			"2024-01-01T00:00:00.00000000000000000000001+23:59",
		},
		[]string{
			"", "1998-12-31T23:59:61Z", "1998-12-31T23:58:60Z", "1998-12-31T22:59:60Z", "1998-12-30T23:59:60Z",
			"1999-01-02T00:59:60+01:00", "1990-02-31T15:59:59.123-08:00", "1990-12-31T15:59:59-24:00",
			"1990-12-31T15:59:59-00:60", "1963-06-19T08:30:06.28123+01:00Z", "06/19/1963 08:30:06 PST", "2013-350T01:01:01",
			"1963-6-19T08:30:06.283185Z", "1963-06-1T08:30:06.283185Z", "1963-06-1৪T00:00:00Z", "1963-06-11T0৪:00:00Z",
			"1963-06-19 08:30:06Z", "1963-06-19T08:30:06", "1963-06-19T08:30Z", "1963-06-19T24:00:00Z", "1963-06-19T08:60:00Z",
			"1963-06-19T08:30:06.Z", "1963-06-19T08:30:06,5Z", "1963-06-19T08:30:06+0100", "1963-06-19T08:30:06+01",
			"+11963-06-19T08:30:06.283185Z", "1963-00-19T08:30:06Z", "1963-13-19T08:30:06Z", "1963-06-00T08:30:06Z",
			"1963-06-31T08:30:06Z", "1900-02-29T00:00:00Z", "1963-06-19T08:30:06Z ", "1963-06-19T08:30:06.5",
			"1963:06-19T08:30:06Z", "1963-06-19T08-30:06Z", "1963-06-19T08:30:06*01:00", "1963-06-19T/8:30:06Z",
		},
	},
	"date": {
		[]string{"1963-06-19", "2020-01-31", "2020-02-29", "2021-02-28", "2020-04-30", "2020-12-31", "0000-12-31"},
		[]string{
			"", "2020-01-32", "2021-02-29", "2020-02-30", "2020-04-31", "2020-06-31", "2020-09-31", "2020-11-31", "2020-13-01",
			"2020-00-01", "2020-01-00", "06/19/1963", "2013-350", "1998-1-20", "1998-01-1", "1963-06-1৪", "20230328",
			"2023-W01", "2023-W13-2", "2022W527", "2100-02-29", "1963-06-19T", " 1963-06-19", "1963-06-19Z",
		},
	},
	"time": {
		[]string{
			"08:30:06Z", "23:59:60Z", "23:59:60+00:00", "01:29:60+01:30", "23:29:60+23:30", "15:59:60-08:00", "00:29:60-23:30",
			"08:30:06.283185Z", "08:30:06+00:20", "08:30:06-08:00", "08:30:06z", "00:00:00-00:00", "23:59:60.5Z",
		},
		[]string{
			"", "008:030:006Z", "8:3:6Z", "22:59:60Z", "23:58:60Z", "23:59:60+01:00", "23:59:60+00:30", "23:59:60-01:00",
			"23:59:60-00:30", "24:00:00Z", "00:60:00Z", "00:00:61Z", "01:02:03+24:00", "01:02:03+00:60", "01:02:03Z+00:30",
			"08:30:06 PST", "01:01:01,1111", "12:00:00", "12:00:00.52", "1২:00:00Z", "08:30:06#00:20", "ab:cd:ef",
			"08:30:06-8:000", "12:00Z", "12:00:00.Z", "12:00:00+", "12:00:00+1২:00",
		},
	},
	"duration": {
		[]string{
			"P4DT12H30M5S", "P4Y", "PT0S", "P0D", "P1M", "PT1M", "PT36H", "P1DT12H", "P2W", "P1Y2M3DT4H5M6S", "P1Y2M",
			"PT1H2M", "P99999999999999999999Y", "P1YT1S", "P1MT1H",
		},
		[]string{
			"", "PT1D", "4DT12H30M5S", "P", "PT", "P1YT", "P2D1Y", "P1D2H", "P2S", "P1Y2W", "P1W1D", "P1WT1H", "P1", "P২Y",
			"P1Y1D", "PT1H1S", "PT0.5S", "P-1D", "-P1D", "p1d", "P1d", "P1DT", "PT1S1M", "P 1D", "P1D ", "P1W2W", "P1Y1Y", "PTS",
		},
	},
	"email": {
		[]string{
			"joe.bloggs@example.com", "te~st@example.com", "~test@example.com", "test~@example.com",
			`"joe bloggs"@example.com`, `"joe..bloggs"@example.com`, `"joe@bloggs"@example.com`, `"joe\"bloggs"@example.com`,
			"joe.bloggs@[127.0.0.1]", "joe.bloggs@[IPv6:::1]", "te.s.t@example.com", "joe@localhost", `""@example.com`,
			"!#$%&'*+-/=?^_`{|}~@example.com", "1@2", strings.Repeat("a", 64) + "@example.com", "joe@[ipv6:2001:db8::1]",
		},
		[]string{
			"", "2962", "@", "a@", "@a", ".test@example.com", "test.@example.com", "te..st@example.com",
			"joe.bloggs@invalid=domain.com", "joe.bloggs@[127.0.0.300]", "user1@oceania.org, user2@oceania.org",
			`"Winston Smith" <winston.smith@recdep.minitrue>`, "joe bloggs@example.com", "joe@example.com.", "joe@-example.com",
			`"joe"bloggs@example.com`, `"joe@example.com`, "joe@@example.com", "joe@[IPv6:1]", "joe@[::1]", "joe@[127.0.0.1",
			"joe@[]", "joe@[x:1]", "실례@example.com", `"실"@example.com`, "joe@실례.com", "joe@example..com",
			strings.Repeat("a", 65) + "@example.com", "a@" + strings.Repeat("a.", 126) + "ab", "\"a\x01\"@example.com",
			`"a\`, "\"\\\x01\"@b", "a(comment)@example.com", "joe", `"joe"`,
		},
	},
	"idn-email": {
		[]string{"실례@실례.테스트", "joe.bloggs@example.com", `"실 례"@example.com`, "é.é@example.com", "joe@[127.0.0.1]"},
		[]string{"", "2962", "실례@", ".실@example.com", "실례@실 례", "\xff@example.com", "a@-실례", "joe@[1]", "실례"},
	},
	"hostname": {
		[]string{
			"www.example.com", "xn--4gbwdl.xn--wgbh1c", "hostname", "h0stn4me", "1host", "hostnam3", "host-name", "a", "1.2.3",
			"EXAMPLE.com", "a--b", strings.Repeat("a", 63) + ".com", strings.Repeat("a.", 126) + "a",
			"xn--ihqwcrb4cv8a8dqg056pqjye", "xn--ll-0ea", "XN--LL-0EA", "xn--zca29lwxobi7a", "xn--qmbc",
		},
		[]string{
			"", ".", "..", "-a-host-name-that-starts-with--", "not_a_valid_host_name", "a.-b", "a-.b", "hostname-", "-hostname",
			"_hostname", "hostname_", "host_name", ".example", "example.", "a..b", strings.Repeat("a", 64) + ".com",
			strings.Repeat("a.", 127) + "a", "hôte", "example\u3002com", "a b", "xn--X", "xn--", "xn--abc-", "xn--a",
			"XN--aa---o47jg78q", "xn--hello-txk", "xn--hello-zed", "xn--hello-6bf", "xn--al-0ea", "xn--l-fda", "xn--la-0ea",
			"xn--07jceefgh4c", "xn--chb89f", "a:1", "[::1]",
		},
	},
	"idn-hostname": {
		[]string{
			"실례.테스트", "example.com", "EXAMPLE.com", "xn--ihqwcrb4cv8a8dqg056pqjye", "\u00df\u03c2\u0f0b\u3007", "\u06fd\u06fe",
			"l\u00b7l", "\u03b1\u0375\u03b2", "\u05d0\u05f3\u05d1", "\u05d0\u05f4\u05d1", "\u30fb\u3041", "\u30fb\u30a1", "\u30fb\u4e08",
			"\u0628\u0660\u0628", "\u06f00", "\u0915\u094d\u200d\u0937", "\u0915\u094d\u200c\u0937",
			"\u0628\u064a\u200c\u0628\u064a", "a\u3002b", "a\uff0eb", "a\uff61b", "hostname", "h0stn4me", "1host", "faß.de",
			"b\u00fccher.example", "a.\u05d0\u05d1", "\u05d01.com", "ab--cd", "é.xn--ll-0ea", "ա",
			strings.Repeat("ü", 50) + ".de", "\u0627\u064e\u0651", "\u0e01\u0e38\u0e48",
		},
		[]string{
			"", ".", "\u3002", "\uff0e", "\uff61", ".a", "a.", "a\u3002", "\u3002a", "〮실례.테스트", "실〮례.테스트",
			strings.Repeat("실례", 40), "-> $1.00 <--", "xn--X", "XN--aa---o47jg78q", "-hello", "hello-", "-hello-", "\u0903hello",
			"\u0300hello", "\u0488hello", "\u0640\u07fa", "\u3031\u3032\u3033\u3034\u3035\u302e\u302f\u303b", "a\u00b7l", "\u00b7l",
			"l\u00b7a", "l\u00b7", "\u03b1\u0375S", "\u03b1\u0375", "A\u05f3\u05d1", "\u05f3\u05d1", "A\u05f4\u05d1", "\u05f4\u05d1",
			"def\u30fbabc", "\u30fb", "\u0628\u0660\u06f0", "\u0915\u200d\u0937", "\u200d\u0937", "\u0915\u200c\u0937", "\u200c\u0937",
			"B\u00dccher", "Ü.de", "☕.example", "\ufffd", "\xff", "ü b", "e\u0301.de", "a\u0323\u0307x\u0307\u0323", "\u05d0a", "a\u05d0",
			"123.\u05d0", "\u05d0-", "\u05d0\u0660\u0031", "ab--ü", "-ü", "ü-", "a_b.ü", "host_name", "ü..de", "\u1100", "²", "ａ",
			strings.Repeat("ü", 64), strings.Repeat("ü.", 100), "xn--abc-.de", "\u0627\u200c\u0628", "\u0628\u200c-",
		},
	},
	"ipv4": {
		[]string{"192.168.0.1", "0.0.0.0", "255.255.255.255", "87.10.0.1"},
		[]string{
			"", "127.0.0.0.1", "256.256.256.256", "127.0", "0x7f000001", "2130706433", "087.10.0.1", "1২7.0.0.1", "192.168.1.0/24",
			" 1.2.3.4", "1.2.3.4 ", "1.2.3.4\n", "1.2.3.", ".1.2.3", "1..2.3", "1.2.3.1234", "00.0.0.0", "1,2,3,4", "1.2.3.0x4", "1.2.3.-4",
		},
	},
	"ipv6": {
		[]string{
			"::1", "::", "2345::", "::abef", "::42:ff:1", "d6::", "1:d6::42", "1::d6:192.168.0.1", "1:2::192.168.0.1",
			"::ffff:192.168.0.1", "1:2:3:4:5:6:7:8", "1000:1000:1000:1000:1000:1000:255.255.255.255", "1:2:3:4:5:6:7::", "::2:3:4:5:6:7:8",
			"1::3:4:5:6:7:8", "ABCD:EF01::", "::1.2.3.4", "1:2:3:4:5::1.2.3.4",
		},
		[]string{
			"", "12345::", "::abcef", "1:1:1:1:1:1:1:1:1:1:1:1:1:1:1:1", "::laptop", ":2:3:4:5:6:7:8", "1:2:3:4:5:6:7:", ":2:3:4::8",
			"1::d6::42", "1::2:192.168.256.1", "1::2:192.168.ff.1", "::1:1.2.3.4.5", "1:2:3:4:5:::8", "1:2:3:4:5:6:7", "1", "127.0.0.1",
			"1:2:3:4:1.2.3", "  ::1", "::1  ", "fe80::/64", "fe80::a%eth1", "1000:1000:1000:1000:1000:1000:1000:255.255.255.255",
			"100:100:100:100:100:100:100:100:100", "1:2:3:4:5:6:7:৪", "1:2::192.16৪.0.1", ":", ":::", "1:::2", "1::2:3:4:5:6:7:8",
			"::1.2.3.4:5", "1:2:3:4:5:6:7::8", "1:2:3:4:5:6:7:8::", "::12.", ":1", "1:", "::00001.2.3.4", "1.2.3.4::",
		},
	},
	"uri": {
		[]string{
			"http://foo.bar/?baz=qux#quuz", "http://foo.com/blah_(wikipedia)_blah#cite-1", "http://foo.bar/?q=Test%20URL-encoded%20stuff",
			"http://xn--nw2a.xn--j6w193g/", "http://-.~_!$&'()*+,;=:%40:80%2f::::::@example.com", "http://223.255.255.254",
			"ftp://ftp.is.co.za/rfc/rfc1808.txt", "http://www.ietf.org/rfc/rfc2396.txt", "ldap://[2001:db8::7]/c=GB?objectClass?one",
			"mailto:John.Doe@example.com", "news:comp.infosystems.www.servers.unix", "tel:+1-816-555-1212",
			"urn:oasis:names:specification:docbook:dtd:xml:4.1.2", "file:///etc/hosts", "a:", "http://", "a://b:", "a://b:80/",
			"http://[v1.x:y]/", "a:/b", "a:b:c", "data:,x", "http://a?b?c/d#e?f/g",
		},
		[]string{
			"", "//foo.bar/?baz=qux#quuz", "/abc", `\\WINDOWS\fileshare`, "abc", "http:// shouldfail.com", ":// should fail",
			"bar,baz:foo", "https://[@example.org/test.txt", "https://example.org/foobar\\.txt", "https://example.org/foobar<>.txt",
			"https://example.org/foobar{}.txt", "https://example.org/foobar^.txt", "https://example.org/foobar`.txt",
			"https://example.org/foo bar.txt", "https://example.org/foobar|.txt", "http://a/%", "http://a/%2", "http://a/%gg",
			"http://é", "1a:b", "a#b#c", "a:#b#c", "http://a:b/", "http://[::1", "http://[::1]a", "http://[1]", "http://[v.x]",
			"http://[v1.]", "http://[vx.y]", "http://a@b@c", "http://a[b", "http://[::1%25eth0]", "http://a/[b]", "a:b\n", "http://a/\"",
		},
	},
	"uri-reference": {
		[]string{
			"", "http://foo.bar/?baz=qux#quuz", "//foo.bar/?baz=qux#quuz", "/abc", "abc", "#fragment", "?q", "../a/./b", "a/b:c", "./a:b",
			"//[::1]:80", "a%20b", "#", "?",
		},
		[]string{`\\WINDOWS\fileshare`, "#frag\\ment", "1:a", ":a", "é", "a b", "%", "//a:b", "#a#b", "///[x]"},
	},
	"iri": {
		[]string{
			"http://ƒøø.ßår/?∂éœ=πîx#πîüx", "http://ƒøø.com/blah_(wîkïpédiå)_blah#ßité-1", "http://ƒøø.ßår/?q=Test%20URL-encoded%20stuff",
			"http://-.~_!$&'()*+,;=:%40:80%2f::::::@example.com", "http://[2001:0db8:85a3:0000:0000:8a2e:0370:7334]", "a:?\ue000",
			"a:\U0001F432",
		},
		[]string{
			"", "http://2001:0db8:85a3:0000:0000:8a2e:0370:7334", "/abc", `\\WINDOWS\filëßåré`, "âππ", "é:a", "a:\ue000", "a:#\ue000",
			"a:\ufffe", "a:\ufdd0", "a:\xff", "a:\u0080", "a:\U000E0001", "a:\U0001FFFE", "a:\U0010FFFF",
		},
	},
	"iri-reference": {
		[]string{"http://ƒøø.ßår/?∂éœ=πîx#πîüx", "//ƒøø.ßår/?∂éœ=πîx#πîüx", "/âππ", "âππ", "#ƒrägmênt", ""},
		[]string{`\\WINDOWS\filëßåré`, "#ƒräg\\mênt", "é:a", "\ue000", "é é"},
	},
	"uri-template": {
		[]string{
			"", "http://example.com/dictionary/{term:1}/{term}", "http://example.com/dictionary", "dictionary/{term:1}/{term}", "{+x,y}",
			"{?a*,b:9999}", "{#a.b_c}", "{%20a}", "é{=x}", "it's", "{/a,b}", "{.a}", "{;a}", "{&a}", "{|a}", "%20", "{a}{b}",
		},
		[]string{
			"http://example.com/dictionary/{term:1}/{term", "}", "{}", "{a", "{a}}", "{a:0}", "{a:10000}", "{a:}", "{a:x}", "{a**}", "{a,}",
			"{.}", "{a..b}", "{a.}", "{.a.}", "{a-b}", "{é}", "%", "%g0", "a b", "<", "a|b", "\\", "^", "`", "\"", "{{a}}", "{+}", "{*a}",
			"{a:1*}", "\u0080", "\xff", "{%2}",
		},
	},
	"uuid": {
		[]string{
			"2EB8AA08-AA98-11EA-B4AA-73B441D16380", "2eb8aa08-aa98-11ea-b4aa-73b441d16380", "2eb8aa08-AA98-11ea-B4Aa-73B441D16380",
			"00000000-0000-0000-0000-000000000000", "98d80576-482e-427f-8434-7f86890ab222", "ffffffff-ffff-ffff-ffff-ffffffffffff",
		},
		[]string{
			"", "2eb8aa08-aa98-11ea-b4aa-73b441d1638", "2eb8aa08-aa98-11ea-73b441d16380", "2eb8aa08-aa98-11ea-b4ga-73b441d16380",
			"2eb8aa08aa9811eab4aa73b441d16380", "2eb8aa08aa98-11ea-b4aa73b441d16380", "2eb8-aa08-aa98-11ea-b4aa73b44-1d16380",
			"2eb8aa08-aa98-11ea-b4aa-73b441d163801", "{eb8aa08-aa98-11ea-b4aa-73b441d16380", "২eb8aa08-aa98-11ea-b4aa-73b441d1638",
			"2eb8aa0\x11-aa98-11ea-b4aa-73b441d16380", "gggggggg-0000-0000-0000-000000000000", "2eb8aa08-aa98-11ea-b4aa-73b441d1638-",
		},
	},
	"json-pointer": {
		[]string{
			"", "/foo/bar~0/baz~1/%a", "/foo//bar", "/foo/bar/", "/foo", "/foo/0", "/", "/a~1b", "/c%d", "/e^f", "/g|h", `/i\j`, `/k"l`,
			"/ ", "/m~0n", "/foo/-", "/foo/-/bar", "/~1~0~0~1~1", "/~1.1", "/~0.1", "/é",
		},
		[]string{
			"/foo/bar~", "/~0~", "/~0/~", "/~0~2", "/~-1", "/~~", "#", "#/", "#a", "/~2", "a", "0", "a/a", "/\xff",
		},
	},
	"relative-json-pointer": {
		[]string{"1", "0/foo/bar", "2/0/baz/1/zip", "0#", "0", "120/foo/bar", "10#", "0/", "1/~0~1", "0+1", "10-20/a", "0-0#"},
		[]string{"", "/foo/bar", "-1/foo/bar", "+1/foo/bar", "0##", "01/a", "01#", "00", "#", "1a", "0#/a", "1/~", "0+", "0-01", "0+-1", "0+1a", "1/~2", "১/a", "0/#\xff"},
	},
	"regex": {
		[]string{"", `([abc])+\s+$`, `^(?=a)\1?(b)`, `\p{L}`, `[^]`, `(?<n>a)\k<n>`},
		[]string{"^(abc]", `^\S(|(.|\n)*\S)\Z`, `\a`, `(?i)a`, `a{2,1}`, `\-`, `{`, "\xff"},
	},
}

func TestFormats(t *testing.T) {
	t.Parallel()
	for name, c := range cases {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			check, ok := format.Lookup(name)
			if !ok {
				t.Fatal("Lookup does not know it")
			}
			for _, s := range c.valid {
				if !check(s) {
					t.Errorf("%q is refused", s)
				}
			}
			for _, s := range c.invalid {
				if check(s) {
					t.Errorf("%q is accepted", s)
				}
			}
		})
	}
}

func TestNames(t *testing.T) {
	t.Parallel()
	if got, want := format.Names(), slices.Sorted(maps.Keys(cases)); !slices.Equal(got, want) {
		t.Errorf("Names gives %q, want %q", got, want)
	}
}

func TestLookupUnknown(t *testing.T) {
	t.Parallel()
	for _, name := range []string{"", "Date", "phone", "byte"} {
		if check, ok := format.Lookup(name); ok || check != nil {
			t.Errorf("Lookup(%q) knows it", name)
		}
	}
}

// Checks run for every value that is decoded: those of the usual texts must not allocate.
func TestFormatsAllocate(t *testing.T) {
	for name, c := range cases {
		if strings.HasPrefix(name, "idn-") || name == "regex" {
			continue
		}
		check, _ := format.Lookup(name)
		for _, s := range c.valid {
			if name == "hostname" && strings.Contains(strings.ToLower(s), "xn--") {
				continue
			}
			if n := testing.AllocsPerRun(10, func() { check(s) }); n != 0 {
				t.Errorf("%s: %q: %v allocations", name, s, n)
			}
		}
	}
}

// Every byte at every place of a UUID.
func TestUUIDBytes(t *testing.T) {
	t.Parallel()
	const valid = "2eb8aa08-aa98-11ea-b4aa-73b441d16380"
	for i := range len(valid) {
		for c := range 256 {
			s := valid[:i] + string([]byte{byte(c)}) + valid[i+1:]
			want := strings.IndexByte("0123456789abcdefABCDEF", byte(c)) >= 0
			if valid[i] == '-' {
				want = c == '-'
			}
			if format.UUID(s) != want {
				t.Errorf("UUID(%q) reports %v", s, !want)
			}
		}
	}
}
