// Package runtimetest is for the tests of activities and of what stands around
// them.
//
// [Run] takes one input through decode, handler and encode, as a worker does it.
// [Service] is a service in memory: a test sends tasks, lets a worker run them,
// looks at heartbeats and reports, and plays the faults that a real service has.
// It lives well in the bubble of testing/synctest, where its timeouts cost no
// time.
package runtimetest
