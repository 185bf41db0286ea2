package local

import (
	"context"
	"fmt"
	"strings"
	"time"
)

const (
	maxDefinition = 1_048_576
	maxVersion    = 256
)

// machine is a state machine.
type machine struct {
	arn, name  string
	definition *definition
	role       string
	created    time.Time
	tags       []tag
	number     int64
	running    int  // executions
	deleting   bool // once no execution is running
}

func (m *machine) position() int64 { return m.number }

func (s *Service) createStateMachine(_ context.Context, p *params) (any, error) {
	name := p.need("name", 1, maxName)
	text := p.need("definition", 1, maxDefinition)
	role := p.need("roleArn", 1, maxARN)
	kind := p.oneOf("type", "STANDARD", "EXPRESS")
	tags := readTags(p, "tags")
	extras := readExtras(p)
	if err := p.err(); err != nil {
		return nil, err
	}
	if err := checkName(name); err != nil {
		return nil, err
	}
	if kind == "EXPRESS" {
		return nil, fault("StateMachineTypeNotSupported", "State Machine Type Not Supported: 'EXPRESS is not offered by the local service'")
	}
	if err := extras.check(); err != nil {
		return nil, err
	}
	if err := checkRole(role); err != nil {
		return nil, err
	}
	d, err := s.compile(text)
	if err != nil {
		return nil, err
	}
	return s.addMachine(&machine{name: name, definition: d, role: role, tags: tags})
}

// addMachine is idempotent by name and definition: for a machine that exists
// it answers what it answered first, and leaves its role and tags alone.
func (s *Service) addMachine(m *machine) (any, error) {
	m.arn = s.StateMachineARN(m.name)
	old, exists := s.machines.byARN[m.arn]
	switch {
	case exists && old.deleting:
		return nil, fault("StateMachineDeleting", "State Machine Is Being Deleted: '%s'", m.arn)
	case exists && old.definition.text != m.definition.text:
		return nil, fault("StateMachineAlreadyExists", "State Machine Already Exists: '%s'", m.arn)
	case exists:
		m = old
	default:
		tags, err := mergeTags(m.arn, nil, m.tags)
		if err != nil {
			return nil, err
		}
		m.tags = tags
		m.created = s.clock.Now()
		m.number = s.next()
		s.machines.add(m.arn, m)
	}
	return struct {
		ARN     string    `json:"stateMachineArn"`
		Created timestamp `json:"creationDate"`
	}{m.arn, timestamp(m.created)}, nil
}

// compile reads a definition; the error is InvalidDefinition.
func (s *Service) compile(text string) (*definition, error) {
	d, problems := parseDefinition(text)
	if len(problems) == 0 {
		d.text, d.compiled = text, s.clock.Now()
		return d, nil
	}
	list := make([]string, len(problems))
	for i, problem := range problems {
		list[i] = problem.String()
	}
	return nil, fault("InvalidDefinition", "Invalid State Machine Definition: '%s'", strings.Join(list, ", "))
}

func checkRole(arn string) error {
	if parts := strings.SplitN(arn, ":", 6); len(parts) < 6 || parts[0] != "arn" || parts[5] == "" {
		return invalidArn("Invalid Role Arn: %s", arn)
	}
	return nil
}

// extras are the settings of a state machine that this service knows only in
// their default, which it accepts.
type extras struct {
	publish, tracing    bool
	logging, encryption string
	version             *string
}

func readExtras(p *params) extras {
	return extras{
		publish:    p.flag("publish", false),
		version:    p.text("versionDescription", 0, maxVersion),
		tracing:    p.object("tracingConfiguration").flag("enabled", false),
		logging:    p.object("loggingConfiguration").oneOf("level", "ALL", "ERROR", "FATAL", "OFF"),
		encryption: p.object("encryptionConfiguration").oneOf("type", "AWS_OWNED_KEY", "CUSTOMER_MANAGED_KMS_KEY"),
	}
}

func (e extras) check() error {
	switch {
	case e.publish || e.version != nil:
		return notOffered("Versions of state machines")
	case e.logging != "" && e.logging != "OFF":
		return fault("InvalidLoggingConfiguration", "Invalid Logging Configuration: 'Logging is not offered by the local service'")
	case e.tracing:
		return fault("InvalidTracingConfiguration", "Invalid Tracing Configuration: 'Tracing is not offered by the local service'")
	}
	return checkEncryption(e.encryption)
}

// machine finds a state machine.
func (s *Service) machine(arn string) (*machine, error) {
	if err := checkARN(arn, machineType); err != nil {
		return nil, err
	}
	m, ok := s.machines.byARN[arn]
	if !ok {
		return nil, machineDoesNotExist(arn)
	}
	return m, nil
}

// machineAnswer is a state machine in answers, with the members that each of
// them has.
type machineAnswer struct {
	ARN        string          `json:"stateMachineArn"`
	Name       string          `json:"name"`
	Status     string          `json:"status,omitempty"`
	Definition string          `json:"definition,omitempty"`
	Role       string          `json:"roleArn,omitempty"`
	Type       string          `json:"type,omitempty"`
	Created    *timestamp      `json:"creationDate,omitempty"`
	Updated    *timestamp      `json:"updateDate,omitempty"`
	Revision   string          `json:"revisionId,omitempty"`
	Logging    *loggingConfig  `json:"loggingConfiguration,omitempty"`
	Tracing    *tracingSetting `json:"tracingConfiguration,omitempty"`
}

