package runtime

// IsAtLeastVersion0_1 lets generated code refuse a runtime that is too old for
// it: a package that needs more than the runtime in go.mod offers fails to
// compile with "undefined: runtime.IsAtLeastVersion0_1". Update the runtime
// then, or generate again with the generator of the older version.
const IsAtLeastVersion0_1 = true
