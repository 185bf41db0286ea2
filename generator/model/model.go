// Package model is what the generator decided about a package: finished Go
// names, doc texts and checks, as plain data. Package build makes it from
// schemas, package templates prints it. No schema and no decision is left in
// it, and it imports nothing but the standard library.
//
// Four questions stay apart here as they do in the generated code: Kind and
// Form say which Go type holds a value (representation), Text, Range, Size and
// Values and Check say what that type can't (checks), and pointers between Types are where references lead
// (resolution).
package model

import "time"

// Package is one generated Go package.
type Package struct {
	Name       string // Go package name
	Definition string // the definition's file name, for the header; "" without a file
	Files      []*File
}

// File is one generated file.
type File struct {
	Name       string      // such as "chargecard.gen.go"
	Types      []*Type     // declared here, in the order of the schema
	Activities []*Activity // whose handler and registration stand here
}

// Activity is one activity: a handler interface, a registration, declared
// errors and a progress reporter.
type Activity struct {
	Name        string // as the definition names it; also the Go name
	Doc         string // the description
	Handler     string // the interface: "ChargeCardHandler"
	Register    string // the function: "RegisterChargeCard"
	Var         string // the variable that holds its runtime.Spec: "chargeCard"
	Input       *Type  // always declared: Name is set
	Output      *Type
	Progress    *Type  // nil without
	ProgressVar string // the function that hands out the reporter: "ChargeCardProgressFrom"
	Task        string // the function that completes a task by its token: "ChargeCardTask"
	ErrorFrom   string // the function that reads a reported error: "ChargeCardErrorFrom"; "" without Errors
	Errors      []*Error
	Heartbeat   time.Duration // 0: none
	Timeout     time.Duration // 0: none

	StepFunctionsName string // name of the activity resource
	SWF               SWF
}

// SWF is how an activity is known to Amazon SWF. Zero where the definition
// doesn't mention SWF.
type SWF struct {
	Name, Version, TaskList          string
	ScheduleToStart, ScheduleToClose time.Duration
}

// Error is an error that an activity declares.
type Error struct {
	Name    string // on the wire: "CardDeclined"
	Type    string // Go: "CardDeclinedError"
	Doc     string
	Details *Type // nil without
	// Shared is true where another file already declares the type.
	Shared bool
}

// Kind says which Go type holds a value.
type Kind int

// The kinds.
const (
	Raw      Kind = iota // json.RawMessage: any JSON value, as it was written
	Bool                 // bool
	Int                  // int64
	Uint                 // uint64
	Float                // float64
	Number               // json.Number: any number, as it was written
	String               // string, or the type that Format names
	DateTime             // value.DateTime
	Enum                 // a named string or int64 with constants
	List                 // []Elem
	Map                  // map[string]Elem
	Struct               // a struct
	Tuple                // a struct of positions: Fields, and Additional for all other items
	Union                // an interface whose values are pointers to Branches
	Holder               // a struct with the field Value that holds Elem: a Root that is a Union
)

