package runtime

import (
	"errors"
	"strings"
	"unicode/utf8"
)

// cut returns the longest part of s, from its start, that is valid UTF-8 and no
// longer than limit bytes. Invalid bytes are replaced first, since JSON would
// do it later and make the text longer. Limit 0: no limit.
func cut(s string, limit int) string {
	s = strings.ToValidUTF8(s, "\uFFFD")
	if limit <= 0 || len(s) <= limit {
		return s
	}
	for limit > 0 && !utf8.RuneStart(s[limit]) {
		limit--
	}
	return s[:limit]
}

// errorCode names an error of the service without its text, which may quote the
// token or the payload. Errors without a code come from below the protocol
// (connections, deadlines); should one quote the token, it is taken out.
func errorCode(err error, token string) string {
	var coded interface{ ErrorCode() string }
	if errors.As(err, &coded) {
		return coded.ErrorCode()
	}
	if token == "" {
		return err.Error()
	}
	return strings.ReplaceAll(err.Error(), token, "(token)")
}
