// Package stock is generated from activities.yaml, apart from this file.
package stock

//go:generate go run github.com/actgen/actgen/cmd/actgen generate
