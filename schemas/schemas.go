// Package schemas holds the JSON Schemas of actgen's own files. Editors
// complete and check a definition with them; actgen checks it with the same.
package schemas

import _ "embed"

//go:embed activities.schema.json
var activities string

// Activities returns the JSON Schema (draft 2020-12) of a definition file,
// activities.yaml or activities.json.
func Activities() string { return activities }
