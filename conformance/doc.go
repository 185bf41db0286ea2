// Package conformance holds the official JSON Schema test suite against
// generated code: it generates Go from the schema of every group, compiles all
// of it, has it decode and encode the documents, and prints a table.
//
//	make conformance                # the whole suite
//	go test ./conformance           # a sample of it
//
// The suite is read in place: from the folder that the environment variable
// JSON_SCHEMA_TEST_SUITE names, which has tests/<draft> and remotes in it; else
// from ../shared/json-schema-test-suite beside the repository; else from the
// part of it (draft 7 and 2020-12) that is test data of the module
// github.com/google/jsonschema-go.
//
// The columns of the table, for each draft:
//
//   - groups: how many there are. A group is a schema with documents.
//   - generated: groups for which there was code and no problem.
//   - compiled: groups whose code the Go compiler takes.
//   - small: groups whose code links nothing but the standard library and the
//     runtime's small packages, so no JSON Schema library.
//   - tests: how many documents there are.
//   - right: documents whose verdict is the suite's. Where a group has no code,
//     all of its documents count as wrong.
//   - all right: groups of which that is true of every document.
//   - lossless: valid documents that are the same JSON value after Decode and
//     Encode, with --unknown keep. Numbers are compared by value.
//   - fields, untyped: struct fields, and the share of them whose type is any
//     or json.RawMessage, be it by another name, behind a pointer, or in a
//     value.Opt. They are those of the code for the schema
//     {"type": "object", "properties": {"value": S}, "required": ["value"]}
//     with S, the group's schema, referred to, and with --unknown drop.
//   - in lists: the same share with lists and maps of such types counted in.
//
// TestDifferential adds random schemas of all drafts and random documents, and
// compares verdicts with jsonschema/v5: -schemas says how many, -seed which
// ones. TestExactness holds docs/exactness.md against generated code.
package conformance
