package definition

import (
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"strings"
	"unicode"

	"github.com/actgen/actgen/generator/names"
)

func isExported(name string) bool { return token.IsIdentifier(name) && ast.IsExported(name) }

// checkPackage returns what is wrong with the name of a package, or "".
func checkPackage(name string) string {
	switch {
	case token.IsKeyword(name):
		return `must not be the Go keyword "` + name + `"`
	case name == "_" || !token.IsIdentifier(name):
		return `must be a Go package name, not "` + name + `"`
	}
	return ""
}

// defaultPackage returns the package of the Go files that stand in the folder
// already, or else a name made of the folder's.
func defaultPackage(fsys fs.FS, folder string) string {
	entries, err := fs.ReadDir(fsys, ".")
	if err != nil {
		return folderPackage(folder)
	}
	for _, e := range entries {
		name := e.Name()
		if !strings.HasSuffix(name, ".go") || strings.HasSuffix(name, "_test.go") || strings.HasSuffix(name, ".gen.go") {
			continue
		}
		if pkg := packageClause(fsys, name); pkg != "" {
			return pkg
		}
	}
	return folderPackage(folder)
}

// packageClause returns the package of a Go file; "" where it can't be read,
// or is kept out of builds by a constraint.
func packageClause(fsys fs.FS, name string) string {
	data, err := fs.ReadFile(fsys, name)
	if err != nil {
		return ""
	}
	file, err := parser.ParseFile(token.NewFileSet(), name, data, parser.PackageClauseOnly|parser.ParseComments)
	if err != nil {
		return ""
	}
	for _, group := range file.Comments {
		for _, c := range group.List {
			if strings.HasPrefix(c.Text, "//go:build ignore") {
				return ""
			}
		}
	}
	return file.Name.Name
}

// folderPackage makes a package name of a folder's: "Order-Service" is
// orderservice.
func folderPackage(folder string) string {
	name := strings.ToLower(strings.Join(names.Words(folder), ""))
	name = strings.TrimLeftFunc(name, unicode.IsDigit)
	switch {
	case checkPackage(name+"x") != "": // nothing left, or no identifier
		return "activities"
	case token.IsKeyword(name):
		return name + "activities"
	case name == "":
		return "activities"
	}
	return name
}
