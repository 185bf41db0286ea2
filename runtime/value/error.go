package value

import "fmt"

// maxQuote is how many bytes of a wrong text an error shows.
const maxQuote = 64

// invalid is the error for a text that is not of a format.
func invalid(format, text string) error {
	if len(text) > maxQuote {
		text = text[:maxQuote]
	}
	return fmt.Errorf("%q is not a valid %s", text, format)
}
