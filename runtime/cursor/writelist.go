package cursor

import "slices"

// WriteList writes a slice as an array; a nil slice is an empty one.
func WriteList[T any](w *Writer, s []T, encode func(*Writer, T)) {
	w.BeginArray()
	WriteItems(w, s, encode)
	w.EndArray()
}

// WriteItems writes the items of a slice into the array that is open.
func WriteItems[T any](w *Writer, s []T, encode func(*Writer, T)) {
	for _, v := range s {
		encode(w, v)
	}
}

// WriteMap writes a map as an object with its members sorted by name; a nil map
// is an empty one.
func WriteMap[T any](w *Writer, m map[string]T, encode func(*Writer, T)) {
	w.BeginObject()
	WriteMembers(w, m, encode)
	w.EndObject()
}

// WriteMembers writes the entries of a map, sorted by name, as members of the
// object that is open.
func WriteMembers[T any](w *Writer, m map[string]T, encode func(*Writer, T)) {
	if len(m) == 0 {
		return
	}
	base := len(w.names) // values may be maps
	for name := range m {
		w.names = append(w.names, name)
	}
	end := len(w.names)
	slices.Sort(w.names[base:end])
	for i := base; i < end; i++ {
		name := w.names[i]
		w.Name(name)
		encode(w, m[name])
	}
	clear(w.names[base:end])
	w.names = w.names[:base]
}

// WriteNullable writes a value, or null for a nil pointer.
func WriteNullable[T any](w *Writer, v *T, encode func(*Writer, T)) {
	if v == nil {
		w.Null()
		return
	}
	encode(w, *v)
}
