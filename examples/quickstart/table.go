package main

import (
	"fmt"
	"io"
	"strconv"
	"strings"
	"text/tabwriter"
	"time"
)

// printResults prints a row for each document. Texts of several lines go on in
// the rows below.
func printResults(w io.Writer, results []result) {
	table := tabwriter.NewWriter(w, 0, 0, 2, ' ', 0)
	fmt.Fprintln(table, "DOCUMENT\tSTATUS\tHEARTBEATS\tTIME\tRESULT OR ERROR")
	for _, r := range results {
		heartbeats := "-"
		if r.heartbeats >= 0 {
			heartbeats = strconv.Itoa(r.heartbeats)
		}
		first, rest, _ := strings.Cut(r.text, "\n")
		fmt.Fprintf(table, "%s\t%s\t%s\t%v\t%s\n", r.document, r.status, heartbeats, r.took.Round(time.Millisecond), first)
		for line := range strings.SplitSeq(rest, "\n") {
			if line != "" {
				fmt.Fprintf(table, "\t\t\t\t%s\n", line)
			}
		}
	}
	_ = table.Flush() // standard output is all there is to tell it
}
