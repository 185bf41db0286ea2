package local

import (
	"bytes"
	"encoding/json"
	"fmt"
	"net/http"
	"time"
)

// faultsPath is where programs in other languages inject faults: POST adds the
// one in the body, DELETE removes all.
const faultsPath = "/_actgen/faults"

// faultForm is a Fault as JSON. All members may be left out.
type faultForm struct {
	Operation string `json:"operation"`
	Skip      int    `json:"skip"`
	Times     int    `json:"times"`
	Delay     string `json:"delay"` // as time.ParseDuration reads it, "1.5s"
	Error     string `json:"error"`
	Status    int    `json:"status"`
	Message   string `json:"message"`
	Drop      bool   `json:"drop"`
	Late      bool   `json:"late"`
	Deaf      bool   `json:"deaf"`
}

// serveFaults answers a request for faultsPath.
func (s *Service) serveFaults(method string, body []byte) (any, error) {
	switch method {
	case http.MethodPost:
		f, err := parseFault(body)
		if err != nil {
			return nil, protocolFault(http.StatusBadRequest, "InvalidFault", "%v", err)
		}
		s.faults.add(f)
	case http.MethodDelete:
		s.faults.clear()
	default:
		return nil, protocolFault(http.StatusMethodNotAllowed, "InvalidFault", "POST adds a fault, DELETE removes all")
	}
	return empty{}, nil
}

func parseFault(body []byte) (Fault, error) {
	var form faultForm
	decoder := json.NewDecoder(bytes.NewReader(body))
	decoder.DisallowUnknownFields()
	if err := decoder.Decode(&form); err != nil {
		return Fault{}, err
	}
	f := Fault{
		Operation: form.Operation, Skip: form.Skip, Times: form.Times,
		Error: form.Error, Status: form.Status, Message: form.Message,
		Drop: form.Drop, Late: form.Late, Deaf: form.Deaf,
	}
	if !known(f.Operation) {
		return Fault{}, fmt.Errorf("there is no operation %q", f.Operation)
	}
	if f.Status != 0 && (f.Status < 400 || f.Status > 599) {
		return Fault{}, fmt.Errorf("%d is no HTTP status of an error", f.Status)
	}
	if form.Delay != "" {
		var err error
		if f.Delay, err = time.ParseDuration(form.Delay); err != nil {
			return Fault{}, err
		}
	}
	return f, nil
}
