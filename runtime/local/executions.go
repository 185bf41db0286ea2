package local

import (
	"cmp"
	"context"
	"encoding/json"
)

const (
	maxListToken = 3096
	maxTrace     = 256
)

// startExecution is idempotent: for an execution of the same name and input
// that is still running it answers what it answered first.
func (s *Service) startExecution(_ context.Context, p *params) (any, error) {
	arn := p.need("stateMachineArn", 1, maxARN)
	name := orEmpty(p.text("name", 1, maxName))
	given := p.secret("input", maxPayload)
	trace := p.text("traceHeader", 0, maxTrace)
	if err := p.err(); err != nil {
		return nil, err
	}
	m, err := s.machine(arn)
	if err != nil {
		return nil, err
	}
	if err := checkName(name); err != nil {
		return nil, err
	}
	input, err := checkInput(given)
	switch {
	case err != nil:
		return nil, err
	case m.deleting:
		return nil, fault("StateMachineDeleting", "State Machine Is Being Deleted: '%s'", arn)
	}
	x, err := s.launch(m, cmp.Or(name, newUUID()), input, trace)
	if err != nil {
		return nil, err
	}
	return struct {
		ARN     string    `json:"executionArn"`
		Started timestamp `json:"startDate"`
	}{x.arn, timestamp(x.started)}, nil
}

// launch starts an execution, or returns the running one of that name and
// input.
func (s *Service) launch(m *machine, name, input string, trace *string) (*execution, error) {
	arn := s.arn(executionType, m.name+":"+name)
	old, exists := s.executions[arn]
	switch {
	case exists && (old.status != statusRunning || old.input != input):
		return nil, fault("ExecutionAlreadyExists", "Execution Already Exists: '%s'", arn)
	case exists:
		return old, nil
	}
	x := &execution{
		arn: arn, name: name, number: s.next(),
		machine: m, definition: m.definition, role: m.role,
		input: input, trace: trace, done: make(chan struct{}),
	}
	s.executions[arn] = x
	s.runs[m.arn] = append(s.runs[m.arn], x)
	s.begin(x)
	return x, nil
}

// checkInput returns the input of an execution, {} if none is given.
func checkInput(given *string) (string, error) {
	switch {
	case given == nil:
		return "{}", nil
	case *given == "":
		return "", fault("InvalidExecutionInput", "Invalid State Machine Execution Input: 'Invalid execution input.'")
	case !json.Valid([]byte(*given)):
		return "", fault("InvalidExecutionInput", "Invalid State Machine Execution Input: '%s'", jsonProblem(*given))
	}
	return *given, nil
}

// execution finds an execution.
func (s *Service) execution(arn string) (*execution, error) {
	x, ok := s.executions[arn]
	if !ok {
		return nil, executionDoesNotExist(arn)
	}
	return x, nil
}

// executionAnswer is an execution in answers; an item of a list has the first
// part only.
type executionAnswer struct {
	ARN          string     `json:"executionArn"`
	MachineARN   string     `json:"stateMachineArn"`
	Name         string     `json:"name"`
	Status       string     `json:"status"`
	Started      timestamp  `json:"startDate"`
	Stopped      *timestamp `json:"stopDate,omitempty"`
	RedriveCount int        `json:"redriveCount"`

	Input         *string   `json:"input,omitempty"`
	InputDetails  *included `json:"inputDetails,omitempty"`
	Output        *string   `json:"output,omitempty"`
	OutputDetails *included `json:"outputDetails,omitempty"`
	Error         *string   `json:"error,omitempty"`
	Cause         *string   `json:"cause,omitempty"`
	Trace         *string   `json:"traceHeader,omitempty"`
	RedriveStatus string    `json:"redriveStatus,omitempty"`
	RedriveReason string    `json:"redriveStatusReason,omitempty"`
}

// included tells whether data is in the answer.
type included struct {
	Included bool `json:"included"`
}

func (x *execution) answer() executionAnswer {
	return executionAnswer{
		ARN: x.arn, MachineARN: x.machine.arn, Name: x.name,
		Status: x.status, Started: timestamp(x.started), Stopped: stamp(x.stopped),
	}
}

func (s *Service) describeExecution(_ context.Context, p *params) (any, error) {
	data := p.oneOf("includedData", "ALL_DATA", "METADATA_ONLY") != "METADATA_ONLY"
	arn, err := needARN(p, "executionArn", executionType)
	if err != nil {
		return nil, err
	}
	x, err := s.execution(arn)
	if err != nil {
		return nil, err
	}
	answer := x.answer()
	answer.Trace = x.trace
	answer.RedriveStatus = "NOT_REDRIVABLE"
	answer.RedriveReason = "The local service redrives no executions"
	answer.InputDetails = &included{data}
	if x.output != nil {
		answer.OutputDetails = &included{data}
	}
	if data {
		answer.Input, answer.Output = &x.input, x.output
		answer.Error, answer.Cause = x.reason.name, x.reason.cause
	}
	return answer, nil
}

func (s *Service) describeStateMachineForExecution(_ context.Context, p *params) (any, error) {
	arn, err := needARN(p, "executionArn", executionType)
	if err != nil {
		return nil, err
	}
	x, err := s.execution(arn)
	if err != nil {
		return nil, err
	}
	m := x.machine
	return machineAnswer{
		ARN: m.arn, Name: m.name, Definition: x.definition.text, Role: x.role,
		Updated: stamp(x.definition.compiled), Revision: x.definition.revision,
		Logging: &loggingConfig{Level: "OFF"}, Tracing: &tracingSetting{},
	}, nil
}

// listExecutions lists the executions of a state machine, the latest first.
func (s *Service) listExecutions(_ context.Context, p *params) (any, error) {
	request := readPage(p, maxListToken)
	status := p.oneOf("statusFilter", statusRunning, statusSucceeded, statusFailed, statusTimedOut, statusAborted, "PENDING_REDRIVE")
	arn := p.text("stateMachineArn", 1, maxARN)
	redrive := p.oneOf("redriveFilter", "REDRIVEN", "NOT_REDRIVEN")
	mapRun := !p.absent("mapRunArn")
	if err := p.err(); err != nil {
		return nil, err
	}
	switch {
	case mapRun:
		return nil, notOffered("Map runs")
	case redrive != "" || status == "PENDING_REDRIVE":
		return nil, notOffered("Redrives")
	case arn == nil:
		return nil, fault("ValidationException", "Must provide either stateMachineArn or mapRunArn")
	}
	if _, err := s.machine(*arn); err != nil {
		return nil, err
	}
	found, next, err := page(s.runs[*arn], request, "executions "+status+" "+*arn, true,
		func(x *execution) bool { return status == "" || status == x.status })
	if err != nil {
		return nil, err
	}
	answer := struct {
		Executions []executionAnswer `json:"executions"`
		NextToken  *string           `json:"nextToken,omitempty"`
	}{make([]executionAnswer, len(found)), next}
	for i, x := range found {
		answer.Executions[i] = x.answer()
	}
	return answer, nil
}

// stopExecution ends an execution; one that has ended stays as it is.
func (s *Service) stopExecution(_ context.Context, p *params) (any, error) {
	reason := failure{p.secret("error", maxError), p.secret("cause", maxCause)}
	arn, err := needARN(p, "executionArn", executionType)
	if err != nil {
		return nil, err
	}
	x, err := s.execution(arn)
	if err != nil {
		return nil, err
	}
	if x.status == statusRunning {
		s.abort(x, reason)
	}
	return struct {
		Stopped timestamp `json:"stopDate"`
	}{timestamp(x.stopped)}, nil
}
