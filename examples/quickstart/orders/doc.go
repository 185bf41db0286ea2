// Package orders is generated from activities.yaml, apart from this file.
package orders

//go:generate go run github.com/actgen/actgen/cmd/actgen generate
