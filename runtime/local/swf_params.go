package local

import (
	"math"
	"strconv"
	"strings"
	"time"
	"unicode"
)

// Limits of SWF's API model, in characters.
const (
	maxSWFName     = 256 // names and ids, and task lists and identities too
	maxSWFVersion  = 64
	maxRunID       = 64
	maxData        = 32_768
	maxReason      = 256
	maxProgress    = 2048 // the details of a heartbeat
	maxDescription = 1024
	maxSWFToken    = 1024
	maxSWFPage     = 2048 // a page token
	maxTagList     = 5
	maxDigits      = 8 // of a number of seconds or days
)

// name reads a name or id that must be there.
func (p *params) name(member string, max int) string {
	value := p.need(member, 1, max)
	p.legal(member, value)
	return value
}

// legal applies SWF's rule for names, ids, versions and task lists.
func (p *params) legal(member, value string) {
	forbidden := func(r rune) bool { return strings.ContainsRune(":/|", r) || unicode.IsControl(r) }
	if value == "arn" || strings.ContainsFunc(value, forbidden) {
		p.violate(member, "'"+value+"' ", "Member must not be 'arn' nor contain ':', '/', '|' or control characters")
	}
}

// taskList reads the name of a task list; "" if it is absent.
func (p *params) taskList(member string) string {
	if p.absent(member) {
		return ""
	}
	list := p.object(member)
	name := list.name("name", maxSWFName)
	if strings.TrimSpace(name) != name {
		list.violate("name", "'"+name+"' ", "Member must not begin or end with white space")
	}
	return name
}

// needTaskList reads the name of a task list that must be there.
func (p *params) needTaskList(member string) string {
	if p.absent(member) {
		p.missing(member)
	}
	return p.taskList(member)
}

// typeName is the name and version of an activity type or a workflow type.
type typeName struct {
	Name    string `json:"name"`
	Version string `json:"version"`
}

// typeName reads the type that a call is about.
func (p *params) typeName(member string) typeName {
	if p.absent(member) {
		p.missing(member)
		return typeName{}
	}
	inner := p.object(member)
	return typeName{inner.name("name", maxSWFName), inner.name("version", maxSWFVersion)}
}

// timeout is a number of seconds or NONE, as written; "" is not set.
type timeout string

const unlimited timeout = "NONE"

// timeout reads a timeout that may be NONE; "" if it is absent.
func (p *params) timeout(member string) timeout {
	value := timeout(orEmpty(p.text(member, 0, maxDigits)))
	if _, ok := value.duration(); !ok && value != "" && value != unlimited {
		p.violate(member, "'"+string(value)+"' ", "Member must be a number of seconds or NONE")
	}
	return value
}

// seconds reads a timeout that may not be NONE; "" if it is absent.
func (p *params) seconds(member string) timeout {
	value := timeout(orEmpty(p.text(member, 1, maxDigits)))
	if _, ok := value.duration(); !ok && value != "" {
		p.violate(member, "'"+string(value)+"' ", "Member must be a number of seconds")
	}
	return value
}

// duration returns the time of a timeout, false if it is not set or unlimited.
func (t timeout) duration() (time.Duration, bool) {
	if t == "" || strings.Trim(string(t), "0123456789") != "" {
		return 0, false
	}
	seconds, err := strconv.Atoi(string(t))
	return time.Duration(seconds) * time.Second, err == nil
}

// from returns when a timeout that starts at start is over, false if it is
// never.
func (t timeout) from(start time.Time) (time.Time, bool) {
	d, ok := t.duration()
	return start.Add(d), ok
}

// urgency reads a task priority, "" if it is absent.
func (p *params) urgency(member string) string {
	value := orEmpty(p.raw(member))
	if value == "" {
		return ""
	}
	if n, err := strconv.ParseInt(value, 10, 64); err != nil || n < math.MinInt32 || n > math.MaxInt32 {
		p.violate(member, "'"+value+"' ", "Member must be an integer from -2147483648 to 2147483647")
	}
	return value
}

// rank is the number of a task priority.
func rank(priority string) int {
	n, _ := strconv.Atoi(priority) // checked when it was read; "" is 0
	return n
}

// moment reads a time; the zero time if it is absent.
func (p *params) moment(member string) time.Time {
	var seconds *float64
	p.decode(member, "Timestamp", &seconds)
	if seconds == nil {
		return time.Time{}
	}
	return time.UnixMilli(int64(math.Round(*seconds * 1000)))
}

// needOneOf reads one of a set of words that must be there.
func (p *params) needOneOf(member string, words ...string) string {
	if p.absent(member) {
		p.missing(member)
	}
	return p.oneOf(member, words...)
}

// readSWFPage reads the part of a list's parameters that asks for a page.
func readSWFPage(p *params) (r pageRequest, reverse bool) {
	size := p.number("maximumPageSize", 0, maxPage)
	if size == 0 {
		size = maxPage
	}
	token := p.text("nextPageToken", 0, maxSWFPage)
	if orEmpty(token) == "" {
		token = nil
	}
	return pageRequest{size, token}, p.flag("reverseOrder", false)
}

// invalidSWFToken refuses a page token or a task token. SWF has no exception
// of its own for it.
func invalidSWFToken() *apiError { return swfInvalid("Invalid token") }
