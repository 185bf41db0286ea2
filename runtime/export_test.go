package runtime

// SetRand replaces the worker's source of jitter.
func (w *Worker) SetRand(random func() float64) { w.rand = random }

// What tests of texts and pauses need.
var (
	Cut           = cut
	ProblemsCause = problemsCause
	ErrorCode     = errorCode
)