type loggingConfig struct {
	Level       string `json:"level"`
	IncludeData bool   `json:"includeExecutionData"`
}

type tracingSetting struct {
	Enabled bool `json:"enabled"`
}

func (s *Service) describeStateMachine(_ context.Context, p *params) (any, error) {
	arn := p.need("stateMachineArn", 1, maxARN)
	included := p.oneOf("includedData", "ALL_DATA", "METADATA_ONLY")
	if err := p.err(); err != nil {
		return nil, err
	}
	m, err := s.machine(arn)
	if err != nil {
		return nil, err
	}
	answer := machineAnswer{
		ARN: m.arn, Name: m.name, Status: "ACTIVE", Definition: m.definition.text, Role: m.role,
		Type: "STANDARD", Created: stamp(m.created), Revision: m.definition.revision,
		Logging: &loggingConfig{Level: "OFF"}, Tracing: &tracingSetting{},
	}
	if m.deleting {
		answer.Status = "DELETING"
	}
	if included == "METADATA_ONLY" {
		answer.Definition = ""
	}
	return answer, nil
}

func (s *Service) listStateMachines(_ context.Context, p *params) (any, error) {
	request := readPage(p, maxPageToken)
	if err := p.err(); err != nil {
		return nil, err
	}
	found, next, err := page(s.machines.order, request, "machines", false, nil)
	if err != nil {
		return nil, err
	}
	answer := struct {
		Machines  []machineAnswer `json:"stateMachines"`
		NextToken *string         `json:"nextToken,omitempty"`
	}{make([]machineAnswer, len(found)), next}
	for i, m := range found {
		answer.Machines[i] = machineAnswer{ARN: m.arn, Name: m.name, Type: "STANDARD", Created: stamp(m.created)}
	}
	return answer, nil
}

// updateStateMachine changes what later executions run.
func (s *Service) updateStateMachine(_ context.Context, p *params) (any, error) {
	arn := p.need("stateMachineArn", 1, maxARN)
	text := p.text("definition", 1, maxDefinition)
	role := p.text("roleArn", 1, maxARN)
	extras := readExtras(p)
	if err := p.err(); err != nil {
		return nil, err
	}
	m, err := s.machine(arn)
	switch {
	case err != nil:
		return nil, err
	case text == nil && role == nil:
		return nil, fault("MissingRequiredParameter", "Either the definition, the role ARN, the LoggingConfiguration, or the TracingConfiguration must be specified")
	case m.deleting:
		return nil, fault("StateMachineDeleting", "State Machine Is Being Deleted: '%s'", arn)
	}
	if err := extras.check(); err != nil {
		return nil, err
	}
	if err := s.revise(m, text, role); err != nil {
		return nil, err
	}
	return struct {
		Updated  timestamp `json:"updateDate"`
		Revision string    `json:"revisionId"`
	}{timestamp(m.definition.compiled), m.definition.revision}, nil
}

// revise changes the definition and the role, each if it is given.
func (s *Service) revise(m *machine, text, role *string) error {
	if text == nil {
		text = &m.definition.text
	}
	if role == nil {
		role = &m.role
	}
	if err := checkRole(*role); err != nil {
		return err
	}
	d, err := s.compile(*text)
	if err != nil {
		return err
	}
	d.revision = newUUID()
	m.definition, m.role = d, *role
	return nil
}

// deleteStateMachine deletes a machine once no execution of it is running.
// Deleting one that does not exist is fine.
func (s *Service) deleteStateMachine(_ context.Context, p *params) (any, error) {
	arn, err := needARN(p, "stateMachineArn", machineType)
	if err != nil {
		return nil, err
	}
	if m, ok := s.machines.byARN[arn]; ok {
		m.deleting = true
		s.sweep(m)
	}
	return empty{}, nil
}

// sweep removes a machine that is to be deleted and that nothing uses.
func (s *Service) sweep(m *machine) {
	if m.deleting && m.running == 0 {
		s.machines.remove(m.arn)
		delete(s.runs, m.arn)
	}
}

// validateStateMachineDefinition lists the problems of a definition. There are
// no warnings, so the severity that is asked for makes no difference.
func (s *Service) validateStateMachineDefinition(_ context.Context, p *params) (any, error) {
	text := p.need("definition", 1, maxDefinition)
	kind := p.oneOf("type", "STANDARD", "EXPRESS")
	p.oneOf("severity", "ERROR", "WARNING")
	most := p.number("maxResults", 0, defaultPage)
	if err := p.err(); err != nil {
		return nil, err
	}
	if most == 0 {
		most = defaultPage
	}
	_, problems := parseDefinition(text)
	if kind == "EXPRESS" {
		problems = append(problems, diagnostic{"ERROR", schemaFailed, "The type EXPRESS is not supported by the local service", ""})
	}
	answer := struct {
		Result      string       `json:"result"`
		Diagnostics []diagnostic `json:"diagnostics"`
		Truncated   bool         `json:"truncated"`
	}{"OK", append([]diagnostic{}, problems[:min(most, len(problems))]...), len(problems) > most}
	if len(problems) > 0 {
		answer.Result = "FAIL"
	}
	return answer, nil
}

// missingActivity is why an execution fails whose activity is not there.
func missingActivity(state, arn string, entered int64) failure {
	name := errRuntime
	cause := fmt.Sprintf("An error occurred while executing the state '%s' (entered at the event id #%d). The activity %s does not exist.",
		state, entered, arn)
	return failure{&name, &cause}
}
