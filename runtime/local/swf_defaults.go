package local

// namedList is a task list on the wire.
type namedList struct {
	Name string `json:"name"`
}

// onWire is a task list that may be absent.
func onWire(list string) *namedList {
	if list == "" {
		return nil
	}
	return &namedList{list}
}

// activityDefaults are what an activity type gives a task whose decision leaves
// it out.
type activityDefaults struct {
	TaskList        *namedList `json:"defaultTaskList,omitempty"`
	Priority        string     `json:"defaultTaskPriority,omitempty"`
	ScheduleToStart timeout    `json:"defaultTaskScheduleToStartTimeout,omitempty"`
	ScheduleToClose timeout    `json:"defaultTaskScheduleToCloseTimeout,omitempty"`
	StartToClose    timeout    `json:"defaultTaskStartToCloseTimeout,omitempty"`
	Heartbeat       timeout    `json:"defaultTaskHeartbeatTimeout,omitempty"`
}

func readActivityDefaults(p *params) activityDefaults {
	return activityDefaults{
		TaskList:        onWire(p.taskList("defaultTaskList")),
		Priority:        p.urgency("defaultTaskPriority"),
		ScheduleToStart: p.timeout("defaultTaskScheduleToStartTimeout"),
		ScheduleToClose: p.timeout("defaultTaskScheduleToCloseTimeout"),
		StartToClose:    p.timeout("defaultTaskStartToCloseTimeout"),
		Heartbeat:       p.timeout("defaultTaskHeartbeatTimeout"),
	}
}

// workflowDefaults are what a workflow type gives an execution whose start
// leaves it out.
type workflowDefaults struct {
	TaskList         *namedList `json:"defaultTaskList,omitempty"`
	Priority         string     `json:"defaultTaskPriority,omitempty"`
	ExecutionTimeout timeout    `json:"defaultExecutionStartToCloseTimeout,omitempty"`
	TaskTimeout      timeout    `json:"defaultTaskStartToCloseTimeout,omitempty"`
	ChildPolicy      string     `json:"defaultChildPolicy,omitempty"`
}

func readWorkflowDefaults(p *params) workflowDefaults {
	refuseLambda(p, "defaultLambdaRole")
	return workflowDefaults{
		TaskList:         onWire(p.taskList("defaultTaskList")),
		Priority:         p.urgency("defaultTaskPriority"),
		ExecutionTimeout: p.seconds("defaultExecutionStartToCloseTimeout"),
		TaskTimeout:      p.timeout("defaultTaskStartToCloseTimeout"),
		ChildPolicy:      p.childPolicy("defaultChildPolicy"),
	}
}

// childPolicy reads a child policy; "" if it is absent. There are no child
// workflows that it could apply to.
func (p *params) childPolicy(member string) string {
	return p.oneOf(member, "TERMINATE", "REQUEST_CANCEL", "ABANDON")
}

// refuseLambda refuses the role of Lambda functions, which there are none of.
func refuseLambda(p *params, member string) {
	if !p.absent(member) {
		p.violate(member, "", "Lambda functions are not offered by the local service")
	}
}
