package source

import (
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"strings"
)

// Dir returns the file system below a folder, as os.DirFS does, but for one
// thing: a name may lead out of the folder, as in "../schemas/money.json",
// since packages share schemas. It is for definitions of one's own code, and
// no fence against others'.
func Dir(folder string) fs.FS { return dirFS(folder) }

type dirFS string

// Open implements fs.FS.
func (d dirFS) Open(name string) (fs.File, error) {
	file, err := d.file("open", name)
	if err != nil {
		return nil, err
	}
	return os.Open(file)
}

// ReadFile implements fs.ReadFileFS.
func (d dirFS) ReadFile(name string) ([]byte, error) {
	file, err := d.file("open", name)
	if err != nil {
		return nil, err
	}
	return os.ReadFile(file)
}

// ReadDir implements fs.ReadDirFS.
func (d dirFS) ReadDir(name string) ([]fs.DirEntry, error) {
	file, err := d.file("open", name)
	if err != nil {
		return nil, err
	}
	return os.ReadDir(file)
}

// Stat implements fs.StatFS.
func (d dirFS) Stat(name string) (fs.FileInfo, error) {
	file, err := d.file("stat", name)
	if err != nil {
		return nil, err
	}
	return os.Stat(file)
}

// file returns the operating system's name of a file: slash-separated,
// relative and clean, as fs.ValidPath wants it but for ".." in front.
func (d dirFS) file(op, name string) (string, error) {
	below, up := name, "."
	for strings.HasPrefix(below, "../") {
		below, up = below[3:], path.Join(up, "..")
	}
	local, err := filepath.Localize(below)
	if err != nil {
		return "", &fs.PathError{Op: op, Path: name, Err: fs.ErrInvalid}
	}
	return filepath.Join(string(d), filepath.FromSlash(up), local), nil
}
