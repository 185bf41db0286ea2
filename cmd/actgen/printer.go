package main

import (
	"fmt"
	"io"
	"os"
	"strings"

	"golang.org/x/term"

	"github.com/actgen/actgen/generator/problem"
)

// printer is an output that may have colours.
type printer struct {
	io.Writer
	colour bool
}

// newPrinter gives colours to a terminal, unless the environment says no
// (NO_COLOR, https://no-color.org, or TERM=dumb).
func newPrinter(f *os.File) *printer {
	return &printer{
		Writer: f,
		colour: os.Getenv("NO_COLOR") == "" && os.Getenv("TERM") != "dumb" && term.IsTerminal(int(f.Fd())),
	}
}

const (
	bold   = "\x1b[1m"
	red    = "\x1b[31m"
	green  = "\x1b[32m"
	yellow = "\x1b[33m"
	cyan   = "\x1b[36m"
	reset  = "\x1b[0m"
)

func (p *printer) line(s string) error {
	_, err := io.WriteString(p, s+"\n")
	return err
}

// say prints a line for people, who have no use for the error of not being
// told.
func (p *printer) say(format string, args ...any) { _ = p.line(fmt.Sprintf(format, args...)) }

func (p *printer) paint(colour, s string) string {
	if !p.colour || s == "" {
		return s
	}
	return colour + s + reset
}

// problems prints one problem per line, its place set off.
func (p *printer) problems(l problem.List) error {
	for _, one := range l {
		text := one.String()
		place, message := "", text
		if i := strings.LastIndex(text, one.Message); p.colour && i >= 0 {
			place, message = text[:i], text[i:]
		}
		colour := bold
		if one.Warning {
			colour = yellow
		}
		if err := p.line(p.paint(colour, place) + message); err != nil {
			return err
		}
	}
	return nil
}

// diff prints a unified diff.
func (p *printer) diff(text string) error {
	for line := range strings.Lines(text) {
		line = strings.TrimSuffix(line, "\n")
		colour := ""
		switch {
		case strings.HasPrefix(line, "--- "), strings.HasPrefix(line, "+++ "):
			colour = bold
		case strings.HasPrefix(line, "@@"):
			colour = cyan
		case strings.HasPrefix(line, "-"):
			colour = red
		case strings.HasPrefix(line, "+"):
			colour = green
		}
		if colour != "" {
			line = p.paint(colour, line)
		}
		if err := p.line(line); err != nil {
			return err
		}
	}
	return nil
}