// Type is a Go type and the functions that decode and encode it.
type Type struct {
	Kind Kind
	// Name is the Go name that is declared for the type; "" where Go's own
	// type is used in place.
	Name string
	// Func is the end of the names of its functions: decode+Func and
	// encode+Func. "" where one call to the cursor says it all, in place.
	// A struct has one, a type with Verify too, and so has an element of a
	// list or map unless it is a Bool, Int, Uint, Float, Number, String,
	// DateTime or Raw of Go's own type without any check but Text.Go.
	Func string
	// Var is the start of the names of its package variables, such as
	// "order" in orderMembers, orderValues, orderRules, orderRange.
	Var string
	// Doc is the doc comment without the comment marks, not wrapped. For a
	// named type it begins with the name.
	Doc string
	// Location is where its schema stands: "order.json#/properties/customer".
	Location string
	// Root types are what users decode and encode: they have Decode, Encode,
	// Validate, MarshalJSON and UnmarshalJSON.
	Root bool

	// Check looks at the value before it is read, where reading alone doesn't
	// check all. nil where it does.
	Check *Check
	// Residual is true where Check says only what reading doesn't check;
	// otherwise it says all.
	Residual bool

	Text   Text   // String, DateTime, Enum of strings never
	Range  Range  // Int, Uint, Float, Number
	Size   Size   // List: items; Map and Struct: members
	Unique bool   // List: uniqueItems
	Values Values // enum or const that the type can't say; of an Enum the keyword only

	Kinds  []string // Raw: the JSON types that are accepted; nil: all. Number: "integer" where it is whole
	Base   Kind     // Enum: String or Int
	Consts []*Const // Enum

	Elem Use // List and Map

	Branches []*Branch // Union
	Dispatch Dispatch  // Union
	Tag      string    // Union that is told apart ByTag: the member
	Keyword  string    // Union: oneOf, anyOf or type
	Want     string    // Union: what a value of no branch should have been
	// Null is true for a Union that null is accepted besides: it is nil.
	Null bool
	// Marks are the unions that the type is a branch of: it has a method for
	// each, "isPayment".
	Marks []string

	Fields     []*Field // Struct, in the order of the schema; Tuple, in the order of the items
	Closed     bool     // Struct: no other members
	Additional *Field   // Struct: the map that holds all other members; its Use is the element's
}

// Dispatch says how a value of a Union finds its branch.
type Dispatch int

// The ways.
const (
	ByTag   Dispatch = iota // by the string that a member holds
	ByKind                  // by the JSON type
	ByTrial                 // by the first check that holds
)

// Branch is one of the types of a Union.
type Branch struct {
	Type  *Type
	Tags  []string // ByTag
	Kinds []string // ByKind
	Check *Check   // ByTrial; nil holds always
}

// Use is a type at a place.
type Use struct {
	Type *Type
	// Nullable is true where null is accepted besides. Never for a Raw type:
	// its Kinds and Values have null among them.
	Nullable bool
	// Func is the end of the names of the functions that read and write the
	// value or null, as *T. Set for a nullable element of a list or map (an
	// additional member too); "" elsewhere.
	Func string
}

// Form says how a field holds a value that may be missing or null.
type Form int

// The forms.
const (
	// Plain is T. A required value, or an optional one whose nil means
	// absent: a slice, a map or json.RawMessage.
	Plain Form = iota
	// Pointer is *T: nil is absent where the member is optional, and null
	// where it is required and nullable. Also breaks a cycle of structs.
	Pointer
	// Opt is value.Opt[T]: absent, null or a value.
	Opt
	// Forbidden has no Go field: the member must not be there (schema false).
	Forbidden
	// OptPointer is value.Opt[*T]: Opt where T would contain itself.
	OptPointer
)

// Field is a struct field and the member that it holds.
type Field struct {
	Name     string // Go name
	JSON     string // member name
	Position bool   // Tuple: an item; there is no name
	Doc      string // comment above the field, not wrapped; "" without
	Note     string // short comment behind the field: "1 to 500"; "" without
	Use      Use
	Form     Form
	Required bool
	// Const is the JSON text that encoding writes whatever the field holds;
	// "" without.
	Const string
}

// Const is one typed constant of an Enum.
type Const struct {
	Name string
	Text string // Base String
	Int  int64  // Base Int
}

// Text is what is checked of a string.
type Text struct {
	Min, Max int // in characters (code points); Max -1: no limit
	Pattern  *Pattern
	// Format is the JSON Schema format that is asserted; "" for none.
	Format string
	// Go is the type of package value that holds the string, such as "UUID";
	// "" for string.
	Go string
}

// Pattern is a compiled regular expression, one variable for each source.
type Pattern struct {
	Var    string
	Source string // ECMA-262
	// Backtrack is true where only a backtracking engine can run it.
	Backtrack bool
}

