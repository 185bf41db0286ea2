package local

import (
	"cmp"
	"encoding/base64"
	"encoding/json"
)

const (
	defaultPage  = 100
	maxPage      = 1000
	maxPageToken = 1024
)

// listed is what lists are made of. Positions ascend in a list and stay when
// the list changes, so a page begins behind the last item of the one before
// even if that item is gone.
type listed interface{ position() int64 }

// pageRequest is the part of a list's parameters that asks for a page.
type pageRequest struct {
	size  int
	token *string
}

func readPage(p *params, maxToken int) pageRequest {
	size := p.number("maxResults", 0, maxPage)
	if size == 0 {
		size = defaultPage
	}
	return pageRequest{size, p.text("nextToken", 1, maxToken)}
}

// page cuts a page out of items, from the last one back if descending. It
// leaves out the items that keep refuses; keep may be nil. The scope names the
// list with its filters: a token is valid within its scope only.
func page[T listed](items []T, r pageRequest, scope string, descending bool, keep func(T) bool) ([]T, *string, error) {
	return pageBy(items, T.position, r, scope, descending, keep)
}

// pageBy is page for items that ascend by another key.
func pageBy[T any, K cmp.Ordered](items []T, key func(T) K, r pageRequest, scope string, descending bool, keep func(T) bool) ([]T, *string, error) {
	var from *K // the last key that earlier pages have shown
	if r.token != nil {
		last, ok := parsePageToken[K](*r.token, scope)
		if !ok {
			return nil, nil, invalidToken()
		}
		from = &last
	}
	found := []T{}
	for i := range items {
		item := items[i]
		if descending {
			item = items[len(items)-1-i]
		}
		if from != nil && passed(key(item), *from, descending) || keep != nil && !keep(item) {
			continue
		}
		if len(found) == r.size {
			token := pageToken(key(found[len(found)-1]), scope)
			return found, &token, nil
		}
		found = append(found, item)
	}
	return found, nil, nil
}

// passed tells whether earlier pages, which ended with last, have shown a key.
func passed[K cmp.Ordered](key, last K, descending bool) bool {
	if descending {
		return key >= last
	}
	return key <= last
}

// pageMark is what a page token says.
type pageMark[K cmp.Ordered] struct {
	Last  *K     `json:"last"`
	Scope string `json:"scope"`
}

func pageToken[K cmp.Ordered](last K, scope string) string {
	text, err := json.Marshal(pageMark[K]{&last, scope})
	if err != nil { // numbers and strings
		panic(err)
	}
	return base64.RawURLEncoding.EncodeToString(text)
}

func parsePageToken[K cmp.Ordered](token, scope string) (last K, ok bool) {
	text, err := base64.RawURLEncoding.DecodeString(token)
	if err != nil {
		return last, false
	}
	var mark pageMark[K]
	if err := json.Unmarshal(text, &mark); err != nil || mark.Last == nil || mark.Scope != scope {
		return last, false
	}
	return *mark.Last, true
}

// pageScope returns the scope of a page token, "" if it is none.
func pageScope(token string) string {
	text, err := base64.RawURLEncoding.DecodeString(token)
	if err != nil {
		return ""
	}
	var mark pageMark[int64]
	if json.Unmarshal(text, &mark) != nil {
		return ""
	}
	return mark.Scope
}
