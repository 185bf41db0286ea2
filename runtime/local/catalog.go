package local

import (
	"slices"
	"strings"
)

// catalog holds items in the order of their keys.
type catalog[T keyed] struct{ order []T }

// keyed is what catalogs are made of. Keys never change.
type keyed interface{ key() string }

func (c *catalog[T]) search(key string) (int, bool) {
	return slices.BinarySearchFunc(c.order, key, func(item T, key string) int { return strings.Compare(item.key(), key) })
}

func (c *catalog[T]) find(key string) (item T, ok bool) {
	if i, ok := c.search(key); ok {
		return c.order[i], true
	}
	return item, false
}

// add puts an item in its place, where there is none yet.
func (c *catalog[T]) add(item T) {
	i, _ := c.search(item.key())
	c.order = slices.Insert(c.order, i, item)
}

func (c *catalog[T]) remove(key string) {
	if i, ok := c.search(key); ok {
		c.order = slices.Delete(c.order, i, i+1)
	}
}