// Range is what is checked of a number: JSON texts, "" for none.
type Range struct {
	Minimum, ExclusiveMinimum string
	Maximum, ExclusiveMaximum string
	MultipleOf                string
	// Inline is true where Low and High, as Go expressions, say it all.
	Inline    bool
	Low, High string
}

// Size is how many items or members there may be. Max -1: no limit.
type Size struct{ Min, Max int }

// Values is an enum or const that is checked by comparison.
type Values struct {
	Keyword string   // "enum" or "const"; "" for none
	JSON    []string // the values
}

// Check is a function that reads a value and notes where its schema doesn't
// hold. It makes no Go value: it stands below not, if, anyOf and the like, and
// before types that hold more than their schema allows.
type Check struct {
	Func     string // the end of its name: check+Func
	Var      string // the start of the names of its variables
	Location string // where its schema stands
	Never    bool   // the schema false
	Residual bool   // it only looks at the value, and reads nothing

	Kinds  []string // the JSON types that are accepted; nil: all
	Values Values   // enum or const
	Also   Values   // enum beside const

	All, Any, One  []*Check // nil elements accept anything
	Not            *Check
	HasNot         bool // there is a not, even of a schema that accepts anything
	If, Then, Else *Check
	HasIf          bool

	Text   *Type // what is checked of a string: a String with Var; nil: nothing
	Number *Type // likewise of a number
	Array  *ArrayCheck
	Object *ObjectCheck

	// Unevaluated is set where unevaluatedProperties or unevaluatedItems asks
	// which members or items other keywords have seen.
	Unevaluated *Unevaluated
	// Seen is what the schema's other keywords see, for Unevaluated.
	Seen *Seen
}

// ArrayCheck is what is checked of an array.
type ArrayCheck struct {
	Size     Size
	Unique   bool
	Prefix   []*Check // of the first items; nil elements accept anything
	Rest     *Check   // of all others; nil: anything
	Contains []Contains
}

// Contains is a number of items that a check holds for.
type Contains struct {
	Check    *Check // nil: anything
	Min, Max int    // Max -1: no limit
}

// ObjectCheck is what is checked of an object.
type ObjectCheck struct {
	Size       Size
	Required   []string
	Properties []*MemberCheck
	Patterns   []*PatternCheck
	Additional *Check // of members that neither names nor patterns match; nil: anything
	Names      *Check // of the names
	Dependent  []*Dependent
}

// MemberCheck is what is checked of a member. A nil Check accepts anything.
type MemberCheck struct {
	Name  string
	Check *Check
}

// PatternCheck is what is checked of the members whose names match.
type PatternCheck struct {
	Pattern *Pattern
	Check   *Check
}

// Dependent is what holds for an object with a member of that name.
type Dependent struct {
	Name     string
	Keyword  string
	Required []string
	Check    *Check // nil: nothing
}

// Unevaluated is what is checked of the members and of the items that no other
// keyword of the schema has seen.
type Unevaluated struct {
	Members, Items *Check
	// OfMembers and OfItems say which of the two there are; a nil Check
	// accepts anything.
	OfMembers, OfItems bool
}

// Seen is which members and items the keywords of a schema see, apart from
// unevaluatedProperties and unevaluatedItems where Own is set.
type Seen struct {
	Func       string // the end of its name: seen+Func
	Names      []string
	Patterns   []*Pattern
	AllMembers bool
	Prefix     int // the first items
	AllItems   bool
	Contains   []*Check // items for which these hold; nil elements: all

	All  []*Seen // of schemas that hold wherever this one does
	When []*SeenWhen
}

// SeenWhen is what is seen where a check holds, where a member is there, or
// else.
type SeenWhen struct {
	Check  *Check // nil: always
	Member string // "": none is asked for
	IsDep  bool   // Member is asked for, even ""
	Seen   *Seen
	Else   *Seen
}
