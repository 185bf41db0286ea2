package output

import (
	"crypto/rand"
	"errors"
	"os"
	"path/filepath"
)

// stagedFile is new content beside the file that it will replace.
type stagedFile struct{ temp, name string }

// stage writes content to a temporary file in the folder of name, with the
// permissions of the file that is there, else those of a new file.
func stage(name string, content []byte) (stagedFile, error) {
	s := stagedFile{name: name, temp: filepath.Join(filepath.Dir(name), ".actgen-"+rand.Text()+".tmp")}
	f, err := os.OpenFile(s.temp, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o666)
	if err != nil {
		return stagedFile{}, err
	}
	_, err = f.Write(content)
	if info, statErr := os.Stat(name); err == nil && statErr == nil {
		err = f.Chmod(info.Mode().Perm())
	}
	if err == nil {
		err = f.Sync() // else a crash may leave an empty file in the place of a good one
	}
	if err = errors.Join(err, f.Close()); err != nil {
		return stagedFile{}, errors.Join(err, s.discard())
	}
	return s, nil
}

func (s stagedFile) discard() error { return os.Remove(s.temp) }
